"""A Compose file to port uses."""

from collections.abc import Iterator, Mapping
from itertools import count
from operator import attrgetter

from portlens.formats._collecting import no_collecting
from portlens.formats._format import Fault, Link, Reading
from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._place import Surroundings
from portlens.formats._template import with_known_placeholders
from portlens.formats._yaml.documents import parsed, read_documents
from portlens.formats._yaml.nodes import (
    Mapping as MappingNode,
)
from portlens.formats._yaml.nodes import (
    Node,
    Scalar,
    Sequence,
    by_key,
    entries,
    resolved,
    text_of,
    value_of,
)
from portlens.formats._yaml.parse import printable
from portlens.formats.compose.links import included, links_of
from portlens.formats.compose.mentions import NOBODY, Area, mentions, too_high
from portlens.formats.compose.misplaced import is_unquoted, misplaced, misspelt, read_unquoted
from portlens.formats.compose.port_entry import Owner, PortEntry, PortItem
from portlens.formats.compose.sections import (
    depth_of_services,
    has_anchors,
    sets_port,
    without_the_rest,
)
from portlens.formats.compose.services import ComposeFile, Entries, Part, Service, words_of
from portlens.formats.compose.usual_items import read_expose, read_port
from portlens.model.port_use import PortUse
from portlens.text.pause import pause, pausing
from portlens.text.regex import regex


def read(text: str, path: str, before: Reading | None = None) -> Reading:
    """Return the ports of a Compose file, whatever state its text is in.

    `before` is what was read of the file when its text was another; the answer is the same without.
    """
    tree = before.tree if before is not None else None
    known = tree if isinstance(tree, ComposeFile) else None
    with no_collecting():
        file = compose_file(with_known_placeholders(text, path), known)
        reading, parts = _read(file, Surroundings(file.text), known)
    if known is not None:  # somebody types in it
        file.parts = parts
    return reading


def read_file(file: ComposeFile, environment: Mapping[str, str] | None = None) -> Reading:
    """Return the ports of a file whose YAML is read, with these values of its variables."""
    return _read(file, Surroundings(file.text, environment), None)[0]


def _read(
    file: ComposeFile, around: Surroundings, before: ComposeFile | None
) -> tuple[Reading, tuple[Part, ...]]:
    """Return the ports of a file and its services, those `before` that are still the same."""
    parts: list[Part] = []
    owners: list[tuple[int, Owner]] = []
    items: list[PortItem] = []
    faults: list[Fault] = []
    links: list[Link] = []
    for document, own in _parts(file, around, before):
        owners += [(key.start, NOBODY) for key, _ in entries(document)]
        links += included(document)
        if not file.is_damaged:
            faults += misplaced(document)
        for part in pausing(own):
            parts.append(part)
            owners.append((part.service.key.start, part.owner))
            items += part.items
            links += part.links
            if not file.is_damaged:
                faults += part.misspelt
    of_items = [item.use for item in items if item.use is not None]
    area = Area(owners, [use.span for use in of_items])
    if before is None:
        uses = tuple(sorted((*of_items, *mentions(file.text, area)), key=_PLACE))
    else:
        from portlens.formats.compose.mentioned import uses_in_parts  # an editor alone needs it

        uses, parts = uses_in_parts(file, parts, area, before)
    faults += too_high(file.text, area)
    # Half a list is no list, and half a variable ends with the line: what shape an entry has is
    # judged once the text is YAML again.
    found = [
        fault
        for item in items
        for fault in item.faults
        if not (
            file.is_damaged and (fault.rule == "invalid-port-entry" or fault.reason == "template")
        )
    ]
    faults = sorted(found + faults, key=_PLACE)
    # Of a document that is something else `invalid-yaml` tells.
    is_yaml = file.is_yaml and all(type(document) is MappingNode for document in file.documents)
    reading = Reading(uses, tuple(faults), tuple(links), file, is_yaml=is_yaml)
    return reading, tuple(parts)


def _parts(
    file: ComposeFile, around: Surroundings, before: ComposeFile | None
) -> Iterator[tuple[Node, list[Part]]]:
    """Yield the documents with their services; the very same YAML says the same as `before`.

    Those that were only moved are the last ones of both. A list with an anchor belongs to the first
    service that takes it, which another one may be by now.
    """
    parts = before.parts if before is not None else ()
    known = {id(part.service.node): part for part in pausing(parts)}
    numbers = count(len(parts) - sum(map(len, file.services)))
    seen: set[int] | None = set() if has_anchors(file.text) else None
    for document, services in zip(file.documents, file.services, strict=True):
        own: list[Part] = []
        for service, number in zip(pausing(services), numbers, strict=False):
            part = known.get(id(service.node))
            shift = file.moved_since(before.stamp, service) if before is not None else None
            if shift and parts:
                part = parts[number].moved(service, shift, file.moved_uses)
            takes: tuple[bool, ...] = ()
            if seen is not None and (part is None or part.takes):
                takes = tuple(_takes(service, seen, around.text))
            if part is None or part.takes != takes or part.service != service:
                said = entries(service.node)
                values = by_key(said)
                owner = owner_of(service.name, values, around)
                items = tuple(_ports(said, owner, around, takes))
                faults, links = tuple(misspelt(said)), tuple(links_of(values))
                part = Part(service, owner, takes, items, faults, links, {})
            own.append(part)
        yield document, own


def compose_file(text: str, before: ComposeFile | None = None) -> ComposeFile:
    """Return the YAML of a Compose file; where it is damaged, what is left of it."""
    if before is not None and before.depth:
        from portlens.formats.compose.again import changed  # an editor alone reads again

        again = changed(before, text)
        if again is not None:
            return again
    documents, is_yaml, is_damaged, is_certain = read_documents(
        text, without_the_rest, takes_parts=True
    )
    depth = depth_of_services(printable(text)) if is_certain else 0
    is_damaged = is_damaged or any(map(_lacks_services, documents))
    return ComposeFile(text, documents, is_damaged=is_damaged, depth=depth, is_yaml=is_yaml)


def _lacks_services(document: Node) -> bool:
    """Tell whether merge keys would bring in more services than are taken: any may be there."""
    found = resolved(document), resolved(value_of(document, "services"))
    return any(type(node) is MappingNode and node.is_cut for node in found)


def whole_compose_file(text: str) -> ComposeFile:
    """Return the same with the sections that say nothing of ports; nothing where it is damaged."""
    return ComposeFile(text, parsed(printable(text)) or ())


def _lists(said: Entries) -> Entries:
    return [pair for pair in said if pair[0].value in _PORTS]


def _takes(service: Service, seen: set[int], text: str) -> Iterator[bool]:
    """Yield for each list of ports whether nobody took it before; `seen` are those that are.

    Nothing where no other service can have one of them: all stand in this one, without an anchor.
    """
    lists = [resolved(value) for _, value in _lists(entries(service.node))]
    start, end = service.key.start, service.node.end
    is_own = all(node is not None and start <= node.start < end for node in lists)
    if is_own and not has_anchors(text[start:end]):
        return
    for node in lists:
        yield node is None or id(node) not in seen
        seen.add(id(node))


def _ports(
    said: Entries, owner: Owner, around: Surroundings, takes: tuple[bool, ...]
) -> Iterator[PortItem]:
    for index, (key, value) in enumerate(_lists(said)):
        if not takes or takes[index]:
            yield from read_list(key, value, owner, around)


def owner_of(service: str, values: Mapping[str, Node], around: Surroundings) -> Owner:
    """Return the owner of a service's ports, what it runs without variables if all are known.

    `values` are those of the service's keys.
    """
    written = text_of(values.get("image"))
    image = _expanded(written, around)
    # Another command is left out with the other sections that say nothing of ports.
    commands = [
        node
        for key in ("entrypoint", "command")
        if (node := resolved(values.get(key))) and sets_port(node.span.of(around.text))
    ]
    words = " ".join(word for node in commands for word in words_of(node))
    return Owner(service, written if UNKNOWN in image else image, _expanded(words, around))


def _expanded(text: str, around: Surroundings) -> str:
    return expand(text, around.environment or {}).text if "$" in text else text


def read_list(key: Scalar, value: Node, owner: Owner, around: Surroundings) -> Iterator[PortItem]:
    """Yield the entries of `ports` or `expose`."""
    node = resolved(value)
    # Compose takes `!reset` and what it stands before out before it reads anything.
    if node is not None and node.tag == "!reset":
        return
    if not isinstance(node, Sequence):
        fault = Fault("invalid-port-entry", key.span, "no-list")
        # What an alias of no name would stand for may be a list.
        yield PortItem(None, (fault,) if node is not None else (), is_refused=True)
        return
    for item in node.items:
        pause()
        inner = resolved(item)
        # What stands in an `!override` is taken as it is, with whatever tags.
        if inner is not None and inner.tag == "!reset" and node.tag != "!override":
            continue
        # What it says nobody knows: a `target` may be among the keys that are left out.
        if type(inner) is MappingNode and inner.is_cut:
            continue
        use = _known(inner, key.value, owner, around) if inner and around.known else None
        if use is not None:
            yield PortItem(use)
        elif isinstance(inner, Scalar):
            yield (read_port if key.value == "ports" else read_expose)(inner, owner, around)
        elif isinstance(inner, MappingNode) and key.value == "ports":
            yield _of_mapping(inner, owner, around)
        elif inner is not None:
            fault = Fault("invalid-port-entry", inner.span, "no-entry")
            yield PortItem(None, (fault,), is_refused=True)


def _known(
    node: Scalar | Sequence | MappingNode, key: str, owner: Owner, around: Surroundings
) -> PortUse | None:
    """Return what an entry of `key` was read as before, where it would be the same again.

    So it is for the same owner if nothing in it stands for something else. Of a thousand projects
    each port then is there once, and not in the file and in the project.
    """
    use = around.known.get(node.start)
    detail = use.detail if use is not None else None
    if not isinstance(detail, PortEntry) or detail.node.end != node.end or detail.owner != owner:
        return None
    if (detail.form == "expose") != (key == "expose"):  # by an alias one list may be both
        return None
    written = around.text[node.start : node.end]
    return None if "$" in written or "*" in written else use


def _of_mapping(node: MappingNode, owner: Owner, around: Surroundings) -> PortItem:
    word = _half_typed(node, around.text)
    if is_unquoted(node, around.text):
        return read_unquoted(node, owner, around)
    if word:
        return read_port(word, owner, around)
    from portlens.formats.compose.long_items import read_long  # few files have such entries

    return read_long(node, owner, around)


def _half_typed(node: MappingNode, text: str) -> Scalar | None:
    """Return the word that `- 8080:` is on its way to be; to YAML it is a key without a value."""
    if len(node.pairs) != 1:
        return None
    key, value = node.pairs[0]
    if not isinstance(key, Scalar) or not isinstance(value, Scalar) or key.style:
        return None
    written = text[key.start : key.end + 1]
    if value.value or value.style or not _HOST_SIDE.fullmatch(written):
        return None
    return Scalar(key.start, key.end + 1, None, written, "")


_PLACE = attrgetter("span")
_PORTS = frozenset({"ports", "expose"})
_HOST_SIDE = regex(r"[0-9.:-]*[0-9]:|\$\{.*\}:")
