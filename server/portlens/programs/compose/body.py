"""The services as one file defines them, read with the project's variables.

Where one entry of a long file was read again, the YAML of the others is the very same objects
(`formats/_yaml/again`): what was made of these is taken as it is.
"""

from collections.abc import Callable, Iterator, Mapping

from portlens.formats._place import Surroundings, place_of
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
from portlens.formats.compose.port_entry import PortEntry, PortItem
from portlens.formats.compose.reader import owner_of, read_list
from portlens.formats.compose.services import ComposeFile, Service, items_of
from portlens.model.port_use import PortRange, PortUse
from portlens.programs.compose.env_files import named_in
from portlens.programs.compose.service import Body, Definition, Published, Setting, Tag
from portlens.programs.compose.shared import keeps_ports
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.span import Span
from portlens.text.typed import cast
from portlens.workspace.document import Document
from portlens.workspace.latest import MOST_TYPED_IN

# What Compose refuses, or portlens leaves out: why, and where.
Report = Callable[[str, Document, Span], None]


# Ports of one range that are kept one by one; eight services with all ports each would take
# seconds. Which port of a larger range another entry of the service takes the place of is not
# looked for, so entries of that service are not held against each other.
MOST_APART = 1_000


class _Known(NamedTuple):
    node: Node
    body: Body


class _Read(NamedTuple):
    """What was read of a file the last time, with which values of variables.

    `stamp` is the file's, see `ComposeFile`.
    """

    stamp: object
    environment: Mapping[str, str] | None
    unknown: str
    services: Mapping[str, _Known]


def read_bodies(
    own: Mapping[str, Service],
    document: Document,
    around: Surroundings,
    report: Report,
    leaves_out: Callable[[Service], bool] | None,
) -> dict[str, Body]:
    """Return what the services `own` of a document say, their `extends` not yet followed.

    `leaves_out` tells whether a service goes without what it shares; with None none does.
    """
    last = _LAST.get(document.path)
    is_same = last is not None and (last.environment, last.unknown) == around[1:3]
    tree = cast("ComposeFile", document.reading.tree)
    known: dict[str, _Known] = {}
    bodies: dict[str, Body] = {}
    for name, service in pausing(own.items()):
        is_cut = leaves_out is not None and leaves_out(service)
        before = last.services.get(name) if last is not None and is_same else None
        shift = tree.moved_since(last.stamp, service) if last is not None else None
        if before is not None and shift:
            before = _Known(service.node, before.body.moved(shift, tree.moved_uses, around.known))
        if before is not None and _is_still(before, service, is_cut=is_cut):
            body = before.body
            known[name] = before
        else:
            problems: list[tuple[str, Document, Span]] = []
            body = read_body(service, document, around, _noting(problems), is_cut=is_cut)
            for problem in problems:
                report(*problem)
            if not problems and not body.env_files:
                known[name] = _Known(service.node, body)
        bodies[name] = body
    _LAST.pop(document.path, None)
    _LAST[document.path] = _Read(tree.stamp, around.environment, around.unknown, known)
    if len(_LAST) > MOST_TYPED_IN:
        del _LAST[next(iter(_LAST))]
    return bodies


_LAST: dict[str, _Read] = {}  # by path


def _is_still(before: _Known, service: Service, *, is_cut: bool) -> bool:
    return (
        before.node is service.node
        and before.body.key == service.key
        and before.body.is_cut == is_cut
    )


def _noting(problems: list[tuple[str, Document, Span]]) -> Report:
    return lambda kind, document, span: problems.append((kind, document, span))


def read_body(
    service: Service,
    document: Document,
    around: Surroundings,
    report: Report,
    *,
    is_cut: bool = False,
) -> Body:
    """Return what `service` says, its `extends` not yet followed; `is_cut`: no shared ports."""
    said = entries(service.node)
    values = by_key(said)
    owner = owner_of(service.name, values, around)
    definition = Definition(document.path, service.name, service.key, around.environment or {})
    ports: tuple[Published, ...] = ()
    ports_tag: Tag = ""
    expose: Setting | None = None
    for key, value in said if "ports" in values or "expose" in values else ():
        pause()
        if key.value not in {"ports", "expose"}:
            continue
        if is_cut and key.value == "ports" and not keeps_ports(service):
            continue
        node = resolved(value)
        items = list(read_list(key, value, owner, around))
        _report(items, node, document, key, report)
        if key.value == "ports":
            ports_tag = _tag(node)
            ports = () if ports_tag == "reset" else tuple(published(items, document.path))
        elif items:
            expose = Setting("", document.path, key.span)
    profiles, env_file = resolved(values.get("profiles")), resolved(values.get("env_file"))
    env_tag = _tag(env_file)
    return Body(
        service.name,
        document.path,
        service.key,
        ports,
        ports_tag,
        () if _tag(profiles) == "reset" else tuple(map(text_of, items_of(profiles))),
        _setting(values.get("network_mode"), document.path, around),
        _setting(value_of(values.get("deploy"), "replicas"), document.path, around)
        or _setting(values.get("scale"), document.path, around),
        expose,
        () if env_file is None or env_tag == "reset" else tuple(named_in(env_file, definition)),
        env_tag,
        _tag(service.node),
        () if is_cut else (definition,),
        is_cut,
    )


_UNKNOWN = (None,)  # the one number of a port of which nobody knows it


def published(items: list[PortItem], path: str) -> Iterator[Published]:
    """Yield the entries of `ports` as Compose keeps them, a range port by port.

    A huge one is yielded whole.
    """
    for item in items:
        pause()
        use = item.use
        if use is None or not isinstance(use.detail, PortEntry):
            continue
        detail = use.detail
        target = use.port if use.role == "container" else use.target
        numbers = target.numbers if target is not None else range(0)
        host = use.port.numbers if use.role == "publishes" and use.port else range(0)
        one_to_one = len(numbers) > 1 and len(host) == len(numbers)
        if len(numbers) > MOST_APART:
            numbers, one_to_one = range(0), False
        for index, number in enumerate(numbers or _UNKNOWN):
            yield Published(
                path,
                _single(use, host[index], number) if one_to_one and number else use,
                detail.host_ip,
                str(host[index]) if one_to_one else detail.published,
                number if detail.long.target is None else detail.long.target,
                detail.long.protocol or use.transport,
                detail.long.mode,
                detail,
                item.is_refused_at_last,
                item.is_refused or item.is_refused_at_last,
            )


def _single(use: PortUse, host: int, target: int) -> PortUse:
    """Return a range's entry as the one port of it that is meant."""
    return use._replace(port=_narrowed(use.port, host), target=_narrowed(use.target, target))


def _narrowed(port: PortRange | None, number: int) -> PortRange | None:
    return port and port._replace(first=number, last=number)


def _report(
    items: list[PortItem], node: Node | None, document: Document, key: Scalar, report: Report
) -> None:
    for index, item in enumerate(items):
        if item.problem in {"required", "cut"}:
            report(item.problem, document, item.use.span if item.use else key.span)
        # An override file may leave a list empty; what Compose checks is the sum of all files.
        is_replaced = item.is_refused and _is_replaced(items, index, document.path)
        if item.is_refused and not is_replaced and not _is_empty(node):
            span = item.faults[0].span if item.faults else key.span
            report("port", document, span)


def _is_replaced(items: list[PortItem], index: int, path: str) -> bool:
    """Tell whether a later long entry takes the place of this one before Compose looks at it."""
    keys = {
        port.key
        for port in published([items[index]], path)
        if port.entry.form == "long" and not port.entry.long.is_apart
    }
    return any(
        port.key in keys
        for port in published(items[index + 1 :] if keys else [], path)
        if port.entry.form == "long"
    )


def _is_empty(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.value and not node.style


def _tag(node: Node | None) -> Tag:
    tag = node.tag if isinstance(node, Scalar | Sequence | MappingNode) else None
    return "reset" if tag == "!reset" else "override" if tag == "!override" else ""


def _setting(value: Node | None, path: str, around: Surroundings) -> Setting | None:
    node = resolved(value)
    if _tag(node) == "reset" and node is not None:
        return Setting("", path, node.span, is_reset=True)
    if not isinstance(node, Scalar):
        return None
    place = place_of(node, around)
    return Setting(place.expanded.text, path, place.span)
