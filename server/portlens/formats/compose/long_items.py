"""Entries of `ports` that are a mapping: `target`, `published`, `host_ip` and so on."""

from portlens.formats._docker_ports.syntax import (
    NO_TRANSPORT,
    TRANSPORTS,
    Mistake,
    read_address,
    read_ports,
)
from portlens.formats._format import Fault
from portlens.formats._interpolation import UNKNOWN
from portlens.formats._place import Place, Surroundings, place_of
from portlens.formats._yaml.nodes import Mapping, Node, Scalar, entries, resolved
from portlens.formats._yaml.scalar_type import Type, int_of, type_of
from portlens.formats.compose.port_entry import LongForm, Owner, PortEntry, PortItem
from portlens.formats.compose.usual_items import usual_long
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

# What Compose wants each key's value to be.
KEYS: dict[str, frozenset[Type]] = {
    "target": frozenset({"int", "str"}),
    "published": frozenset({"int", "str"}),
    "host_ip": frozenset({"str"}),
    "protocol": frozenset({"str"}),
    "mode": frozenset({"str"}),
    "name": frozenset({"str"}),
    "app_protocol": frozenset({"str"}),
}
MODES = frozenset({"host", "ingress"})

_ATOI = regex(r"[-+]?[0-9]+")
_ENDS = regex(r"([0-9]+-[0-9]+)-")  # the ends of a range, and more


def read_long(node: Mapping, owner: Owner, around: Surroundings) -> PortItem:
    """Return what an entry of `ports` in the long syntax says."""
    return usual_long(node, owner, around.text) or read_any_long(node, owner, around)


def read_any_long(node: Mapping, owner: Owner, around: Surroundings) -> PortItem:
    """Return the same without the short way of `usual_long`."""
    return _LongReading(node, owner, around).item()


class _LongReading:
    """One entry while it is read; what is wrong gathers in `faults`."""

    def __init__(self, node: Mapping, owner: Owner, around: Surroundings) -> None:
        self.node = node
        self.owner = owner
        self.around = around
        self.faults: list[Fault] = []
        self.is_refused = False
        self.is_refused_at_last = False
        self.is_apart = False
        self.number: int | None = None  # what `target` says, be it a port or not
        self.places: dict[str, Place] = {}  # of the keys that have a value of the right type

    def item(self) -> PortItem:
        pairs = entries(self.node)
        for key, value in pairs:
            self._take(key, value)
        keys = {key.value for key, _ in pairs}
        target = self._target(is_there="target" in keys)
        port = self._published()
        transport = self._transport()
        address = self._address()
        self._mode()
        has_host_side = not keys.isdisjoint({"published", "host_ip"})
        use = PortUse(
            "publishes" if has_host_side else "container",
            self._span(),
            _not_picked(port) if has_host_side else target,
            transport=transport,
            address=address,
            owner=self.owner.path,
            target=target if has_host_side else None,
            detail=self._detail(port),
        )
        problems = [place.expanded.problem for place in self.places.values()]
        problem = next((each for each in ("required", "cut") if each in problems), "")
        return PortItem(use, tuple(self.faults), self.is_refused, self.is_refused_at_last, problem)

    def _take(self, key: Scalar, value: Node) -> None:
        name = key.value
        if name not in KEYS:
            if not name.startswith("x-"):
                self._refuse("invalid-port-entry", key.span, "unknown-key")
            return
        node = resolved(value)
        kind = type_of(node) if isinstance(node, Scalar) else None
        taken = KEYS[name] if name == "host_ip" else {*KEYS[name], "null"}
        self.is_apart |= name in _TELLING and kind not in taken
        if node is None:  # an alias of what is not there, which may be a value of the right type
            self.is_refused = True
            return
        if not isinstance(node, Scalar):
            self._refuse("invalid-port-entry", node.span, "no-scalar")
            return
        place = place_of(node, self.around)
        if place.expanded.problem == "template":
            self._refuse("invalid-port", place.span, "template")
        elif kind in KEYS[name]:
            self.places[name] = place
        elif kind == "null":
            # Half typed: the use stays, so that completion has a place to work at.
            self.places[name] = place
            self._missing(name, key.span)
        elif name in _PORTS:
            self._refuse("invalid-port", place.span, "not-a-number")
        else:
            self._refuse("invalid-port-entry", place.span, "no-text")

    def _missing(self, name: str, key: Span) -> None:
        if name in _PORTS:
            self._refuse("missing-port", key, name)
        else:
            self._refuse("invalid-port-entry", key, "no-value")

    def _target(self, *, is_there: bool) -> PortRange:
        place = self.places.get("target")
        if place is None:
            start = self.node.start
            if not is_there:
                self._refuse("missing-port", Span(start, self._first_line_end()), "target")
            return PortRange(Span(start, start), None, None, is_implied=True)
        written = place.expanded.text
        number = None
        if type_of(place.scalar) == "int":
            number = int_of(written)
        elif _ATOI.fullmatch(written):
            number = to_number(written)
        elif UNKNOWN not in written and type_of(place.scalar) == "str":
            ports = read_ports(written, 1)
            if not isinstance(ports, Mistake):
                ports = Mistake("invalid-port", "one-target")
            self.faults.append(Fault(ports.rule, place.span, ports.reason, ports.values))
            self.is_refused = True
        self.number = number
        return self._checked(place, number, lowest=1)

    def _checked(self, place: Place, number: int | None, lowest: int) -> PortRange:
        if number is not None and not lowest <= number <= 65535:
            reason = "highest" if number > 65535 else "lowest"
            self.faults.append(Fault("port-out-of-range", place.span, reason, {"lowest": lowest}))
            # Compose lets through whatever is not negative; Docker refuses it later.
            self.is_refused_at_last |= number < 0 and lowest == 1
            number = None
        return place.port(0, len(place.expanded.text), number, number)

    def _published(self) -> PortRange | None:
        place = self.places.get("published")
        if place is None:
            return None
        written = place.expanded.text
        kind = type_of(place.scalar)
        if kind == "int":
            return self._checked(place, int_of(written), lowest=0)
        first, last = None, None
        end = len(written)
        if written and kind == "str":
            # The Engine cuts off what stands behind a slash, be it a transport or not, and looks
            # at the first two numbers of a range.
            number, slash, _ = written.partition("/")
            cut = _ENDS.match(number)
            number = cut[1] if cut else number
            ports = read_ports(number, 0)
            if isinstance(ports, Mistake):
                self.faults.append(Fault(ports.rule, place.span, ports.reason, ports.values))
            else:
                first, last = ports or (None, None)
                end = len(number)
                if slash:
                    self.faults.append(Fault("invalid-port", place.span, "cut-transport"))
                elif cut:
                    values = {"range": number}
                    self.faults.append(Fault("invalid-port", place.span, "cut-range", values))
        return place.port(0, end, first, last)

    def _transport(self) -> str:
        place = self.places.get("protocol")
        transport = place.expanded.text.lower() if place else "tcp"
        if place and not transport and type_of(place.scalar) == "str":
            self.faults.append(Fault("invalid-transport", place.span, "empty"))
            return "tcp"
        if place and transport not in TRANSPORTS and UNKNOWN not in transport:
            self.faults.append(Fault("invalid-transport", place.span, "docker"))
        return transport if transport in TRANSPORTS else NO_TRANSPORT

    def _address(self) -> Address | None:
        place = self.places.get("host_ip")
        if place is None:
            return None
        written = place.expanded.text
        address = read_address(written)
        if isinstance(address, Mistake) or written.startswith("["):
            self.faults.append(Fault("invalid-address", place.span, "docker"))
            self.is_refused_at_last = True
            return None
        return address

    def _mode(self) -> None:
        place = self.places.get("mode")
        if place and place.expanded.text not in MODES and UNKNOWN not in place.expanded.text:
            reason = "mode" if place.expanded.text else "empty-mode"
            self.faults.append(Fault("invalid-port-entry", place.span, reason))

    def _detail(self, port: PortRange | None) -> PortEntry:
        host_ip = self._text("host_ip")
        return PortEntry(
            "long",
            self.owner,
            self.node.span,
            address=self.places["host_ip"].span if "host_ip" in self.places else None,
            transport=self.places["protocol"].span if "protocol" in self.places else None,
            host_ip=host_ip,
            published=self._kept(port),
            long=self._long(),
            is_address_unknown=UNKNOWN in host_ip,
            is_default=any(
                variable.is_default
                for place in self.places.values()
                for variable in place.expanded.variables
            ),
        )

    def _long(self) -> LongForm:
        published = self.places.get("published")
        return LongForm(
            keys=frozenset(
                key for key, place in self.places.items() if type_of(place.scalar) != "null"
            ),
            target=self.number,
            is_number=published is not None and type_of(published.scalar) == "int",
            protocol=self._text("protocol"),
            mode=self._text("mode") or "ingress",
            name=self._text("name"),
            app_protocol=self._text("app_protocol"),
            is_apart=self.is_apart,
        )

    def _kept(self, port: PortRange | None) -> str:
        place = self.places.get("published")
        if place is None or port is None:
            return ""
        if type_of(place.scalar) == "int":
            return str(int_of(place.expanded.text))
        return place.expanded.text

    def _text(self, key: str) -> str:
        place = self.places.get(key)
        return place.expanded.text if place else ""

    def _span(self) -> Span:
        """Return the entry as written, and the blanks behind it where a port is still to come."""
        start, end = self.node.span
        ends = (place.span.end for place in self.places.values() if place.scalar.end == end)
        return Span(start, max((end, *ends)))

    def _first_line_end(self) -> int:
        end = self.around.text.find("\n", self.node.start, self.node.end)
        return self.node.end if end < 0 else end

    def _refuse(self, rule: str, span: Span, reason: str) -> None:
        self.faults.append(Fault(rule, span, reason))
        self.is_refused = True


_PORTS = frozenset({"target", "published"})
_TELLING = frozenset({"published", "host_ip", "protocol"})


def _not_picked(port: PortRange | None) -> PortRange | None:
    """Return the host's side, or None where 0 leaves the choice to Docker."""
    return None if port is not None and port.numbers == range(1) else port
