"""What the steps of a job connect to: `localhost:6379`, `redis:6379`, and the runner's own words.

Steps are scripts of any kind. Only what can be nothing else is taken for a port.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from portlens.formats._own_hosts import is_behind_bind
from portlens.formats._yaml.nodes import Node, Scalar, entries, resolved
from portlens.formats.github_actions.workflow import Entry, Service
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse, is_port_number
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_ADDRESS = regex(
    r"(?<![\w.:/@$-])(?:://|@)?([A-Za-z_][\w.-]*|127\.0\.0\.1):([0-9]{1,5})(?![\w.:-])"
)
_IN_URL = regex(r"(?:://|@)([A-Za-z_][\w.-]*|127\.0\.0\.1):([0-9]{1,5})(?![\w.:-])")
_EXPRESSION = regex(
    r"job\.services\.([A-Za-z_][\w-]*)\.ports\[[ ]?(?:'([0-9]{1,5})'|([0-9]{1,5}))[ ]?\]"
)
# `POSTGRES_HOST: postgres` beside `POSTGRES_PORT: 5432`: the two have what is before in common.
_HOST_KEY = regex(r"(?i)(\w*?)(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)")
_PORT_KEY = regex(r"(?i)(\w*?)PORT")
# Lines that only tell, or name a thing that is called like an address.
_OTHER_LINE = regex(r"[ \t]*(?:-[ \t]+)?(?:name|uses|id|image|if|key)[ \t]*:")
LOOPBACK = frozenset({"localhost", "127.0.0.1"})
_LONGEST_LINE = 500


class Asking(NamedTuple):
    """Where a job speaks of what it connects to; `runs` is all that its steps run."""

    regions: Sequence[Span]
    environments: Sequence[Node]
    runs: str


def connections_of(
    text: str, asking: Asking, services: Mapping[str, Service], owner: str
) -> Iterator[PortUse]:
    """Yield what a job connects to."""
    for region in asking.regions:
        taken: set[int] = set()
        for use in (*_expressions(text, region, owner), *_addresses(text, region, services, owner)):
            if use.span.start not in taken:
                taken.add(use.span.start)
                yield use
    for environment in asking.environments:
        yield from _settings(text, environment, services, owner)


def _expressions(text: str, region: Span, owner: str) -> Iterator[PortUse]:
    for match in pausing(_EXPRESSION.finditer(text, *region)):
        if _is_told(text, match.start()):
            continue
        group = 2 if match[2] else 3
        use = _use(match[1], Span(*match.span(group)), match[group], owner)
        if use is not None:
            entry = Entry(match[1], is_expression=True)
            yield use._replace(span=Span(*match.span()), detail=entry)


def _addresses(
    text: str, region: Span, services: Mapping[str, Service], owner: str
) -> Iterator[PortUse]:
    for pattern in (_IN_URL, _ADDRESS):
        for match in pausing(pattern.finditer(text, *region)):
            host, number = match[1], match[2]
            if (host not in LOOPBACK and host not in services) or _is_told(text, match.start(1)):
                continue
            # `redis:7` is an image; with a port of that service behind it, it is an address.
            service = services.get(host) if pattern is _ADDRESS else None
            if service is not None and not _has(service, number):
                continue
            use = _use(host, Span(*match.span(2)), number, owner)
            if use is not None:
                yield use


def _settings(
    text: str, environment: Node, names: Collection[str], owner: str
) -> Iterator[PortUse]:
    """Yield the pairs of a host and a port that an `env` has."""
    values = [(key.value, resolved(value)) for key, value in entries(environment)]
    hosts = {
        match[1].upper(): value.value
        for key, value in values
        if isinstance(value, Scalar) and (match := _HOST_KEY.fullmatch(key))
    }
    for key, value in pausing(values):
        match = _PORT_KEY.fullmatch(key)
        host = hosts.get(match[1].upper(), "") if match else ""
        place = value.content(text) if isinstance(value, Scalar) else None
        if place is not None and (host in LOOPBACK or host in names):
            use = _use(host, place, place.of(text), owner)
            if use is not None:
                yield use._replace(span=place)


def _has(service: Service, number: str) -> bool:
    port = to_number(number)
    return service.leads_to(port) is not None or service.host_side(port) is not None


def _use(host: str, port: Span, number: str, owner: str) -> PortUse | None:
    if not is_port_number(number):
        return None
    known = to_number(number)
    address = parse_ip(host) or Address("name", host)
    span = Span(port.start - len(host) - 1, port.end)
    part = PortRange(port, known, known)
    return PortUse("connects", span, part, address=address, owner=owner, detail=Entry())


def _is_told(text: str, start: int) -> bool:
    """Tell whether no connection stands there.

    That is a comment, a line that says what something is called, or `--bind`.
    """
    far = max(0, start - _LONGEST_LINE)
    line = text[
        max(text.rfind("\n", far, start) + 1, text.rfind("\r", far, start) + 1, far) : start
    ]
    if _OTHER_LINE.match(line) or is_behind_bind(line):
        return True
    return line.lstrip(" \t").startswith("#") or " #" in line
