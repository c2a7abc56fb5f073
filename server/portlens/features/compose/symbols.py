"""The outline of a Compose file: a port that an alias brings stands at the alias."""

from collections.abc import Callable, Iterator

from portlens.formats._yaml.nodes import (
    Alias,
    Mapping,
    Node,
    Scalar,
    Sequence,
    by_key,
    entries,
    resolved,
)
from portlens.formats.compose.port_entry import PortEntry
from portlens.formats.compose.services import ComposeFile, Service
from portlens.model.port_use import PortUse
from portlens.text.pause import pause, pausing
from portlens.text.span import Span
from portlens.workspace.document import Document


def stands_at(document: Document) -> Callable[[PortUse], Span]:
    """Return what tells of a use of `document` where its service has it: at an alias, say."""
    tree = document.reading.tree
    every = tree.services if isinstance(tree, ComposeFile) and "*" in document.text else ()
    places: dict[tuple[str, Span], Span] = {}
    for services in every:
        for service in pausing(services):
            for entry, alias in _brought(service):
                places.setdefault((service.name, entry), alias)

    def place(use: PortUse) -> Span:
        detail = use.detail
        if not isinstance(detail, PortEntry):
            return use.span
        return places.get((detail.service, detail.node), use.span)

    return place


def _brought(service: Service) -> Iterator[tuple[Span, Span]]:
    """Yield where each entry that an alias brings into a service is written, and the alias."""
    body = resolved(service.node)
    if not isinstance(body, Mapping):
        return
    values = by_key(entries(body))
    for name in ("ports", "expose"):
        value = values.get(name)
        items = resolved(value)
        if value is None or not isinstance(items, Sequence):
            continue
        around = _around(service.node, body, value)
        for item in items.items:
            pause()
            entry = resolved(item)
            brings = around or (item.span if isinstance(item, Alias) else None)
            if brings is not None and entry is not None:
                yield entry.span, brings


def _around(node: Node, body: Mapping, value: Node) -> Span | None:
    """Return the alias that brings the whole list `value`, or the service, or a part of it."""
    if isinstance(node, Alias):
        return node.span
    if not body.span.covers(value.span):
        is_merge = (
            at.span
            for key, at in body.pairs
            if isinstance(key, Scalar) and key.value == "<<" and not key.style
        )
        return next(is_merge, None)
    return value.span if isinstance(value, Alias) else None
