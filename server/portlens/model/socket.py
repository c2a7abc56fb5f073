"""What programs open and connect to, and the port spaces that they do it in.

No format and no program is known here: each gives its sockets in this one shape, so that one
piece of code says which of them exclude each other, and which port is free.
"""

from portlens.model.address import Address, overlap
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.text.typed import Literal

# `certain`: it is written. `conditional`: a branch of a template decides. `default`: it is
# what a variable is worth as long as nobody sets it. `usual`: only custom says so.
Certainty = Literal["certain", "conditional", "default", "usual"]

# Who makes a connection: a `program` in the space, the `check` of its health, or, as with the URL
# of a web page, `anybody`: that may be a browser elsewhere. What is built into a `page` is for
# browsers, if no server reads it as well; what a program tells its `clients` it does not do itself.
Maker = Literal["program", "check", "anybody", "page", "clients"]


class Place(NamedTuple):
    """Where something is written: a half-open span of the text at `path`."""

    path: str
    span: Span


class PortSpace(NamedTuple):
    """A machine or a container: what shares its port numbers.

    `is_far`: the machine is another than the one whose files these are.
    """

    kind: Literal["machine", "container"]
    id: str
    is_far: bool = False


class Target(NamedTuple):
    """Where a published port leads: to `space`, and there to the ports from `first` on.

    `place` is where that is written.
    """

    space: PortSpace
    first: int
    place: Place


class Sharing(NamedTuple):
    """What lets a socket stand beside another that would be in its way.

    `reuse_port` and `reuse_address` are SO_REUSEPORT, and SO_REUSEADDR of a UDP socket: both
    sides must ask the kernel for it. Sockets of one `group` on one address are one socket that
    their program opens once; the empty group is shared with nobody.
    """

    reuse_port: bool = False
    reuse_address: bool = False
    group: str = ""

    @property
    def asks(self) -> int:
        """What is asked of the kernel, one bit for each option."""
        return self.reuse_port + 2 * self.reuse_address


ALONE = Sharing()


class Socket(NamedTuple):
    """One address on which a program listens, on each port from `first` to `last`.

    A unix socket has the ports 0 to 0. `owner` is whose it is, as the user would call it. With
    `when` the socket is open only while one of these is on (a profile, a block of ssh_config).
    What comes in at a published port leaves for its `target`. `detail` is what the program
    itself and its own rules know of it.
    """

    space: PortSpace
    address: Address
    transport: str
    first: int
    last: int
    owner: str
    place: Place
    certainty: Certainty = "certain"
    sharing: Sharing = ALONE
    when: tuple[str, ...] = ()
    target: Target | None = None
    detail: object = None


class Connection(NamedTuple):
    """That a program in `space` connects to `address`, on a port from `first` to `last`.

    `place` is where the port stands, and `host` where the address does; the two are the same
    where the port is one that the program implies. Nothing is written of a `host` that can be
    none but the program's own space. `use` is the entry that says so. `named_at` is where a
    document names the file of `place`, if that is in no format of ours. `is_needed`: the program
    looks the name up when it starts, and does not start where nobody has it. `caller` is where the
    program runs, if not in `space`, by whose view the port is written.
    """

    space: PortSpace
    address: Address
    transport: str
    first: int
    last: int
    owner: str
    place: Place
    host: Span | None
    use: PortUse
    certainty: Certainty = "certain"
    maker: Maker = "program"
    named_at: Place | None = None
    is_needed: bool = False
    caller: PortSpace | None = None

    @property
    def origin(self) -> PortSpace:
        """Where the program that connects runs."""
        return self.caller or self.space


def exclude(one: Socket, other: Socket) -> bool:
    """Tell whether the two sockets cannot be open at once, on one port or more."""
    return (
        one.space == other.space
        and one.transport == other.transport
        and one.first <= other.last
        and other.first <= one.last
        and overlap(one.address, other.address)
        and not one.sharing.asks & other.sharing.asks
        and not _are_one(one, other)
        and (not one.when or not other.when or not set(one.when).isdisjoint(other.when))
    )


def _are_one(one: Socket, other: Socket) -> bool:
    return (
        bool(one.sharing.group)
        and one.sharing.group == other.sharing.group
        and one.address[:2] == other.address[:2]
    )
