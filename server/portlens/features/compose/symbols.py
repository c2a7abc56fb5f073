"""The outline of a Compose file: a port that an alias brings stands at the alias."""

from collections.abc import Callable

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
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.workspace.document import Document


def stands_at(document: Document) -> Callable[[PortUse], Span]:
    """Return what tells of a use of `document` where its service has it: at an alias, say."""
    tree = document.reading.tree
    every = tree.services if isinstance(tree, ComposeFile) and "*" in document.text else ()
    brought = _Brought()
    for services in every:
        for service in pausing(services):
            brought.add(service)

    def place(use: PortUse) -> Span:
        detail = use.detail
        at = brought.alias(detail.service, detail.node) if isinstance(detail, PortEntry) else None
        return use.span if at is None else at

    return place


class _Brought:
    """The aliases that bring entries into services, one by one or as whole lists."""

    def __init__(self) -> None:
        self._one_by_one: dict[tuple[str, Span], Span] = {}
        self._lists: dict[str, list[tuple[frozenset[Span], Span]]] = {}
        self._looked_into: dict[Span, frozenset[Span]] = {}  # many services may have one list

    def add(self, service: Service) -> None:
        """Note down what aliases bring into `service`."""
        body = resolved(service.node)
        values = by_key(entries(body)) if isinstance(body, Mapping) else {}
        for name in ("ports", "expose"):
            value = values.get(name)
            items = resolved(value)
            if value is None or not isinstance(items, Sequence) or not isinstance(body, Mapping):
                continue
            around = _around(service.node, body, value)
            if around is not None:
                self._lists.setdefault(service.name, []).append((self._entries(items), around))
                continue
            for item in pausing(items.items):
                entry = resolved(item) if isinstance(item, Alias) else None
                if entry is not None:
                    self._one_by_one.setdefault((service.name, entry.span), item.span)

    def alias(self, service: str, entry: Span) -> Span | None:
        """Return where the alias stands that brings what is written at `entry` into `service`."""
        for written, alias in self._lists.get(service, ()):
            if entry in written:
                return alias
        return self._one_by_one.get((service, entry))

    def _entries(self, items: Sequence) -> frozenset[Span]:
        if items.span not in self._looked_into:
            self._looked_into[items.span] = frozenset(
                entry.span for item in pausing(items.items) if (entry := resolved(item))
            )
        return self._looked_into[items.span]


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
