"""Hovers in a `.env` file: where the project uses a value as a port."""

from collections.abc import Iterator
from posixpath import basename

from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase, in_a_row
from portlens.workspace.document import Document


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:  # noqa: ARG001
    """Yield the places that have their port from this line."""
    shown = []
    for place in use.feeds[:MOST_NAMED]:
        there = context.workspace.document(place.path)
        if there is not None:
            line = there.lines.position(place.span.start).line + 1
            shown.append(PLACE.fill(file=code_span(basename(place.path)), line=line))
    if shown:
        more = len(use.feeds) - len(shown)
        words = MORE if more > 0 else FEEDS
        yield words.fill(name=code_span(use.name), places=in_a_row(shown), count=more)


MOST_NAMED = 5
PLACE = Phrase("{file} line {line}", "{file} の {line} 行目")
FEEDS = Phrase("{name} is used at: {places}", "{name} の使用箇所: {places}")
MORE = Phrase(
    "{name} is used at: {places} and {count} more", "{name} の使用箇所: {places} ほか {count} 件"
)
