"""Which statements hold ports, and by which grammar, in which module.

Source: nginx's documentation, and its behaviour tried on 1.22.1; `tunnel_pass` is that of the
development branch.
"""

from collections.abc import Callable, Iterator, Mapping

from portlens.formats.nginx.address import Parsed, Problem, parse_address
from portlens.formats.nginx.connect import Connect, Grammar, parse_target, read_connect
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.walk import Scope
from portlens.model.address import parse_ip

Reader = Callable[[Tree, Directive, Scope], Iterator[Connect]]


def _first(grammar: Grammar) -> Reader:
    """Return the reader of a statement whose first argument is an address."""

    def read(tree: Tree, directive: Directive, scope: Scope) -> Iterator[Connect]:
        for word in tree.arguments(directive)[:1]:
            yield read_connect(word, directive, scope.module, grammar)

    return read


def _each(grammar: Grammar) -> Reader:
    """Return the reader of a statement whose arguments are addresses, and options with a `=`."""

    def read(tree: Tree, directive: Directive, scope: Scope) -> Iterator[Connect]:
        for word in tree.arguments(directive):
            if "=" not in word.text:
                yield read_connect(word, directive, scope.module, grammar)

    return read


def _upstream_server(grammar: Grammar) -> Reader:
    """Return the reader of `server` inside `upstream`, which elsewhere is a block.

    With `service=` a name server tells the port.
    """

    def read(tree: Tree, directive: Directive, scope: Scope) -> Iterator[Connect]:
        words = tree.arguments(directive)
        if scope.block == "upstream" and words:
            asks = any(word.text.startswith("service=") for word in words)
            chosen = _SERVICE_GRAMMAR if asks else grammar
            yield read_connect(words[0], directive, scope.module, chosen)

    return read


_SYSLOG = "syslog:"
_SERVER = "server="


def _syslog(tree: Tree, directive: Directive, scope: Scope) -> Iterator[Connect]:
    """Read `syslog:server=` in the target of a log."""
    for word in tree.arguments(directive)[:1] if tree.may_say(directive, _SYSLOG) else ():
        if not word.text.startswith(_SYSLOG):
            continue
        start = len(_SYSLOG)
        for option in word.text[start:].split(","):
            if option.startswith(_SERVER):
                begin = start + len(_SERVER)
                parsed = parse_target(option[len(_SERVER) :], SYSLOG_GRAMMAR)
                yield Connect(directive, scope.module, word, begin, parsed, SYSLOG_GRAMMAR)
            start += len(option) + 1


def _bind(tree: Tree, directive: Directive, scope: Scope) -> Iterator[Connect]:
    """Read the local address that a connection comes from; nginx takes IP addresses alone."""
    for word in tree.arguments(directive)[:1]:
        if "$" in word.text or word.text == "off":
            continue
        bare = parse_ip(word.text)
        parsed = Parsed(word.text, bare) if bare else parse_address(word.text)
        # Without a port nginx takes brackets since 1.27.3, and refuses them before.
        is_bound = parsed.is_literal and (parsed.port or parsed.host.startswith("["))
        if not bare and not parsed.problem and (not is_bound or parsed.host == "*"):
            problem = Problem("invalid-address", "not-an-ip", 0, len(word.text))
            parsed = parsed._replace(problem=problem)
        yield Connect(directive, scope.module, word, 0, parsed, BIND_GRAMMAR)


# An empty scheme is an address without one; None is no usual port: one has to be written.
SYSLOG_GRAMMAR = Grammar({"": 514}, transport="udp")
BIND_GRAMMAR = Grammar({"": None}, is_bare=True)
_SERVICE_GRAMMAR = Grammar({"": None}, is_bare=True, asks_for_port=True)


def _pass(*schemes: str, usual: int | None = None) -> Reader:
    """Return the reader of a pass that implies no port, with or without one of `schemes`."""
    each = dict.fromkeys((*schemes, ""))
    return _first(Grammar(each, names_upstream=True, variables=True, usual=usual))


# The usual ports are those of the programs' own documentation: PHP-FPM, uWSGI, memcached, gRPC.
_HTTP: Mapping[str, Reader] = {
    "server": _upstream_server(Grammar({"": 80})),
    "proxy_pass": _first(
        Grammar({"http://": 80, "https://": 443}, uri=True, names_upstream=True, variables=True)
    ),
    "grpc_pass": _pass("grpc://", "grpcs://", usual=50051),
    "uwsgi_pass": _pass("uwsgi://", "suwsgi://", usual=3031),
    "fastcgi_pass": _pass(usual=9000),
    "scgi_pass": _pass(),
    "memcached_pass": _first(Grammar({"": None}, names_upstream=True, usual=11211)),
    "tunnel_pass": _pass(),
}
_STREAM: Mapping[str, Reader] = {
    "server": _upstream_server(Grammar({"": None})),
    "proxy_pass": _first(
        Grammar({"": None}, transport="listener's", names_upstream=True, variables=True)
    ),
    "pass": _first(Grammar({"": None}, variables=True)),
    "zone_sync_server": _first(Grammar({"": None})),
}
_MAIL: Mapping[str, Reader] = {"auth_http": _first(Grammar({"http://": 80, "": 80}, uri=True))}


def _stapling(tree: Tree, directive: Directive, scope: Scope) -> Iterator[Connect]:
    """Read the responder that nginx asks for staples: it starts with a wrong one as well."""
    grammar = Grammar({"http://": 80, "https://": 443}, uri=True)
    for word in tree.arguments(directive)[:1]:
        connect = read_connect(word, directive, scope.module, grammar)
        yield connect._replace(parsed=connect.parsed._replace(problem=None))


_OCSP = _first(Grammar({"http://": 80}, uri=True))
_EVERYWHERE: Mapping[str, Reader] = {
    "resolver": _each(Grammar({"": 53}, transport="udp")),
    "error_log": _syslog,
    "access_log": _syslog,
    "ssl_stapling_responder": _stapling,
    "ssl_ocsp_responder": _OCSP,
    **{
        f"{protocol}_bind": _bind
        for protocol in ("proxy", "fastcgi", "uwsgi", "scgi", "memcached", "grpc", "tunnel")
    },
}
_READERS: Mapping[str, Mapping[str, Reader]] = {
    "http": {**_EVERYWHERE, **_HTTP},
    "stream": {**_EVERYWHERE, **_STREAM},
    "mail": {**_EVERYWHERE, **_MAIL},
}


# The statements that pass requests or connections on.
PASSES = frozenset(name for name in (*_HTTP, *_STREAM) if name.endswith("pass"))


def readers(module: str) -> Mapping[str, Reader]:
    """Return the readers of the statements that hold ports in `module`, by their names."""
    return _READERS.get(module, _EVERYWHERE)
