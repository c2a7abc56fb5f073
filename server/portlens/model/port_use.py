"""The port use: the one type in which formats and features meet."""

from portlens.model.address import Address
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Shift, Span
from portlens.text.typed import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from portlens.model.socket import Place

Role = Literal["listens", "publishes", "container", "connects", "permits", "filters", "defines"]

HIGHEST_PORT = 65535

_new = tuple.__new__  # as the classes do, without a call of one


def is_port_number(text: str) -> bool:
    """Tell whether `text` is one port from 1 to 65535, in decimal digits."""
    is_short = len(text) <= len(str(HIGHEST_PORT))
    return is_short and text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT


class PortRange(NamedTuple):
    """The port numbers that stand at one place; a single port is a range of one.

    `first` and `last` are None where nobody can know them: a variable without a default, a
    service name that no table knows, text that is no port, or a port still to be typed.
    `span` covers exactly the text of the port (`8080`, `80-82`, `${PORT:-80}`, `ssh`) and is
    empty where the port is still to be typed.
    """

    span: Span
    first: int | None
    last: int | None
    name: str = ""  # the service name, where one is written in place of the number
    is_variable: bool = False  # the numbers, if any, are a variable's default or value
    is_implied: bool = False  # nothing is written: the program's default; `span` is the entry's

    @property
    def is_known(self) -> bool:
        """Whether the numbers are known and are numbers a port can have."""
        return self.first is not None and self.last is not None

    @property
    def is_empty(self) -> bool:
        """Whether the port is still to be typed."""
        return self.span.start == self.span.end and not self.is_implied

    @property
    def numbers(self) -> range:
        """The port numbers; empty where they are unknown."""
        if self.first is None or self.last is None:
            return range(0)
        return range(self.first, self.last + 1)

    def moved(self, shift: Shift) -> "PortRange":
        """Return the same where it stands after an edit elsewhere."""
        return _new(PortRange, (self.span.moved(shift), *self[1:]))


class PortUse(NamedTuple):
    """At this span of this text, this configuration uses this port in this role.

    `span` covers the entry as written (`127.0.0.1:8080:80/tcp`), `port` the number that the
    role speaks of: what is listened on, the host's side of a published port, the other end of
    a connection. It is None where the program picks one, or where there is none (a unix socket).
    """

    role: Role
    span: Span
    port: PortRange | None
    transport: str = "tcp"
    address: Address | None = None  # None: none is written
    owner: str = ""  # whose port it is, as the user would call it: `services.web`, `Host db`
    target: PortRange | None = None  # the container's side of a published port
    name: str = ""  # the service name that the entry defines
    detail: object = None  # what only the format itself and its own rules know
    # The addresses on which the program listens for the entry when all its files are seen; none
    # where the entry has no effect, whatever its role. None: as the entry itself says.
    bound: tuple[Address, ...] | None = None

    @property
    def image(self) -> str:
        """The container image that the port is of, as written; empty where none is."""
        image: str = getattr(self.detail, "image", "")
        return image

    @property
    def runs(self) -> str:
        """The command that the image is started with; empty for its own."""
        runs: str = getattr(self.detail, "runs", "")
        return runs

    @property
    def is_built_upon(self) -> bool:
        """Whether `image` is only what the port's own image is built upon: `alpine` is no name."""
        return getattr(self.detail, "is_built_upon", False)

    @property
    def service(self) -> str:
        """The name of the service whose port it is, where the format has services."""
        service: str = getattr(self.detail, "service", "")
        return service

    @property
    def protocol(self) -> str:
        """The name of the service that the line itself says is spoken: `ssh` in sshd_config."""
        protocol: str = getattr(self.detail, "protocol", "")
        return protocol

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the entry defines, aliases too."""
        names: tuple[str, ...] = getattr(self.detail, "names", (self.name,))
        return names

    @property
    def feeds(self) -> "tuple[Place, ...]":
        """The places that have their port from this one: those of a variable whose value it is."""
        feeds: tuple[Place, ...] = getattr(self.detail, "feeds", ())
        return feeds

    @property
    def is_for_page(self) -> bool:
        """Whether it is built into a page, whose browser may run anywhere but in the container."""
        return getattr(self.detail, "is_for_page", False)

    @property
    def is_own_port(self) -> bool:
        """Whether it speaks of a port that another line of the program opens.

        So do `Match LocalPort` of sshd and `<VirtualHost>` of httpd.
        """
        return self.role == "permits" and getattr(self.detail, "is_own_port", False)

    @property
    def is_near_end(self) -> bool:
        """Whether this is the near end of a tunnel: its number says nothing of what is behind."""
        return self.role == "listens" and bool(getattr(self.detail, "is_forward", False))

    @property
    def resolved(self) -> bool:
        """Whether no part of the entry depends on a variable that nothing gives a value."""
        for part in (self.port, self.target):
            if part is not None and part.is_variable and not part.is_known:
                return False
        return True

    @property
    def is_effective(self) -> bool:
        """Whether the program does what the entry says."""
        return self.bound != ()

    @property
    def parts(self) -> tuple[PortRange, ...]:
        """The places in the entry where a port stands, in the order of the text."""
        both = (part for part in (self.port, self.target) if part is not None)
        return tuple(sorted(both, key=lambda part: part.span))

    def part_at(self, offset: int) -> PortRange | None:
        """Return the port that a cursor at `offset` touches."""
        return next((part for part in self.parts if part.span.touches(offset)), None)
