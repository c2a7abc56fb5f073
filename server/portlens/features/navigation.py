"""Going from one place that speaks of a port to the others."""

from collections.abc import Iterable
from typing import NamedTuple

from portlens.features.same_port import Place, place_at, same_port
from portlens.text.span import Span
from portlens.workspace.document import Document


class Target(NamedTuple):
    """A place to go to; `entry` is what is shown around it."""

    document: Document
    span: Span
    entry: Span


def definition(document: Document, offset: int, documents: Iterable[Document]) -> list[Target]:
    """Return where the port at `offset` is listened on, or its name defined.

    At such a place itself, the ways back: those who connect to it.
    """
    place = place_at(document, offset)
    if place is None:
        return []
    others = [other for other in same_port(place, documents) if other != place]
    if place.use.role == "defines":
        return [_target(other) for other in others if other.use.role != "defines"]
    definitions = [other for other in others if other.use.role == "defines"]
    if definitions:
        return [_target(other) for other in definitions]
    origins = [other for other in others if other.is_origin]
    users = [other for other in others if not other.is_origin]
    return [_target(other) for other in (users or origins if place.is_origin else origins)]


def references(
    document: Document, offset: int, documents: Iterable[Document], *, with_origins: bool
) -> list[Target]:
    """Return every place that speaks of the port at `offset`; origins only where wanted."""
    place = place_at(document, offset)
    if place is None:
        return []
    found = same_port(place, documents)
    return [_target(other) for other in found if with_origins or not other.is_origin]


class Highlight(NamedTuple):
    """A place in the same file; an origin is where the port comes from, others use it."""

    span: Span
    is_origin: bool


def highlights(document: Document, offset: int) -> list[Highlight]:
    """Return the places in `document` that speak of the port at `offset`."""
    place = place_at(document, offset)
    if place is None:
        return []
    found = same_port(place, [document])
    return [Highlight(other.part.span, other.is_origin) for other in found]


def _target(place: Place) -> Target:
    return Target(place.document, place.part.span, place.use.span)
