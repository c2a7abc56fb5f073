"""Hovers in a chart's values: where its templates put a value as a port."""

import posixpath
from collections.abc import Iterator

from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.programs.helm_values.fed import Fed
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase, in_a_row
from portlens.workspace.document import Document


def sentence(use: PortUse) -> Phrase:  # noqa: ARG001 - it is filled with what it says
    """Return what the value is: each release may set another."""
    return VALUE


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:
    """Yield the places that get the value, each with what Kubernetes calls it."""
    placed = use.detail.placed if isinstance(use.detail, Fed) else ()
    shown = []
    for place, key in placed[:_MOST_NAMED]:
        there = context.workspace.document(place.path)
        if there is not None:
            file = posixpath.relpath(place.path, posixpath.dirname(document.path) or ".")
            line = there.lines.position(place.span.start).line + 1
            at = code_span(f"{file}:{line}")
            shown.append(AT_KEY.fill(key=code_span(key), place=at) if key else AT.fill(place=at))
    if shown:
        more = len(placed) - len(shown)
        words = MORE if more > 0 else USED
        yield words.fill(places=in_a_row(shown), count=more)


_MOST_NAMED = 5
VALUE = Phrase("{owner} is **{port}** here", "{owner}の値はここでは **{port}** です")
AT = Phrase("in {place}", "{place}")
AT_KEY = Phrase("as {key} in {place}", "{place} の {key}")
USED = Phrase("used {places}", "使用箇所: {places}")
MORE = Phrase("used {places} and {count} more", "使用箇所: {places} ほか {count} 件")
