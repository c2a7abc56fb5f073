"""What a Compose file writes about one port, beyond what every format has."""

from sys import intern

from portlens.formats._format import Fault
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Shift, Span
from portlens.text.typed import Literal

_new = tuple.__new__  # as the classes do, without a call of one

Form = Literal["short", "long", "expose", "mention", "told", "page", "either"]


class Owner(NamedTuple):
    """The service whose port it is."""

    service: str
    image: str = ""
    runs: str = ""  # its entrypoint and command, where they may set a port

    @property
    def path(self) -> str:
        """The service as messages and the inventory call it."""
        return intern(f"services.{self.service}")  # every port of the service has it


class LongForm(NamedTuple):
    """What only the long syntax can say, as Compose keeps it."""

    keys: frozenset[str] = frozenset()
    target: int | None = None  # the container's side, be it a port or not
    is_number: bool = False  # `published` is written as a number, not as text
    protocol: str = ""
    mode: str = "ingress"
    name: str = ""
    app_protocol: str = ""
    # A value by which Compose tells entries apart is of no right type: no other takes its place.
    is_apart: bool = False


class PortEntry(NamedTuple):
    """The `detail` of a port use in a Compose file.

    `short` and `long` are the two ways to write an entry of `ports`; a `mention` is a port in
    an URL or the like. Of one that is `told` the service only tells its clients, and one for a
    `page` is built into what a browser gets. Spans are None where nothing is written.
    """

    form: Form
    owner: Owner
    node: Span  # the entry with its quotes
    is_plain: bool = False  # written without quotes
    address: Span | None = None
    transport: Span | None = None
    host_ip: str = ""  # the address as Compose keeps it
    published: str = ""  # the host's side as Compose keeps it
    long: LongForm = LongForm()
    text: str = ""  # a short entry after its variables were replaced
    is_address_unknown: bool = False  # it hangs on a variable that nothing gives a value
    is_default: bool = False  # a part of it is a variable's default, which anyone may change

    def moved(self, shift: Shift) -> "PortEntry":
        """Return the same entry where it stands after an edit elsewhere."""
        form, owner, node, is_plain, address, transport, *rest = self
        address = address and address.moved(shift)
        transport = transport and transport.moved(shift)
        return _new(
            PortEntry, (form, owner, node.moved(shift), is_plain, address, transport, *rest)
        )

    @property
    def is_for_page(self) -> bool:
        """Whether it is built into what a browser gets."""
        return self.form == "page"

    @property
    def image(self) -> str:
        """The service's image, with the values of its variables where all of them are known."""
        return self.owner.image

    @property
    def runs(self) -> str:
        """The command that the image is started with; empty for its own, or one without ports."""
        return self.owner.runs

    @property
    def service(self) -> str:
        """The service's name."""
        return self.owner.service

    @property
    def is_mention(self) -> bool:
        """Whether the port stands in a text that is free, and not in an entry for ports."""
        return self.form in ("mention", "told", "page", "either")


class PortItem(NamedTuple):
    """One entry as read: `is_refused` where Compose stops at it, faults or not."""

    use: PortUse | None
    faults: tuple[Fault, ...] = ()
    is_refused: bool = False
    is_refused_at_last: bool = False  # only if no other file takes the entry away
    problem: str = ""  # `required`: a variable that must have a value has none


def moved(use: PortUse, detail: PortEntry, shift: Shift) -> PortUse:
    """Return the use of an entry where it stands after an edit elsewhere, with its new `detail`."""
    role, span, port, transport, address, owner, target, name, _, bound = use
    span = span.moved(shift)
    port, target = port and port.moved(shift), target and target.moved(shift)
    return _new(PortUse, (role, span, port, transport, address, owner, target, name, detail, bound))


def moved_entry(use: PortUse, shift: Shift) -> PortUse:
    """Return the use of an entry, or a mention, where it stands after an edit elsewhere."""
    detail = use.detail
    return moved(use, detail.moved(shift), shift) if isinstance(detail, PortEntry) else use
