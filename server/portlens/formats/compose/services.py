"""The services of a Compose file, as far as their ports are concerned."""

from collections.abc import Iterator

from portlens.formats._format import Fault, Link
from portlens.formats._yaml.documents import is_bare
from portlens.formats._yaml.nodes import (
    Alias,
    Mapping,
    Node,
    Scalar,
    Sequence,
    entries,
    resolved,
    said_by,
    text_of,
    value_of,
)
from portlens.formats._yaml.plain import plain_documents
from portlens.formats.compose.port_entry import Owner, PortItem, moved_entry
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.span import Shift, Span

_new = tuple.__new__  # as the classes do, without a call of one


class Moved(NamedTuple):
    """What an edit has moved and not changed: the services behind it, and all that they name there.

    `stamp` is that of the file as it was before.
    """

    stamp: object
    shift: Shift


# Uses before and after an edit elsewhere, by the identity of their `detail` before.
Noted = dict[int, tuple[PortUse, PortUse]]


class ComposeFile:
    """The `tree` of a Compose file: its YAML documents, which Compose merges in their order.

    `is_damaged` where the text is no YAML and was read piece by piece, or where merge keys bring
    too many services. `depth` is the column of the services' names where each of them may be read
    again by itself, else 0. `is_yaml`: all of the text was read, and is plain YAML without a key
    twice in a mapping; else sections that say nothing of ports may be left out.
    Whoever keeps something of its services keeps the `stamp` beside it, see `moved_since`.
    """

    __slots__ = (
        "_documents",
        "_is_bare",
        "_services",
        "depth",
        "is_damaged",
        "is_yaml",
        "moved",
        "moved_uses",
        "names",
        "parts",
        "stamp",
        "text",
    )

    def __init__(
        self,
        text: str,
        documents: tuple[Node, ...],
        *,
        is_damaged: bool = False,
        depth: int = 0,
        is_yaml: bool = False,
    ) -> None:
        self.text = text
        self.is_damaged = is_damaged
        self.depth = depth
        self.is_yaml = is_yaml
        self.parts: tuple[Part, ...] = ()  # of a file that was edited
        # Those that are hosts to `parts`; none where their mentions hang on one another.
        self.names: frozenset[str] = frozenset()
        self.moved: Moved | None = None
        self.moved_uses: Noted = {}  # since then
        self.stamp = object()
        self._documents: tuple[Node, ...] | None = documents
        self._is_bare: bool | None = None
        self._services: tuple[tuple[Service, ...], ...] | None = None

    @property
    def documents(self) -> tuple[Node, ...]:
        """The YAML documents, read again where they were let go of."""
        documents = self._documents
        if documents is None:
            documents = self._documents = tuple(plain_documents(self.text) or ())
        return documents

    @property
    def is_bare(self) -> bool:
        """Whether every character of the text means itself, see `_yaml/documents`."""
        if self._is_bare is None:
            self._is_bare = is_bare(self.text)
        return self._is_bare

    @is_bare.setter
    def is_bare(self, known: bool) -> None:
        self._is_bare = known

    @property
    def services(self) -> "tuple[tuple[Service, ...], ...]":
        """The services of each document; readers and rules ask for them over and over."""
        services = self._services
        if services is None:
            documents = self.documents
            services = tuple(tuple(services_of(document)) for document in pausing(documents))
            # In a pause the nodes may have been let go of: those here are nobody else's then.
            if self._documents is documents:
                self._services = services
        return services

    def moved_since(self, stamp: object, service: "Service") -> Shift | None:
        """Return by what a service, and what it has by aliases, stands elsewhere than in that file.

        That of `stamp`. None where it is not known to be the very same but for that. Whoever holds
        something of a service in that file has the same of this one, at other places.
        """
        moved = self.moved
        if moved is None or moved.stamp is not stamp:
            return None
        shift = moved.shift
        return shift if service.key.start >= shift.start + shift.by else None

    def let_go(self) -> None:
        """Forget the nodes, half of what the file takes, if they are read again in a moment."""
        self.parts = ()
        self.moved = None
        self.moved_uses = {}
        self._services = None
        if self.is_yaml:
            self._documents = None

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same text, read the same way."""
        return isinstance(other, ComposeFile) and self._all == other._all

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def _all(self) -> tuple[object, ...]:
        return self.text, self.documents, self.is_damaged, self.depth, self.is_yaml


Entries = list[tuple[Scalar, Node]]  # what a service says, as `entries` has it


class Service(NamedTuple):
    """One service as written in one place; `node` is its body."""

    name: str
    key: Span
    node: Node

    @property
    def image(self) -> str:
        """The image, as written."""
        return text_of(value_of(self.node, "image"))

    @property
    def said(self) -> object:
        """What stays the very same object while an edit does no more than to move the service."""
        return said_by(self.node)


class Part(NamedTuple):
    """What the reader makes of one service by itself: it is the same for the very same YAML.

    That is, if it is also the first to take the same lists of ports: `takes` tells it of each list
    that it has, and is empty where no two services can have one. `mentions` are those in its own
    stretch of the text, None where nobody has looked; `kept` is that of its uses, see
    `UsesOfPart`.
    """

    service: Service
    owner: Owner
    takes: tuple[bool, ...]
    items: tuple[PortItem, ...]
    misspelt: tuple[Fault, ...]
    links: tuple[Link, ...]
    kept: dict[object, tuple[object, object]]
    mentions: tuple[PortUse, ...] | None = None

    def moved(self, service: Service, shift: Shift, noted: Noted) -> "Part | None":
        """Return what is made of `service`, the same one where it stands after an edit elsewhere.

        None where that is more than ports: it is read again. What is moved is `noted` down.
        """
        if self.misspelt or self.links:
            return None
        items: list[PortItem] = []
        for item in self.items:
            use = item.use
            if item.faults:
                return None
            if use is None:
                items.append(item)
                continue
            after = moved_entry(use, shift)
            noted[id(use.detail)] = use, after
            items.append(_new(PortItem, (after, *item[1:])))
        mentions = self.mentions and tuple([moved_entry(use, shift) for use in self.mentions])
        own = service, self.owner, self.takes, tuple(items), (), (), self.kept, mentions
        return _new(Part, own)

    @property
    def uses(self) -> tuple[PortUse, ...]:
        """Its entries for ports, then what it mentions."""
        entries = [item.use for item in self.items if item.use is not None]
        return (*entries, *(self.mentions or ()))


def services_of(document: Node) -> Iterator[Service]:
    """Yield the services of a YAML document.

    Before 2016 services stood at the top level, without a `services` above them; such files
    are still about, though Compose 2 takes them no longer.
    """
    top = entries(document)
    for key, value in top:
        if key.value == "services":
            for name, body in pausing(entries(value)):
                yield Service(name.value, name.span, _as_read(body))
    if any(key.value in _TOP_LEVEL for key, _ in top):
        return
    for key, value in top:
        if any(inner.value in {"image", "build"} for inner, _ in entries(value)):
            yield Service(key.value, key.span, value)


def _as_read(body: Node) -> Node:
    """Return the body of a service as Compose reads it.

    `!reset` takes out all below it before anything is read. `!override` takes all below it as it
    is: no other tag counts there, and a `!reset` resets nothing.
    """
    node = resolved(body)
    if not isinstance(node, Mapping) or node.tag not in _TAGS:
        return body
    if node.tag == "!reset":
        return node._replace(written=(), merged=())
    if not _has_tags(node):
        return body
    return node._replace(
        written=tuple((key, _without_tags(value)) for key, value in node.pairs),
        merged=tuple((key, _without_tags(value)) for key, value in node.merged),
    )


def _below(node: Node) -> Iterator[Node]:
    if isinstance(node, Sequence):
        yield from node.items
    elif isinstance(node, Mapping):
        for _, value in (*node.pairs, *node.merged):
            yield value


def _has_tags(node: Node) -> bool:
    # An alias is not followed: a few lines of them may stand for billions of nodes.
    return any(each.tag in _TAGS or _has_tags(each) for each in _below(node))


def _without_tags(node: Node) -> Node:
    if isinstance(node, Sequence):
        node = node._replace(items=tuple(map(_without_tags, node.items)))
    elif isinstance(node, Mapping):
        node = node._replace(
            written=tuple((key, _without_tags(value)) for key, value in node.pairs),
            merged=tuple((key, _without_tags(value)) for key, value in node.merged),
        )
    is_tagged = not isinstance(node, Alias) and node.tag in _TAGS
    return node._replace(tag=None) if is_tagged else node


_TAGS = frozenset({"!reset", "!override"})
_TOP_LEVEL = frozenset({"services", "include", "networks", "volumes", "configs", "secrets"})


def words_of(node: Node | None) -> tuple[str, ...]:
    """Return the texts of a list, or the one that is written in its place."""
    node = resolved(node)
    return tuple(map(text_of, items_of(node))) or tuple(filter(None, (text_of(node),)))


def items_of(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list; none of anything else."""
    node = resolved(node)
    return node.items if isinstance(node, Sequence) else ()
