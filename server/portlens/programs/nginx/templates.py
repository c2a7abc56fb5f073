"""What a template of a configuration leaves open until it is filled in."""

from bisect import bisect_left

from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.tags import TEMPLATE_MARKS, branches, has_tag
from portlens.model.finding import Finding
from portlens.workspace.document import Document


def is_template(text: str) -> bool:
    """Tell whether a template engine may write statements of this text that nobody sees yet."""
    return any(mark in text for mark in TEMPLATE_MARKS) and has_tag(text)


def has_open_place(tree: Tree, block: Directive) -> bool:
    """Tell whether a tag stands between the statements of `block`: it may become some more."""
    position = block.stop
    for inner in block.block or ():
        if has_tag(tree.text[position : inner.start]):
            return True
        position = inner.end
    return has_tag(tree.text[position : block.end])


class Branches:
    """Where the templates of a configuration decide what becomes part of it."""

    def __init__(self) -> None:
        self._by_path: dict[str, list[int]] = {}

    def add(self, document: Document) -> None:
        """Take in the tags of a document."""
        if found := branches(document.text):
            self._by_path[document.path] = found

    def part(self, finding: Finding, path: str) -> bool:
        """Tell whether the ends of a finding at `path` need not come true together.

        Of `listen 80;` and `listen 80 ssl;` in two branches only one is ever written. With no
        decision between two places of a file, either both are there or none is.
        """
        return any(
            self._decides_between(path, finding.span.start, end.span.start)
            if end.path is None
            else path in self._by_path or end.path in self._by_path
            for end in finding.related
        )

    def _decides_between(self, path: str, one: int, other: int) -> bool:
        places = self._by_path.get(path, [])
        return bisect_left(places, one) != bisect_left(places, other)
