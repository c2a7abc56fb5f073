"""What a `listen` statement says."""

from portlens.formats.nginx.address import Parsed, Problem, parse_address
from portlens.formats.nginx.options import OptionUse, is_option_anywhere, option_uses
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.word import Word
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class Listen(NamedTuple):
    """A `listen` statement: the address as nginx reads it, and the options.

    `word` is None where nothing is written yet.
    """

    directive: Directive
    module: str
    word: Word | None
    parsed: Parsed
    options: tuple[OptionUse, ...]

    def has(self, name: str) -> bool:
        """Tell whether the option `name` is given."""
        for use in self.options:  # noqa: SIM110 - the fastest for the one or two there are
            if use.name == name:
                return True
        return False

    @property
    def transport(self) -> str:
        """What the socket carries: `udp` serves QUIC too."""
        return "udp" if self.has("udp") or self._is_quic else "tcp"

    @property
    def protocol(self) -> str:
        """What is served there, as far as the module tells; a stream carries whatever comes."""
        if self.module != "http":
            return ""
        return "https" if self.has("ssl") or self._is_quic else "http"

    @property
    def _is_quic(self) -> bool:
        return self.has("quic") or self.has("xquic")

    @property
    def address(self) -> Address | None:
        """The address, with what `ipv6only` says; None where nginx takes none of what stands."""
        address = self.parsed.address
        if address is not None and address.family == "ipv6":
            is_dual = any(use.word.text == "ipv6only=off" for use in self.options)
            return address._replace(dual_stack=is_dual)
        return address


# What nginx listens on where only an address is written. Outside http the kernel picks a port.
DEFAULT_PORT = 80


def read_listen(tree: Tree, directive: Directive, module: str) -> Listen:
    """Take a `listen` statement apart as `module` reads it."""
    words = tree.arguments(directive)
    if not words:
        return Listen(directive, module, None, Parsed(), ())
    parsed = parse_address(words[0].text, listen=True)
    if is_option_anywhere(words[0].text):
        problem = Problem("missing-port", "listen", 0, len(words[0].text))
        return Listen(directive, module, words[0], Parsed(problem=problem), ())
    return Listen(directive, module, words[0], parsed, option_uses(words[1:], module))


def use_of(listen: Listen, owner: str) -> PortUse:
    """Return the port use that a `listen` statement is."""
    word, parsed = listen.word, listen.parsed
    if word is None:
        # The cursor stands one blank after the keyword, as far as the text goes there.
        place = min(listen.directive.start + len("listen "), listen.directive.end)
        here = Span(max(place, listen.directive.stop), max(place, listen.directive.stop))
        return PortUse("listens", here, PortRange(here, None, None), owner=owner, detail=listen)
    port: PortRange | None = None
    if parsed.port is not None:
        span = word.part(*parsed.port)
        is_variable = parsed.is_variable or word.is_filled(*parsed.port)
        port = PortRange(span, parsed.first, parsed.last, is_variable=is_variable)
    elif listen.module == "http" and parsed.problem is None and _has_port(parsed):
        port = PortRange(word.span, DEFAULT_PORT, DEFAULT_PORT, is_implied=True)
    address = listen.address if parsed.host else None
    return PortUse(
        "listens", word.span, port, listen.transport, address, owner=owner, detail=listen
    )


def _has_port(parsed: Parsed) -> bool:
    return parsed.address is not None and parsed.address.family != "unix"
