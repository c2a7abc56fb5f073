"""Ports, their names and transports, as the API server takes them.

Source: Kubernetes, pkg/apis/core/validation (ValidateService, validateContainerPorts,
ValidatePortNumOrName) and apimachinery's util/validation (IsValidPortNum, IsValidPortName,
IsDNS1123Label); what a field's type takes is what its JSON decoder does.
"""

from collections.abc import Callable, Iterator
from math import trunc

from portlens.formats._format import Fault
from portlens.formats._template import has_placeholder
from portlens.formats._yaml.nodes import Mapping, Node, Scalar, Sequence, resolved, value_of
from portlens.formats._yaml.scalar_type import Type, int_of, type_of
from portlens.model.port_use import HIGHEST_PORT, PortRange
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number
from portlens.text.regex import regex
from portlens.text.span import Span

TRANSPORTS = ("TCP", "UDP", "SCTP")
NO_TRANSPORT = "unknown"
_NO_TEXT = ("int", "float", "bool")
_LONGEST_PORT_NAME = 15
_LONGEST_LABEL = 63
_PORT_NAME = regex(r"(?=[a-z0-9-]*[a-z])(?!-)(?!.*--)[a-z0-9-]+(?<!-)")
_LABEL = regex(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
# What scripts and readers of a manual are to replace, in no template language: `<port>`, PORT.
# HTTP is a name that the API refuses.
_CAPITALS = regex(r"(?=.*(?:_|PORT))[A-Z][A-Z0-9_]*")
_TO_REPLACE = regex(rf"\$.*|<.*>|\[.*\]|{_CAPITALS.pattern}")
# What YAML 1.1 takes for a bool besides `true` and `false`; the API's tools read that version.
_BOOL = regex(r"[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF")


class Value(NamedTuple):
    """What stands at a key, at `span`; `whole` has its quotes, too.

    `kind` is `unknown` where something else is to be filled in. `number` is the one without a
    fraction that the API gets, if it gets one.
    """

    whole: Span
    span: Span
    kind: Type | str
    text: str
    number: int | None

    @property
    def is_unset(self) -> bool:
        """Whether the API takes the field for one that is not there."""
        return self.kind == "null" or self.number == 0 or self.is_empty

    @property
    def is_number_at_last(self) -> bool:
        """Whether a number without a fraction becomes of it, or may; nothing is zero."""
        return self.number is not None or self.kind in ("null", "unknown")

    @property
    def is_empty(self) -> bool:
        """Whether it is an empty text."""
        return self.kind == "str" and not self.text


class Names:
    """The names of a list, of which each may be there once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def faults(self, value: Value | None) -> Iterator[Fault]:
        """Yield a fault for a name that was there before."""
        name = name_of(value)
        if value is None or not name:
            return
        if name in self._seen:
            yield Fault("invalid-port-name", value.whole, "twice")
        self._seen.add(name)


def value_at(mapping: Node, key: str, text: str) -> Value | None:
    """Return what `key` has in `mapping`; None where it is not there."""
    node = resolved(value_of(mapping, key))
    return value_in(node, text) if node is not None else None


def value_in(node: Mapping | Sequence | Scalar, text: str) -> Value:
    """Return what a node of `text` is as a value."""
    if not isinstance(node, Scalar):
        # To YAML `{port}` is a mapping: what some scripts replace.
        return Value(node.span, node.span, "unknown", "", None)
    kind: Type | str = type_of(node)
    span = node.place(text) or node.span
    if kind == "str" and not node.style and node.tag is None and _BOOL.fullmatch(node.value):
        kind = "bool"
    if has_placeholder(node.value) or (kind == "str" and _TO_REPLACE.fullmatch(node.value)):
        kind = "unknown"
    number = int_of(node.value) if kind == "int" else None
    if kind == "float":
        number = _without_fraction(node.value)
    return Value(node.span, span, kind, node.value, number)


def entry_span(item: Mapping, value: Value | None) -> Span:
    """Return an entry as written, and the blanks behind it where its `value` is still to come."""
    if value is None or value.whole.end != item.end:
        return item.span
    return Span(item.start, max(item.end, value.span.end))


def _without_fraction(written: str) -> int | None:
    """Return what JSON has for a float of YAML such as `8e1`, `80.0` and `080`; None for others."""
    try:
        number = float(written.replace("_", ""))
    except ValueError:  # `.inf`, and a tag that does not fit
        return None
    return trunc(number) if written.isascii() and number.is_integer() else None


def number_of(value: Value) -> PortRange:
    """Return the port that a field of numbers says."""
    number = value.number
    known = number if number is not None and 0 < number <= HIGHEST_PORT else None
    return PortRange(value.span, known, known, is_variable=value.kind == "unknown")


def number_faults(value: Value) -> Iterator[Fault]:
    """Yield what the API has against the value of a field that takes numbers alone."""
    if value.number is not None:
        yield from _range_faults(value)
    elif not value.is_number_at_last and not value.is_empty:
        yield Fault("invalid-port", value.whole, "not-a-number")


def either_faults(value: Value) -> Iterator[Fault]:
    """Yield what the API has against the value of a field that takes a number or a name."""
    if value.number is not None:
        yield from _range_faults(value)
    elif value.kind == "str" and is_number(value.text):
        yield Fault("invalid-port", value.whole, "number-in-quotes", {"number": value.text})
    elif value.kind == "str" and value.text:
        yield from port_name_faults(value)
    elif value.kind != "str" and not value.is_number_at_last:
        yield Fault("invalid-port", value.whole, "not-a-number")


def needed_faults(
    value: Value, faults: Callable[[Value], Iterator[Fault]] = either_faults
) -> Iterator[Fault]:
    """Yield `faults` of a field without which the API refuses the whole, and of its missing."""
    if value.kind == "null" or value.is_empty:
        yield Fault("missing-port", value.whole, "no-value")
    elif value.number == 0:
        yield Fault("port-out-of-range", value.span, "lowest", {"lowest": 1})
    else:
        yield from faults(value)


def name_meant(value: Value | None) -> str:
    """Return the name of a port that a field refers to; "" for a number and for what is wrong."""
    if value is None or value.kind != "str" or any(either_faults(value)):
        return ""
    return value.text


def port_name_faults(value: Value) -> Iterator[Fault]:
    """Yield what is wrong with the name of a container's port, or with what refers to one."""
    if value.kind in _NO_TEXT:
        yield Fault("invalid-port-name", value.whole, "not-text")
    elif value.kind == "str" and value.text:
        is_short = len(value.text) <= _LONGEST_PORT_NAME
        if not is_short or not _PORT_NAME.fullmatch(value.text):
            reason = "port-name" if is_short else "long-port-name"
            yield Fault("invalid-port-name", value.whole, reason)


def label_faults(value: Value) -> Iterator[Fault]:
    """Yield what is wrong with the name of a Service's port."""
    if value.kind in _NO_TEXT:
        yield Fault("invalid-port-name", value.whole, "not-text")
    elif value.kind == "str" and value.text and not _is_label(value.text):
        yield Fault("invalid-port-name", value.whole, "label")


def name_of(value: Value | None) -> str | None:
    """Return a name as written, "" where none is, and None where nobody can know it."""
    if value is None or value.kind == "null":
        return ""
    return value.text if value.kind == "str" else None


def transport_of(value: Value | None, *, may_be_empty: bool = True) -> tuple[str, Fault | None]:
    """Return the transport that `protocol` says, and what the API has against it.

    An empty text is the default to most objects, and no transport to some.
    """
    if value is None or value.kind == "null" or (value.is_empty and may_be_empty):
        return "tcp", None
    if value.text in TRANSPORTS:
        return value.text.lower(), None
    if value.kind == "unknown" and not _CAPITALS.fullmatch(value.text):
        return NO_TRANSPORT, None
    return NO_TRANSPORT, Fault("invalid-transport", value.whole, "kubernetes")


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(text) is not None


def _range_faults(value: Value) -> Iterator[Fault]:
    number = value.number or 0
    if number > HIGHEST_PORT:
        yield Fault("port-out-of-range", value.span, "highest")
    elif number < 0:
        yield Fault("port-out-of-range", value.span, "lowest", {"lowest": 1})
