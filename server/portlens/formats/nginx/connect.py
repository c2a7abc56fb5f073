"""What the statements say that name the other end of a connection."""

from collections.abc import Mapping

from portlens.formats._template import has_placeholder, masked
from portlens.formats.nginx.address import Parsed, Problem, parse_address
from portlens.formats.nginx.syntax import Directive
from portlens.formats.nginx.word import Word
from portlens.model.port_use import PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class Grammar(NamedTuple):
    """How a statement's argument is read.

    `schemes` are the URL schemes it takes, each with the port that it stands for (None: none);
    an empty one is an address without a scheme. `names_upstream`: the host may be the name of
    an `upstream` block. `variables`: nginx looks at an argument with variables in it only when
    a request comes, elsewhere `$` is a letter like others. `is_bare`: where no port is written,
    none is missing. `asks_for_port`: a name server tells the port, and none may be written.
    `usual` is the port that people mostly write where one has to be written.
    """

    schemes: Mapping[str, int | None]
    transport: str = "tcp"
    uri: bool = False
    names_upstream: bool = False
    variables: bool = False
    is_bare: bool = False
    asks_for_port: bool = False
    usual: int | None = None


class Connect(NamedTuple):
    """One address that nginx connects to: the statement, the word and what it says.

    `start` is where in the word the address begins, `scheme` what stands before it.
    """

    directive: Directive
    module: str
    word: Word
    start: int
    parsed: Parsed
    grammar: Grammar
    scheme: str = ""

    @property
    def default(self) -> int | None:
        """The port that is meant where none is written; None: one must be written."""
        return self.grammar.schemes.get(self.scheme)

    @property
    def protocol(self) -> str:
        """What is spoken to the other end, where the statement says it: DNS to a resolver."""
        return _PROTOCOLS.get(self.directive.name, "")

    @property
    def lacks_port(self) -> bool:
        """Whether no port is written although none is implied, as far as this statement tells."""
        return (
            self.default is None
            and not self.grammar.is_bare
            and not has_placeholder(self.scheme)
            and self.parsed.problem is None
            and self.parsed.port is None
            and _has_port(self.parsed)
        )

    @property
    def has_variable(self) -> bool:
        """Whether nginx looks at the argument only when a request comes."""
        return self.grammar.variables and "$" in self.word.text

    def span(self, start: int, end: int) -> Span:
        """Return where a part of the address, given by offsets in it, stands in the text."""
        return self.word.part(self.start + start, self.start + end)


# Not proxy_pass: that it is HTTP says nothing of what answers.
_PROTOCOLS = {
    "resolver": "domain",
    "access_log": "syslog",
    "error_log": "syslog",
    "fastcgi_pass": "FastCGI",
    "uwsgi_pass": "uWSGI",
    "scgi_pass": "SCGI",
    "grpc_pass": "gRPC",
    "memcached_pass": "memcached",
}


def read_connect(word: Word, directive: Directive, module: str, grammar: Grammar) -> Connect:
    """Take the address in `word` apart."""
    text = word.text
    for scheme in grammar.schemes:
        if text[: len(scheme)].lower() == scheme:
            start = len(scheme)
            parsed = parse_target(text[start:], grammar)
            return Connect(directive, module, word, start, parsed, grammar, scheme)
    if text.startswith("$"):
        return Connect(directive, module, word, 0, Parsed(text), grammar)
    if has_placeholder(text):
        return _open(word, directive, module, grammar)
    parsed = Parsed(problem=Problem("invalid-address", "no-scheme", 0, len(text)))
    return Connect(directive, module, word, 0, parsed, grammar)


def parse_target(text: str, grammar: Grammar) -> Parsed:
    """Take an address apart to which something is sent: the asterisk is none, `listen` aside."""
    parsed = parse_address(text, uri=grammar.uri)
    if "$" in text and not grammar.variables and not has_placeholder(text):
        return parsed._replace(problem=Problem("invalid-address", "no-variables", 0, len(text)))
    if parsed.host == "*" and parsed.problem is None:
        return parsed._replace(problem=Problem("invalid-address", "asterisk", 0, 1))
    return parsed


def _open(word: Word, directive: Directive, module: str, grammar: Grammar) -> Connect:
    """Read an address whose scheme, if it has one, a template is still to fill in."""
    shape = masked(word.text, "$")
    start = shape.find("://") + len("://")
    if start < len("://"):
        return Connect(directive, module, word, 0, Parsed(shape), grammar)
    parsed = parse_address(word.text[start:], uri=grammar.uri)
    return Connect(directive, module, word, start, parsed, grammar, word.text[:start])


def use_of(connect: Connect, owner: str, transport: str, upstreams: frozenset[str]) -> PortUse:
    """Return the port use that a connection is; `upstreams` are names that no machine has."""
    parsed = connect.parsed
    span = connect.word.span
    if not connect.scheme:
        span = connect.span(0, _length(connect))
    port: PortRange | None = None
    if parsed.port is not None:
        place = connect.span(*parsed.port)
        start, end = parsed.port
        is_filled = connect.word.is_filled(connect.start + start, connect.start + end)
        is_variable = parsed.is_variable or is_filled
        port = PortRange(place, parsed.first, parsed.last, is_variable=is_variable)
    elif "$" in parsed.host:
        port = PortRange(span, None, None, is_variable=True)
    elif connect.default and _has_port(parsed) and parsed.host.lower() not in upstreams:
        port = PortRange(span, connect.default, connect.default, is_implied=True)
    return PortUse("connects", span, port, transport, parsed.address, owner=owner, detail=connect)


def _length(connect: Connect) -> int:
    """Return how much of the word the address is: options may follow it."""
    rest = connect.word.text[connect.start :]
    return len(rest.partition(",")[0]) if connect.start else len(rest)


def _has_port(parsed: Parsed) -> bool:
    return parsed.address is not None and parsed.address.family != "unix"
