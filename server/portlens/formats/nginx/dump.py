"""What `nginx -T` prints: a whole configuration in one text, each file below a line of its name."""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from portlens.formats.nginx.context import guess_module, is_main
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.walk import Scope, root_scope, walk
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex

# Source: ngx_main in nginx.c; the same line in every version since 1.9.2.
_HEADING = regex(r"^# configuration file (/[^\r\n]*):\r?$", re.MULTILINE)


class Part(NamedTuple):
    """One file of the dump: its path on the machine where it was made, and its statements."""

    path: str
    tree: Tree


def parts_of(tree: Tree) -> tuple[Part, ...]:
    """Return the files of a dump, the main file first; none where the text is no dump."""
    if "# configuration file /" not in tree.text:
        return ()
    headings = list(_HEADING.finditer(tree.text))
    ends = [*(heading.start() for heading in headings), len(tree.text)][1:]
    found: list[Part] = []
    rest = list(reversed(tree.directives))
    for heading, end in zip(headings, ends, strict=False):
        own: list[Directive] = []
        while rest and rest[-1].start < end:
            own.append(rest.pop())
        found.append(Part(heading[1], tree._replace(directives=tuple(own))))
    return tuple(found)


def parts_included(target: str, parts: Sequence[Part]) -> list[Part]:
    """Return the parts that `include target` means, in the order nginx read them.

    nginx prints full paths; what is relative counts from the folder of the main file.
    """
    folder = parts[0].path.rpartition("/")[0]
    pattern = target if target.startswith("/") else f"{folder}/{target}"
    if not re.search(r"[*?\[]", pattern):
        return [part for part in parts if part.path == pattern]
    depth = pattern.count("/")
    return [
        part for part in parts if part.path.count("/") == depth and fnmatchcase(part.path, pattern)
    ]


def walk_parts(tree: Tree, parts: Sequence[Part]) -> Iterator[tuple[Directive, Scope]]:
    """Yield every statement of a dump in the order of the text, each file in its own place."""
    scopes = _scopes(tree, parts)
    for part in parts:
        scope = scopes.get(part.path)
        if scope is None:
            known = is_main(part.tree)
            scope = root_scope("main" if known else guess_module(part.tree, part.path))
        yield from walk(part.tree, scope)


def _scopes(tree: Tree, parts: Sequence[Part]) -> dict[str, Scope]:
    """Return what each part stands in: the block of the first include that names it."""
    found = {parts[0].path: root_scope("main")}
    waiting = [parts[0]]
    while waiting and len(found) < len(parts):
        part = waiting.pop()
        for directive, scope in walk(part.tree, found[part.path]):
            if directive.name != "include":
                continue
            for word in tree.arguments(directive)[:1]:
                for inner in parts_included(word.text, parts):
                    if inner.path not in found:
                        found[inner.path] = scope
                        waiting.append(inner)
    return found
