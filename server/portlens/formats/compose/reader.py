"""A Compose file to port uses."""

from collections.abc import Iterator
from collections.abc import Mapping as Environment
from functools import partial
from itertools import count
from operator import attrgetter

from portlens.formats._collecting import no_collecting
from portlens.formats._format import Fault, Link, Reading
from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._place import Surroundings
from portlens.formats._template import with_known_placeholders
from portlens.formats._yaml.documents import filled_in, parsed, read_documents
from portlens.formats._yaml.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    entries,
    resolved,
    value_of,
)
from portlens.formats._yaml.parse import DEEPEST, NotYaml, parse, printable
from portlens.formats._yaml.plain import plain_documents
from portlens.formats.compose.links import included, links_of
from portlens.formats.compose.mentions import NOBODY, Area, mentions, too_high
from portlens.formats.compose.misplaced import is_unquoted, misplaced, misspelt, read_unquoted
from portlens.formats.compose.port_entry import Owner, PortEntry, PortItem
from portlens.formats.compose.sections import (
    depth_of_services,
    sets_port,
    shortened,
    without_the_rest,
)
from portlens.formats.compose.services import ComposeFile, Moved, Part, Service, words_of
from portlens.formats.compose.short_items import read_expose, read_port
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


def read_file(file: ComposeFile, environment: Environment[str, str] | None = None) -> Reading:
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
    uses = [item.use for item in items if item.use is not None]
    area = Area(owners, [use.span for use in uses])
    uses += mentions(file.text, area)
    faults += too_high(file.text, area)
    uses.sort(key=_PLACE)
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
    reading = Reading(tuple(uses), tuple(faults), tuple(links), file, is_yaml=file.is_yaml)
    return reading, tuple(parts)


def _parts(
    file: ComposeFile, around: Surroundings, before: ComposeFile | None
) -> Iterator[tuple[Node, list[Part]]]:
    """Yield the documents with their services; the very same YAML says the same as `before`.

    No two services of that have something in common: it has no anchors. Those that were only moved
    are the last ones of both.
    """
    parts = before.parts if before is not None else ()
    known = {id(part.service.node): part for part in pausing(parts)}
    numbers = count(len(parts) - sum(map(len, file.services)))
    seen: set[int] = set()
    for document, services in zip(file.documents, file.services, strict=True):
        own: list[Part] = []
        for service, number in zip(pausing(services), numbers, strict=False):
            part = known.get(id(service.node))
            by = file.moved_since(before.stamp, service) if before is not None else 0
            if by and parts:
                part = parts[number].shifted(service, by)
            if part is None or part.service != service:
                owner = owner_of(service, around)
                items = tuple(_ports(service, owner, around, seen))
                part = Part(
                    service, owner, items, tuple(misspelt(service)), tuple(links_of(service))
                )
            own.append(part)
        yield document, own


def compose_file(text: str, before: ComposeFile | None = None) -> ComposeFile:
    """Return the YAML of a Compose file; where it is damaged, what is left of it."""
    again = _changed(text, before) if before is not None and before.depth else None
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
    return any(type(node) is Mapping and node.is_cut for node in found)


def _changed(text: str, before: ComposeFile) -> ComposeFile | None:
    """Return the file of which one service is another than `before`; None where that is not all."""
    clean, depth = printable(text), before.depth
    if depth_of_services(clean) != depth or filled_in(clean) != clean:
        return None
    # What is plain now is read with all its sections, as it would be without `before`.
    if not before.is_yaml and clean is text and plain_documents(text) is not None:
        return None
    from portlens.formats._yaml.again import Place, parse_again  # an editor alone reads again

    # What is plain YAML has nothing that is not printable.
    old = before.text if before.is_yaml else printable(before.text), before.documents
    read_one = plain_documents if before.is_yaml else partial(_shortened, depth)
    again = parse_again(old, clean, Place("services", depth), read_one)
    if again is None or (before.is_yaml and clean is not text):
        return None
    file = ComposeFile(text, again.documents, depth=depth, is_yaml=before.is_yaml)
    # What is plain has no key twice: two services of one name are no longer that.
    if before.is_yaml and any(len({one.name for one in own}) < len(own) for own in file.services):
        return None
    file.moved = Moved(before.stamp, again.start, again.by) if again.by else None
    return file


def _shortened(depth: int, service: str, start: int) -> list[Node] | None:
    """Return the YAML of a service that begins at `start`, without sections that name no port."""
    try:
        return parse(shortened(service, depth), shift=start, deepest=DEEPEST - 1)
    except NotYaml:
        return None


def whole_compose_file(text: str) -> ComposeFile:
    """Return the same with the sections that say nothing of ports; nothing where it is damaged."""
    return ComposeFile(text, parsed(printable(text)) or ())


def _ports(
    service: Service, owner: Owner, around: Surroundings, seen: set[int]
) -> Iterator[PortItem]:
    for key, value in entries(service.node):
        if key.value in {"ports", "expose"}:
            # A list with an anchor belongs to the first service that takes it.
            node = resolved(value)
            if id(node) in seen:
                continue
            seen.add(id(node))
            yield from read_list(key, value, owner, around)


def owner_of(service: Service, around: Surroundings) -> Owner:
    """Return the owner of a service's ports, what it runs without variables if all are known."""
    written = service.image
    image = _expanded(written, around)
    # Another command is left out with the other sections that say nothing of ports.
    commands = [
        node
        for key in ("entrypoint", "command")
        if (node := resolved(value_of(service.node, key))) and sets_port(node.span.of(around.text))
    ]
    words = " ".join(word for node in commands for word in words_of(node))
    return Owner(service.name, written if UNKNOWN in image else image, _expanded(words, around))


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
        yield PortItem(None, (fault,), is_refused=True)
        return
    for item in node.items:
        pause()
        inner = resolved(item)
        # What stands in an `!override` is taken as it is, with whatever tags.
        if inner is not None and inner.tag == "!reset" and node.tag != "!override":
            continue
        # What it says nobody knows: a `target` may be among the keys that are left out.
        if type(inner) is Mapping and inner.is_cut:
            continue
        use = _known(inner, key.value, owner, around) if inner and around.known else None
        if use is not None:
            yield PortItem(use)
        elif isinstance(inner, Scalar):
            yield (read_port if key.value == "ports" else read_expose)(inner, owner, around)
        elif isinstance(inner, Mapping) and key.value == "ports":
            yield _of_mapping(inner, owner, around)
        elif inner is not None:
            fault = Fault("invalid-port-entry", inner.span, "no-entry")
            yield PortItem(None, (fault,), is_refused=True)


def _known(
    node: Scalar | Sequence | Mapping, key: str, owner: Owner, around: Surroundings
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


def _of_mapping(node: Mapping, owner: Owner, around: Surroundings) -> PortItem:
    word = _half_typed(node, around.text)
    if is_unquoted(node, around.text):
        return read_unquoted(node, owner, around)
    if word:
        return read_port(word, owner, around)
    from portlens.formats.compose.long_items import read_long  # few files have such entries

    return read_long(node, owner, around)


def _half_typed(node: Mapping, text: str) -> Scalar | None:
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
_HOST_SIDE = regex(r"[0-9.:-]*[0-9]:|\$\{.*\}:")
