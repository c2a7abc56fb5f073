"""An nginx configuration as its rules see it: servers, listeners, upstreams."""

from collections.abc import Hashable, Iterator, KeysView

from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.listen import DEFAULT_PORT, Listen
from portlens.formats.nginx.syntax import Directive
from portlens.formats.nginx.walk import Scope
from portlens.formats.nginx.word import Word
from portlens.model.address import Address
from portlens.model.finding import Finding
from portlens.model.socket import Socket
from portlens.programs.facts import LeftOut
from portlens.programs.program import Program, Unread
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.workspace.document import Document


class Listener(NamedTuple):
    """A `listen` statement at its place in the configuration.

    `order` is the place in which nginx reads it. `socket` is what tells its socket from others
    on the same port: module, address and transport. `ports` are the first and the last port;
    (0, 0) for a socket without one; None where nginx takes none of what is written.
    """

    listen: Listen
    document: Document
    server: "Server"
    order: int
    socket: tuple[str, Address | None, str]
    ports: tuple[int, int] | None

    @property
    def span(self) -> Span:
        """Where its address stands, or its keyword where none is written."""
        word = self.listen.word
        return word.span if word is not None else self.listen.directive.keyword

    @property
    def socket_options(self) -> tuple[Word, ...]:
        """The options that make nginx bind the socket separately, and once only."""
        return tuple(
            [use.word for use in self.listen.options if use.option and use.option.sets_socket]
        )


class Server:
    """A `server` block; `is_whole` tells that all its statements could be read."""

    def __init__(self, module: str, directive: Directive | None, document: Document) -> None:
        self.module = module
        self.directive = directive
        self.document = document
        self.listeners: list[Listener] = []
        self.names: list[tuple[Word, Document]] = []
        self.protocol = ""  # of a mail server
        self.is_whole = True


class Connection(NamedTuple):
    """A statement that passes requests on, at its place in the configuration."""

    connect: Connect
    document: Document


class Upstream(NamedTuple):
    """An `upstream` block's name at its place."""

    word: Word
    document: Document


class Configuration:
    """What the rules ask of a configuration; everything stands in the order nginx reads it.

    `is_main` tells that its main file is known, and with it the module of every part;
    `is_whole` that all included files could be read too and none is a template, so that nothing
    is missing.
    """

    def __init__(self) -> None:
        self.servers: list[Server] = []
        self.connections: list[Connection] = []
        self.upstreams: dict[tuple[str, str], Upstream] = {}
        self.documents: dict[str, Document] = {}  # the files that it is made of, by path
        self.scopes: dict[str, Scope] = {}  # what each file stands in, by path
        self.answers: dict[Hashable, dict[str, list[Finding]]] = {}  # of the rules, by path
        self.sockets: tuple[Socket, ...] = ()  # those that nginx opens at its start
        self.program: Program | None = None  # all of this as a program, once asked for
        self.unread: dict[str, list[Unread]] = {}  # by the path of the file that names it
        self.left_out_by: LeftOut | None = None  # the main file that has no place for it
        self.unfollowed: list[str] = []  # what includes name that could not be told from here
        self.is_template = False  # another program fills some of it in
        self.is_main = True
        self.is_whole = True

    @property
    def paths(self) -> KeysView[str]:
        """The files that it is made of."""
        return self.scopes.keys()

    @property
    def listeners(self) -> Iterator[Listener]:
        """Every `listen` of every server."""
        for server in self.servers:
            yield from server.listeners


def ports_of(listen: Listen) -> tuple[int, int] | None:
    """Return the first and the last port of a listener; see `Listener.ports`."""
    parsed = listen.parsed
    if parsed.problem is not None or parsed.address is None or parsed.is_variable:
        return None
    if parsed.first is not None and parsed.last is not None:
        return parsed.first, parsed.last
    if parsed.port is not None:
        return None
    has_default = listen.module == "http" and parsed.address.family != "unix"
    return (DEFAULT_PORT, DEFAULT_PORT) if has_default else (0, 0)
