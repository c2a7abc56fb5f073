"""Going from one place that speaks of a port to the others."""

from collections.abc import Callable, Iterable

from portlens.features.own import own
from portlens.features.yaml_alias import named_at
from portlens.network.context import Context
from portlens.network.places import Places, places_of
from portlens.network.service_names import definitions_of, names_at, users_of
from portlens.network.spot import Spot
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.workspace.document import Document

# All documents of the workspace: only who looks for the users of a service name reads them.
Documents = Callable[[], Iterable[Document]]


class Target(NamedTuple):
    """A place to go to; `entry` is what is shown around it."""

    document: Document
    span: Span
    entry: Span


def definition(
    document: Document, offset: int, context: Context, documents: Documents
) -> list[Target]:
    """Return where the port at `offset` is listened on or published, or its name defined.

    At such a place itself, the ways back: those who connect to it. The host of a connection
    stands for its port, and where nothing is known to listen there, for the container itself.
    An alias of YAML (`*name`) leads to its anchor. A format's own module `navigation` may have
    `named(document, offset, context)`: where a name of its own is defined, and where it is used.
    """
    places = places_of(document, context)
    spot = places.at(document, offset)
    defined, used = _named(document, offset, context, places, spot)
    if defined or used or spot is None:
        is_defined_here = any(_is_at(target, document, offset) for target in defined)
        return used if is_defined_here else defined or _anchors(document, offset)
    if spot.use.role == "defines":
        return [_target(other) for other in users_of(spot, documents(), context)]
    defining = definitions_of(spot, context)
    if defining:
        return [_target(other) for other in defining]
    others = [other for other in _same(places, spot) if other.place != spot.place]
    origins = [other for other in others if other.is_origin]
    if not spot.is_origin:
        return [_target(other) for other in origins] or _containers(places, spot)
    users = [other for other in others if not other.is_origin]
    return [_target(other) for other in users or origins]


def _anchors(document: Document, offset: int) -> list[Target]:
    found = named_at(document, offset)
    return [Target(document, found.anchor, found.value)] if found is not None else []


def references(
    document: Document,
    offset: int,
    context: Context,
    documents: Documents,
    *,
    with_origins: bool,
) -> list[Target]:
    """Return every place that speaks of the port at `offset`; origins only where wanted."""
    places = places_of(document, context)
    spot = places.at(document, offset)
    defined, used = _named(document, offset, context, places, spot)
    if defined or used or spot is None:
        return [*(defined if with_origins else ()), *used]
    found = _everywhere(places, spot, context, documents)
    return [_target(other) for other in found if with_origins or not other.is_origin]


class Highlight(NamedTuple):
    """A place in the same file; an origin is where the port comes from, others use it."""

    span: Span
    is_origin: bool


def highlights(document: Document, offset: int, context: Context) -> list[Highlight]:
    """Return the places in `document` that speak of the port at `offset`."""
    places = places_of(document, context)
    spot = places.at(document, offset)
    both = _named(document, offset, context, places, spot)
    if any(both) or spot is None:
        return [
            Highlight(target.span, is_origin)
            for is_origin, targets in zip((True, False), both, strict=True)
            for target in targets
            if target.document.path == document.path
        ]
    found = _everywhere(places, spot, context, lambda: [document])
    return [
        Highlight(other.part.span, other.is_origin)
        for other in found
        if other.document.path == document.path
    ]


def _named(
    document: Document, offset: int, context: Context, places: Places, spot: Spot | None
) -> tuple[list[Target], list[Target]]:
    """Return where the format's own name at `offset` is defined, and where it is used.

    None are asked for at a `spot` whose port is written there, and known to the network.
    """
    named = own(document.format, "navigation", "named")
    is_asked = named is not None and (
        spot is None or spot.part.is_implied or not places.ports(spot)
    )
    found = named(document, offset, context) if named is not None and is_asked else None
    return found or ([], [])


def _is_at(target: Target, document: Document, offset: int) -> bool:
    return target.document.path == document.path and target.span.touches(offset)


def _everywhere(places: Places, spot: Spot, context: Context, documents: Documents) -> list[Spot]:
    """Return every place of the port at `spot`, and of its service name, in the texts' order."""
    found = {other.place: other for other in _same(places, spot)}
    if names_at(spot):
        named = (*definitions_of(spot, context), *users_of(spot, documents(), context))
        found.update((other.place, other) for other in named)
    return [found[place] for place in sorted(found)]


def _same(places: Places, spot: Spot) -> list[Spot]:
    """Return every place of the port at `spot`, itself among them."""
    found = places.speaking_of(places.ports(spot))
    return found or [spot]


def _containers(places: Places, spot: Spot) -> list[Target]:
    return [_target(other) for other in places.containers(spot)]


def _target(spot: Spot) -> Target:
    return Target(spot.document, spot.part.span, spot.use.span)
