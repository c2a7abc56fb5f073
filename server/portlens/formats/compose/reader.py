"""A Compose file to port uses."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Environment

from portlens.formats._collecting import no_collecting
from portlens.formats._format import Fault, Reading
from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._template import with_known_placeholders
from portlens.formats._yaml.documents import parsed, read_documents
from portlens.formats._yaml.nodes import Mapping, Node, Scalar, Sequence, entries, resolved
from portlens.formats._yaml.parse import printable
from portlens.formats.compose.links import links
from portlens.formats.compose.long_items import read_long
from portlens.formats.compose.mentions import NOBODY, Area, mentions
from portlens.formats.compose.misplaced import is_unquoted, misplaced, read_unquoted
from portlens.formats.compose.place import Surroundings
from portlens.formats.compose.port_entry import Owner, PortItem
from portlens.formats.compose.sections import without_the_rest
from portlens.formats.compose.services import ComposeFile, Service, services
from portlens.formats.compose.short_items import read_expose, read_port
from portlens.model.port_use import PortUse
from portlens.text.span import Span


def read(text: str, path: str) -> Reading:
    """Return the ports of a Compose file, whatever state its text is in."""
    with no_collecting():
        return read_file(compose_file(with_known_placeholders(text, path)))


def read_file(file: ComposeFile, environment: Environment[str, str] | None = None) -> Reading:
    """Return the ports of a file whose YAML is read, with these values of its variables."""
    text = file.text
    around = Surroundings(text, environment)
    items: list[PortItem] = []
    owners: list[tuple[int, Owner]] = []
    seen: set[int] = set()
    for document in file.documents:
        for service in services(document):
            owner = owner_of(service, environment)
            items += _ports(service, owner, around, seen)
            owners.append((service.key.start, owner))
        owners += [(key.start, NOBODY) for key, _ in entries(document)]
    uses = [item.use for item in items if item.use is not None]
    uses += mentions(text, Area(owners, [use.span for use in uses]))
    uses.sort(key=_place)
    # Half a list is no list, and half a variable ends with the line: what shape an entry has is
    # judged once the text is YAML again.
    faults = [
        fault
        for item in items
        for fault in item.faults
        if not (
            file.is_damaged and (fault.rule == "invalid-port-entry" or fault.reason == "template")
        )
    ]
    faults += misplaced(file)
    faults.sort(key=_place)
    return Reading(tuple(uses), tuple(faults), tuple(links(file)), file)


def _place(found: PortUse | Fault) -> Span:
    return found.span


def compose_file(text: str) -> ComposeFile:
    """Return the YAML of a Compose file; where it is damaged, what is left of it."""
    documents, is_damaged = read_documents(text, without_the_rest)
    return ComposeFile(text, documents, is_damaged)


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


def owner_of(service: Service, environment: Environment[str, str] | None) -> Owner:
    """Return the owner of a service's ports, its image without variables if all are known."""
    written = service.image
    image = expand(written, environment or {}).text if "$" in written else written
    return Owner(service.name, written if UNKNOWN in image else image)


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
        inner = resolved(item)
        if inner is not None and inner.tag == "!reset":
            continue
        if isinstance(inner, Scalar):
            yield (read_port if key.value == "ports" else read_expose)(inner, owner, around)
        elif isinstance(inner, Mapping) and key.value == "ports":
            word = _half_typed(inner, around.text)
            if is_unquoted(inner, around.text):
                yield read_unquoted(inner, owner, around)
            else:
                yield read_port(word, owner, around) if word else read_long(inner, owner, around)
        elif inner is not None:
            fault = Fault("invalid-port-entry", inner.span, "no-entry")
            yield PortItem(None, (fault,), is_refused=True)


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


_HOST_SIDE = re.compile(r"[0-9.:-]*[0-9]:|\$\{.*\}:")
