"""Lines that connect: `server` and all that is asked for checks, names, mail and logs."""

from collections.abc import Callable, Iterator

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.haproxy.address import Grammar, Parsed, parse_address, parse_host, read_number
from portlens.formats.haproxy.checks import portless_checks
from portlens.formats.haproxy.entry import (
    ADDRESS_PROBLEMS,
    Entry,
    empty_use,
    fault_of,
    use_of,
    whole,
)
from portlens.formats.haproxy.options import NO_OPTIONS, Options, server_options
from portlens.formats.haproxy.sections import Section
from portlens.formats.haproxy.words import Line, Word
from portlens.model.address import Address
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, to_number

Found = Iterator[PortUse | Fault]
Read = Callable[[Line, Section], Found]

_SERVER = Grammar(takes_offset=True)
_NAMESERVER = Grammar(needs_port=True, transports=("udp", "tcp"))
_WITH_PORT = Grammar(needs_port=True)
_MAILER = Grammar(needs_port=True, takes_paths=False)
_PLAIN = Grammar()
_LOG = Grammar(transports=("udp", "tcp"), usual=514)
_SOURCE = Grammar(takes_range=True)

# The options of a server that hold an address, and what they take.
_ADDRESSES = {"addr": _PLAIN, "socks4": _WITH_PORT}
_OWN_ADDRESSES = {"source": _SOURCE, "usesrc": _PLAIN}
_PORTS = {"port": "addr", "agent-port": "agent-addr"}  # each with the option that says of whom
_WORDS_FOR_SOURCE = frozenset({"client", "clientip"})


def read_server(line: Line, section: Section) -> Found:
    """Yield the ports of `server app1 app:8080 check port 8081` and of `server-template`."""
    at = 3 if line.keyword == "server-template" else 2
    options = server_options(line.words[at + 1 :])
    owner = section.title
    if len(line.words) <= at:
        if len(line.words) == at and section.keyword != "peers":
            yield empty_use("connects", line.after(at), owner)
        return
    is_needed = _is_needed(section, options)
    found = _address(line.words[at], _SERVER, _Asker(line, section, is_needed, options))
    address: Address | None = None
    for each in found:
        address = each.address if isinstance(each, PortUse) else address
        yield _at_clients_port(each, section) if isinstance(each, PortUse) else each
    yield from _options(line, section, options, address)
    yield from portless_checks(line, line.words[at], section, options)


def _at_clients_port(use: PortUse, section: Section) -> PortUse:
    """Return a server without a port as it is asked: at the port that the client connected to."""
    entry, port = use.detail, section.port
    is_open = use.port is None and port is not None and isinstance(entry, Entry)
    # An offset to the client's port stands behind the host.
    if not is_open or not isinstance(entry, Entry) or entry.host.end != use.span.end:
        return use
    is_socket = entry.parsed.is_socket and entry.parsed.problem is None
    return use._replace(port=PortRange(use.span, port, port, is_implied=True)) if is_socket else use


def _is_needed(section: Section, options: Options) -> bool:
    """Tell whether HAProxy does not start where nobody has the name of a server.

    Who chooses no `init-addr` has `last,libc`, and behind it `none` where `resolvers` ask again. An
    address there is taken in place of the name's. Other sections than proxies resolve at once.
    """
    if not section.is_proxy:
        return True
    chosen = options.get("init-addr")
    init_addr = chosen.text if chosen is not None else section.init_addr
    if section.is_disabled or (not init_addr and (section.has_resolvers or "resolvers" in options)):
        return False
    return all(method in _LOOKS_UP for method in (init_addr or "last,libc").split(","))


_LOOKS_UP = frozenset({"last", "libc"})


def _options(line: Line, section: Section, options: Options, address: Address | None) -> Found:
    """Yield the ports in the options of a server."""
    asked: dict[str, Address | None] = {}
    for name, grammar in _ADDRESSES.items():
        word = options.get(name)
        for found in _address(word, grammar, _Asker(line, section)) if word is not None else ():
            yield found
            if isinstance(found, PortUse):
                asked[name] = found.address
    agent = options.get("agent-addr")
    if agent is not None:
        parsed = parse_host(agent.text)
        asked["agent-addr"] = parsed.address
        if parsed.problem is not None:
            yield fault_of(whole(agent), parsed.problem, None)
    for name, grammar in _OWN_ADDRESSES.items():
        word = options.get(name)
        if word is not None:
            yield from _own_address(line, word, section, grammar)
    for name, whose in _PORTS.items():
        if name in options:
            word, here = options[name], asked.get(whose, address)
            yield from _check_port(line, word, section, here)


def read_default_server(line: Line, section: Section) -> Found:
    """Yield the ports in the options that servers have in common."""
    yield from _options(line, section, server_options(line.words[1:]), None)


def _check_port(line: Line, word: Word | None, section: Section, address: Address | None) -> Found:
    """Yield the port that checks ask: HAProxy takes any text, and reads what atoi() makes of it.

    Without a word the option is the line's last, and HAProxy refuses it.
    """
    if word is None:
        yield Fault("missing-port", line.words[-1].span, "keyword")
        return
    text = word.text
    entry = Entry(section, line, Parsed(), word.span)
    use = PortUse("connects", word.span, None, address=address, owner=section.title, detail=entry)
    if MASK in text:
        yield use._replace(port=PortRange(word.span, None, None, is_variable=True))
        return
    number = read_number(text)
    is_port = is_number(text) and 0 < to_number(text) <= HIGHEST_PORT
    known = number if is_port else None
    yield use._replace(port=PortRange(word.span, known, known))
    if not is_port and text != "0":
        rule = "port-out-of-range" if is_number(text) else "invalid-port"
        yield Fault(rule, word.span, "check", {"number": number % (HIGHEST_PORT + 1)})


class _Asker(NamedTuple):
    """What asks for an address; the rest is as in `Entry`."""

    line: Line
    section: Section
    is_needed: bool = True
    options: Options = NO_OPTIONS


def _address(word: Word, grammar: Grammar, asker: _Asker) -> Found:
    """Yield the address that stands in a word; of a server, all of the line is spoken of."""
    line, section, is_needed, options = asker
    part = whole(word)
    parsed = parse_address(part.text, grammar)
    entry = Entry(section, line, parsed, part.span(*parsed.host), options, is_needed)
    use = use_of("connects", part, grammar, entry, section.title)
    if use is not None:
        yield use
    problem = parsed.problem
    if problem is not None and (is_needed or problem.reason not in ADDRESS_PROBLEMS):
        yield fault_of(part, problem, use)


def _own_address(line: Line, word: Word, section: Section, grammar: Grammar) -> Found:
    """Yield what is wrong with an address that connections come from; it is no port's use."""
    if word.text in _WORDS_FOR_SOURCE or word.text.startswith("hdr_ip("):
        return
    for found in _address(word, grammar, _Asker(line, section)):
        if isinstance(found, Fault):
            yield found._replace(use=None)


def read_source(line: Line, section: Section) -> Found:
    """Yield what is wrong with the address that the connections of a proxy come from."""
    words = line.words
    for index, name in enumerate(("source", "usesrc")):
        at = 2 * index
        if len(words) > at + 1 and words[at].text == name:
            yield from _own_address(line, words[at + 1], section, _PLAIN)


def _read_nth(index: int, grammar: Grammar) -> Read:
    """Return the reader of a line whose word `index` is an address."""

    def read(line: Line, section: Section) -> Found:
        if len(line.words) > index:
            word = line.words[index]
            yield from _address(word, grammar, _Asker(line, section))
        elif len(line.words) == index:
            yield empty_use("connects", line.after(index), section.title, grammar.transports[0])

    return read


read_nameserver = _read_nth(2, _NAMESERVER)
read_mailer = _read_nth(2, _MAILER)
read_dispatch = _read_nth(1, _WITH_PORT)


def read_log(line: Line, section: Section) -> Found:
    """Yield the port of `log 10.0.0.1:514 local0`."""
    if len(line.words) > 2 and line.words[1].text not in ("global", "null"):
        yield from _address(line.words[1], _LOG, _Asker(line, section))


def read_check(line: Line, section: Section) -> Found:
    """Yield the ports of `tcp-check connect port 8080 addr 10.0.0.1` and `http-check connect`."""
    words = line.words
    if len(words) < 3 or words[1].text != "connect":
        return
    given = dict(zip((word.text for word in words[2:]), words[3:], strict=False))
    address: Address | None = None
    if "addr" in given:
        for found in _address(given["addr"], _PLAIN, _Asker(line, section)):
            address = found.address if isinstance(found, PortUse) else address
            yield found
    if "port" in given and is_number(given["port"].text):
        word = given["port"]
        number = to_number(word.text)
        known = number if 0 < number <= HIGHEST_PORT else None
        port = PortRange(word.span, known, known)
        entry = Entry(section, line, Parsed(), word.span)
        use = PortUse("connects", word.span, port, "tcp", address, section.title, detail=entry)
        yield use
        if known is None:
            reason = "highest" if number else "lowest"
            yield Fault("port-out-of-range", word.span, reason, {"lowest": 1}, use)


READERS: dict[str, Read] = {
    "server": read_server,
    "server-template": read_server,
    "default-server": read_default_server,
    "peer": read_server,
    "source": read_source,
    "nameserver": read_nameserver,
    "mailer": read_mailer,
    "dispatch": read_dispatch,
    "log": read_log,
    "tcp-check": read_check,
    "http-check": read_check,
}
