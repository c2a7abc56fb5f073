"""Directives that connect: `reverse_proxy` and its kin, wherever they stand in a site.

Source: Caddy's documentation, "reverse_proxy", "php_fastcgi" and "forward_auth".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.caddyfile.address import Problem, host_address, parse_upstream
from portlens.formats.caddyfile.blocks import Segment
from portlens.formats.caddyfile.directives import HOLDERS, PROXIES
from portlens.formats.caddyfile.entry import LOCAL, About, empty_use, fault_of, use_of
from portlens.formats.caddyfile.words import Word
from portlens.model.address import Address
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.pause import pause
from portlens.text.plain import is_number, to_number

Found = Iterator[PortUse | Fault]


def read_directives(segments: Iterable[Segment], owner: str) -> Found:
    """Yield the ports of all directives in a block that connect."""
    waiting = list(segments)
    waiting.reverse()
    while waiting:
        pause()
        line = waiting.pop()
        if line.name in PROXIES:
            yield from _proxy(line, owner)
        if line.name in HOLDERS or line.name in PROXIES:
            waiting += reversed(line.children)


def _proxy(line: Segment, owner: str) -> Found:
    """Yield the upstreams of `reverse_proxy /api/* app:3000` and of the lines in its block."""
    given = list(line.words[1:])
    if given and _is_matcher(given[0]):
        del given[0]
    if not given and not line.children:
        yield empty_use("connects", line.words[-1].after, owner)
    for child in line.children:
        if child.name == "to":
            given += child.words[1:]
            if len(child.words) == 1:
                yield empty_use("connects", child.words[0].after, owner)
    address: Address | None = None
    for found in _upstreams(given, line.name, owner):
        yield found
        if isinstance(found, PortUse):
            address = found.address
    asked = address if len(given) == 1 else None
    for child in line.children:
        if child.name in _OTHERS:
            yield from _OTHERS[child.name](child, owner, asked)


def _upstreams(given: Iterable[Word], keyword: str, owner: str) -> Found:
    scheme = ""
    for word in given:
        pause()
        parsed = parse_upstream(word.text)
        use = _upstream(word, keyword, owner)
        yield use
        is_taken = parsed.problem is None or parsed.problem.reason == "dial"
        if is_taken and scheme and parsed.scheme != scheme and MASK not in word.text:
            sign = parsed.text.find("://")
            end = sign + 3 if sign >= 0 else len(word.text)
            yield fault_of(word, Problem("invalid-address", "other-scheme", 0, end), use)
        scheme = parsed.scheme
        if parsed.problem is not None:
            yield fault_of(word, parsed.problem, use)


def _is_matcher(word: Word) -> bool:
    """Tell whether the first word behind a directive says for which requests it is."""
    return word.text[:1] in ("/", "@") or word.text == "*"


def _upstream(word: Word, keyword: str, owner: str) -> PortUse:
    parsed = parse_upstream(word.text)
    if word.text.startswith("srv+"):  # the name server says the port
        parsed = parsed._replace(port=None, first=None, last=None)
    implied = parsed.first if parsed.port is None else None
    use = use_of("connects", word, parsed, About(keyword, owner), implied)
    is_local = not parsed.host_text and use.port is not None and use.address is None
    return use._replace(address=LOCAL) if is_local else use


def _health_port(line: Segment, owner: str, address: Address | None) -> Found:
    """Yield the port that is asked whether an upstream is well."""
    if len(line.words) < 2:
        return
    word = line.words[1]
    text, span = word.text, word.span
    number = to_number(text) if is_number(text) else 0
    known = number if 0 < number <= HIGHEST_PORT else None
    port = PortRange(span, known, known, is_variable=word.is_variable(0, len(text)))
    use = PortUse("connects", span, port, "tcp", address, owner=owner)
    yield use
    if MASK in text or known is not None:
        return
    if not is_number(text.removeprefix("+").removeprefix("-")):
        yield Fault("invalid-port", span, "not-a-number", {}, use)
    elif number > HIGHEST_PORT:
        yield Fault("port-out-of-range", span, "dial", {}, use)


def _dynamic(line: Segment, owner: str, _: Address | None) -> Found:
    """Yield the port of `dynamic a app.internal 9000`, or of the lines in its block."""
    words: Sequence[Word] = line.words[2:]
    if len(line.words) < 2 or line.words[1].text != "a":
        return
    name = words[0] if words else None
    port = words[1] if len(words) > 1 else None
    for child in line.children:
        if len(child.words) > 1:
            name = child.words[1] if child.name == "name" else name
            port = child.words[1] if child.name == "port" else port
    if port is None or not is_number(port.text):
        return
    number = to_number(port.text)
    known = number if 0 < number <= HIGHEST_PORT else None
    use = PortUse(
        "connects",
        port.span,
        PortRange(port.span, known, known, is_variable=port.is_variable(0, len(port.text))),
        "tcp",
        host_address(name.text) if name is not None else None,
        owner=owner,
    )
    yield use
    if number > HIGHEST_PORT:
        yield Fault("port-out-of-range", port.span, "dial", {}, use)


_OTHERS: Mapping[str, Callable[[Segment, str, Address | None], Found]] = {
    "health_port": _health_port,
    "dynamic": _dynamic,
}
