"""A file of firewalld to port uses.

Source: firewalld 1.3.3, core/io/service.py, zone.py, policy.py and core/rich.py (Rich_Rule.check).
"""

import posixpath

from portlens.formats._format import Fault, Link, Reading
from portlens.formats._template import MASK, is_filled_in, unfilled_markup
from portlens.formats.firewalld.elements import Attribute, Element, elements
from portlens.formats.firewalld.entry import Entry, Kind, Part, Verdict
from portlens.formats.firewalld.values import port_of
from portlens.model.address import parse_ip
from portlens.model.port_use import PortRange, PortUse, Role
from portlens.text.pause import pause
from portlens.text.plain import BLANKS, strip_blanks
from portlens.text.span import Span
from portlens.text.typed import cast

TRANSPORTS = ("tcp", "udp", "sctp", "dccp")
_KINDS = frozenset({"service", "zone", "policy"})
_PARTS: dict[str, Part] = {"port": "port", "source-port": "source", "forward-port": "forward"}
_VERDICTS = frozenset({"accept", "drop", "reject"})
# A rule has one of these.
_OF_RULE = frozenset(
    {"service", "protocol", "icmp-block", "icmp-type", "masquerade", "tcp-mss-clamp", *_PARTS}
)
_LEFT_OUT = "rule-"  # what the reasons begin with for which a rule is left out, not the file
# Outside of a rule they make firewalld pass over all that follows, to the end of a rule.
_IN_RULES = frozenset({"destination", "mark", "limit", *_VERDICTS})


def read(text: str, path: str) -> Reading:
    """Return the ports of a service, a zone or a policy, whatever state its text is in."""
    text = unfilled_markup(text)
    reader = _Reader(text, path)
    for element in elements(text):
        pause()
        reader.take(element)
    reader.end_rule()
    return Reading(tuple(reader.uses), tuple(reader.faults), tuple(reader.links))


class _Reader:
    """What has been read, and the rule that is being read."""

    def __init__(self, text: str, path: str) -> None:
        self.uses: list[PortUse] = []
        self.faults: list[Fault] = []
        self.links: list[Link] = []
        self._text, self._path = text, path
        self._is_first = True
        self._kind: Kind | None = None  # none of a file that is not firewalld's
        self._rule: _Rule | None = None
        self._is_passed_over = False

    def take(self, element: Element) -> None:
        if self._is_first:
            self._is_first = False
            self._kind = cast("Kind", element.name) if element.name in _KINDS else None
        elif element.is_end:
            if element.name == "rule":
                self.end_rule()
                self._is_passed_over = False
        elif self._kind is not None and not self._is_passed_over:
            self._take_inner(element)

    def end_rule(self) -> None:
        """Take what the rule is about, now that its verdict is known."""
        rule, self._rule = self._rule, None
        if rule is None or rule.element is None or rule.element.name not in _PARTS:
            return
        uses, faults = len(self.uses), len(self.faults)
        self._take_ports(rule.element, in_rule=True, verdict=rule.verdict)
        if rule.is_odd:  # left out whatever its ports are; but an attribute was missed before that
            del self.uses[uses:]
            kept = [each for each in self.faults[faults:] if not each.reason.startswith(_LEFT_OUT)]
            self.faults[faults:] = kept

    def _take_inner(self, element: Element) -> None:
        name = element.name
        if name == "include" or (name == "service" and self._kind != "service"):
            self._take_service(element)
        if self._kind == "service":
            if name in _PARTS:
                self._take_ports(element)
        elif name == "rule":
            family = element.attribute("family")
            self._rule = _Rule()
            is_fixed = family is not None and not self._is_filled_in(family)
            value = family.value if family is not None else None
            self._pass_over(is_fixed and value not in {"ipv4", "ipv6"})
        elif self._rule is None:
            is_source = name == "source" and self._kind == "policy"
            self._pass_over(is_source or name in _IN_RULES)
            if name in _PARTS:
                self._take_ports(element)
        elif name in _OF_RULE or name == "interface":
            self._pass_over(name == "interface" or self._rule.element is not None)
            self._rule.element = self._rule.element or element
        elif name in _VERDICTS:
            self._rule.verdict = cast("Verdict", name)

    def _pass_over(self, is_wrong: bool) -> None:
        """Pass over all that follows, to the end of a rule, and this rule itself."""
        self._is_passed_over = is_wrong
        if self._rule is not None and is_wrong:
            self._rule.is_odd = True

    def _take_service(self, element: Element) -> None:
        """Take the name of a service as a link to its file, or to the package's where it has none.

        Source: firewalld 1.3.3, whose own files lie in /usr/lib/firewalld; those in /etc go first.
        """
        name = element.attribute("service" if element.name == "include" else "name")
        if name is None or not name.value or {"/", MASK} & set(name.value):
            return
        self.links.append(Link("service", name.span, f"../services/{name.value}.xml"))
        root, is_machines, _ = self._path.partition("/etc/firewalld/")
        if is_machines:
            packaged = f"{root}/usr/lib/firewalld/services/{name.value}.xml"
            self.links.append(Link("service", name.span, packaged))

    def _take_ports(
        self, element: Element, *, in_rule: bool = False, verdict: Verdict = ""
    ) -> None:
        part = _PARTS[element.name]
        if part == "forward" and self._kind == "service":
            return
        address = element.attribute("to-addr")
        has_address = address is not None and bool(address.value)
        entry = Entry(self._kind or "service", part, in_rule, verdict, has_address)
        transport = self._transport(element, entry)
        self._take_port(element, element.attribute("port"), transport, entry)
        if part != "forward":
            return
        to = element.attribute("to-port")
        if to is not None and to.value != "":
            self._take_port(element, to, transport, entry._replace(part="to"), address)
        elif not has_address and not element.is_open:
            at = element.span if to is None else to.span
            reason = "rule-forward" if in_rule else "forward"
            self.faults.append(Fault("missing-port", at, reason))
            if to is not None:
                unknown = PortRange(at, None, None)
                self._add(at, unknown, transport, entry._replace(part="to"), None)

    def _transport(self, element: Element, entry: Entry) -> str:
        """Return the transport of an element; TCP where firewalld refuses what is written."""
        written = element.attribute("protocol")
        port = element.attribute("port")
        is_empty = port.value == "" if port is not None else element.is_open
        if entry.kind == "service" and entry.part == "port" and is_empty:
            return "tcp"  # the element then stands for a whole protocol, of whatever name
        if written is None:
            if not element.is_open:
                self.faults.append(Fault("invalid-transport", element.span, "missing"))
        elif written.value is not None and not self._is_filled_in(written):
            if written.value in TRANSPORTS:
                return written.value
            at = written.span if written.span.start < written.span.end else element.span
            reason = (
                "rule-firewalld" if entry.in_rule else "firewalld" if written.value else "missing"
            )
            self.faults.append(Fault("invalid-transport", at, reason))
        return "tcp"

    def _take_port(
        self,
        element: Element,
        written: Attribute | None,
        transport: str,
        entry: Entry,
        address: Attribute | None = None,
    ) -> None:
        if written is None:
            # Such an element is refused before the rule is looked at.
            if not element.is_open:
                self.faults.append(Fault("missing-port", element.span, "firewalld"))
            return
        span, value = written.span, written.value
        if value == "":
            if entry.kind != "service" or entry.part != "port":
                missing = "rule-firewalld" if entry.in_rule else "firewalld"
                self.faults.append(Fault("missing-port", span, missing))
            self._add(span, PortRange(span, None, None), transport, entry, address)
            return
        if value is None or self._is_filled_in(written):
            self._add(span, PortRange(span, None, None), transport, entry, address)
            return
        inner = _without_blanks(span, value) if span.of(self._text) == value else span
        read = port_of(value, inner)
        if read.problem == "port-out-of-range":
            too_high = "rule-highest" if entry.in_rule else "highest"
            self.faults.append(Fault("port-out-of-range", read.at or inner, too_high))
        elif read.problem:
            reason = "rule-firewalld" if entry.in_rule else "firewalld"
            self.faults.append(Fault("invalid-port", inner, reason))
        self._add(inner, read.port, transport, entry, address)

    def _add(
        self,
        span: Span,
        port: PortRange,
        transport: str,
        entry: Entry,
        address: Attribute | None,
    ) -> None:
        is_filter = entry.part != "port" or entry.verdict in {"drop", "reject"}
        to = parse_ip(address.value) if address is not None and address.value else None
        role: Role = "filters" if is_filter else "permits"
        use = PortUse(role, span, port, transport, to, owner=self._owner, detail=entry)
        self.uses.append(use)

    def _is_filled_in(self, attribute: Attribute) -> bool:
        """Tell whether another program writes a part of the value of `attribute`."""
        value = attribute.value or ""
        return MASK in value or is_filled_in(value, self._path)

    @property
    def _owner(self) -> str:
        """The name of the service, zone or policy, which is that of its file."""
        name = posixpath.basename(self._path).partition(".xml")[0]
        return f"{self._kind} {name}" if name else str(self._kind)


class _Rule:
    """A rich rule as far as it is read: `is_odd`, firewalld leaves it out."""

    def __init__(self) -> None:
        self.element: Element | None = None
        self.verdict: Verdict = ""
        self.is_odd = False


def _without_blanks(span: Span, value: str) -> Span:
    """Return the place of `value`, which stands at `span`, without the blanks at its ends."""
    inner = strip_blanks(value)
    start = span.start + len(value) - len(value.lstrip(BLANKS)) if inner else span.start
    return Span(start, start + len(inner or value))
