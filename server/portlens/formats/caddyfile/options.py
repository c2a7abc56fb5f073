"""The global options: the ports of HTTP and HTTPS, the admin API, and what else has an address.

Source: Caddy's documentation, "Global options", and `caddy adapt` and `caddy run` of 2.6.2.
"""

from collections.abc import Iterable, Iterator

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.caddyfile.address import Parsed, Problem, parse_network
from portlens.formats.caddyfile.blocks import Block, Segment
from portlens.formats.caddyfile.entry import About, empty_use, fault_of, use_of
from portlens.formats.caddyfile.words import Word
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.plain import is_number, to_number
from portlens.text.span import Span

ADMIN_PORT = 2019
_PORTS = {"http_port": 80, "https_port": 443}


class Options(NamedTuple):
    """What the global options say; each port with the place where it is written, if it is.

    A port is None where nobody knows it, `admin` where it is not written or off. `hosts` are the
    addresses of `default_bind`, `auto_https` the words behind it, `protocols` those of all
    `servers`, None where they differ or nobody says so.
    """

    http: int | None = 80
    https: int | None = 443
    http_at: Span | None = None
    https_at: Span | None = None
    admin: Word | None = None
    has_admin: bool = True
    hosts: tuple[Word, ...] = ()
    auto_https: tuple[str, ...] = ()
    has_servers: bool = False


def options_of(blocks: Iterable[Block]) -> Options:
    """Return what the global options of a file say."""
    found = Options()
    for block in pausing(blocks):
        for segment in block.segments if block.kind == "options" else ():
            found = _with(found, segment)
    return found


def _with(found: Options, segment: Segment) -> Options:
    arguments = segment.words[1:]
    if segment.name in _PORTS and arguments:
        word = arguments[0]
        port, at = _number(word.text), word.span
        if segment.name == "http_port":
            return found._replace(http=port, http_at=at)
        return found._replace(https=port, https_at=at)
    if segment.name == "admin":
        is_off = bool(arguments) and arguments[0].text == "off"
        return found._replace(has_admin=not is_off, admin=arguments[0] if arguments else None)
    if segment.name == "default_bind":
        return found._replace(hosts=found.hosts + arguments)
    if segment.name == "auto_https":
        return found._replace(auto_https=tuple(word.text for word in arguments))
    return found._replace(has_servers=True) if segment.name == "servers" else found


def _number(text: str) -> int | None:
    digits = text.removeprefix("+")
    number = to_number(digits) if is_number(digits) else 0
    return number if 0 < number <= HIGHEST_PORT else None


def read_options(block: Block) -> Iterator[PortUse | Fault]:
    """Yield the ports in the block of the global options.

    Caddy refuses two `servers` of one address as it is written, or of none; a variable may be any.
    """
    served: set[str] = set()
    for segment in pausing(block.segments):
        if segment.name == "servers":
            word = segment.words[-1]
            text = word.text if len(segment.words) > 1 else ""
            if MASK in text or word.is_variable(0, len(word.text)):
                continue
            if text in served:
                yield Fault("invalid-address", word.span, "servers-twice")
            served.add(text)
        elif segment.name in _PORTS:
            yield from _port(segment)
        elif segment.name == "admin" and len(segment.words) > 1:
            yield from _admin(segment.words[1])


def _port(segment: Segment) -> Iterator[PortUse | Fault]:
    """Yield the port on which sites listen that say nothing else."""
    name = segment.name
    if len(segment.words) < 2:
        yield empty_use("listens", segment.words[0].after, name)
        yield Fault("missing-port", segment.words[0].span, "keyword")
        return
    word = segment.words[1]
    text, span = word.text, word.span
    port = _number(text)
    # The sites say on which addresses; by itself the option opens nothing.
    use = PortUse(
        "listens",
        span,
        PortRange(span, port, port, is_variable=word.is_variable(0, len(text))),
        owner=name,
        bound=(),
    )
    yield use
    for more in segment.words[2:3]:
        yield Fault("invalid-port", more.span, "too-much")
    if port is None and MASK not in text:
        digits = text.removeprefix("+").removeprefix("-")
        if not is_number(digits):
            yield Fault("invalid-port", span, "not-a-number", {}, use)
        elif to_number(digits):
            yield Fault("port-out-of-range", span, "highest", {}, use)


def _admin(word: Word) -> Iterator[PortUse | Fault]:
    if word.text == "off" or not word.text:
        return
    parsed = parse_network(word.text)
    if is_number(word.text):
        problem = Problem("missing-port", "alone", 0, len(word.text))
        span = word.span
        use = PortUse("listens", span, PortRange(span, None, None), owner="admin", detail=None)
        yield use
        yield fault_of(word, problem, use)
        return
    use = use_of("listens", word, parsed, About("admin", "admin", "Caddy"), ADMIN_PORT)
    yield use
    problem_ = parsed.problem or _of_range(parsed)
    if problem_ is not None:
        yield fault_of(word, problem_, use)


def _of_range(parsed: Parsed) -> Problem | None:
    """Return that the admin API listens on one port alone."""
    if parsed.first == parsed.last or parsed.port is None:
        return None
    return Problem("invalid-port-range", "one", *parsed.port)
