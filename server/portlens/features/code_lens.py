"""A line above a port that says how many other files use it, too."""

import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from portlens.model.port_use import PortUse
from portlens.text.phrase import Language, Phrase, in_a_row
from portlens.text.span import Span
from portlens.workspace.document import Document

_OWN_PORTS = frozenset({"listens", "publishes"})


class Lens(NamedTuple):
    """The title to show above `span`."""

    span: Span
    title: str


def code_lenses(
    document: Document, documents: Sequence[Document], language: Language
) -> list[Lens]:
    """Return a lens for each port of `document` that other files listen on or publish, too."""
    others = [other for other in documents if other.path != document.path]
    lenses = []
    for use in document.uses:
        if use.role in _OWN_PORTS and use.port is not None and use.port.is_known:
            files = [
                other.path for other in others if any(_is_same(use, rival) for rival in other.uses)
            ]
            if files:
                lenses.append(Lens(use.port.span, _title(files, language)))
    return lenses


def _is_same(use: PortUse, other: PortUse) -> bool:
    if use.port is None or other.port is None or other.role not in _OWN_PORTS:
        return False
    mine, theirs = use.port.numbers, other.port.numbers
    return (
        other.transport == use.transport
        and bool(theirs)
        and mine[0] <= theirs[-1]
        and theirs[0] <= mine[-1]
    )


def _title(files: Sequence[str], language: Language) -> str:
    names = in_a_row(posixpath.basename(path) for path in files[:MOST_NAMED])
    more = "…" if len(files) > MOST_NAMED else ""
    title = ONE if len(files) == 1 else SEVERAL
    return title.fill(count=len(files), names=names).to(language) + more


MOST_NAMED = 3
ONE = Phrase("also used in 1 file: {names}", "ほかの 1 個のファイルでも使用: {names}")
SEVERAL = Phrase(
    "also used in {count} files: {names}", "ほかの {count} 個のファイルでも使用: {names}"
)
