"""What the C library cannot use of a services line, or uses otherwise than it looks."""

import re

from portlens.formats._format import Fault
from portlens.formats.services.entry import TRANSPORTS, Entry, number_of
from portlens.model.port_use import HIGHEST_PORT, PortUse
from portlens.text.plain import BLANKS, is_number, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_RANGE = regex(r"[0-9]+-[0-9]+\Z")
_COMMA = regex(r"[0-9]+,[A-Za-z]+\Z")
_WORD = regex(r"[A-Za-z0-9]+\Z")


def fault_of(match: re.Match[str], use: PortUse) -> Fault | None:
    """Return the gravest thing that is wrong with the line that `match` found."""
    entry = use.detail
    if not isinstance(entry, Entry) or use.port is None:
        return None
    if entry.name_span.start > use.port.span.start:
        return _fault(use.span, "swapped", use)
    if not match["port"]:
        if not match["slashes"]:
            return _fault(entry.name_span, "no-port", use)
        return _fault(use.span, "not-a-number", use)
    return _port_fault(match, use) or _protocol_fault(match, use, entry)


def _port_fault(match: re.Match[str], use: PortUse) -> Fault | None:
    text = match["port"]
    span = Span(*match.span("port"))
    number = number_of(text)
    if number is None:
        return _unreadable(match, text, span, use)
    decimal = text.lstrip("+")
    if decimal.startswith("-") and decimal.strip("-0"):
        return Fault("port-out-of-range", span, "lowest", {"lowest": 0}, use)
    if is_number(decimal) and not decimal.startswith("0") and to_number(decimal) > HIGHEST_PORT:
        return Fault("port-out-of-range", span, "wraps", {"number": number}, use)
    return None


def _unreadable(match: re.Match[str], text: str, span: Span, use: PortUse) -> Fault:
    digits = text.lstrip("+-")
    if is_number(digits):
        if text.startswith("-"):
            return Fault("port-out-of-range", span, "lowest", {"lowest": 0}, use)
        if digits.startswith("0"):
            return _fault(span, "no-octal", use)
        return Fault("port-out-of-range", span, "highest", {}, use)
    if _RANGE.match(text):
        return _fault(span, "range", use)
    if _COMMA.match(text) and not match["slashes"]:
        return _fault(span, "comma", use)
    return _fault(span, "not-a-number", use)


def _protocol_fault(match: re.Match[str], use: PortUse, entry: Entry) -> Fault | None:
    text, protocol = match["port"], entry.protocol
    at = Span(match.start("port"), match.end("protocol"))
    if not match["slashes"]:
        rest = f"{protocol}{match['aliases']}".strip(BLANKS)
        return _fault(at, "blank-before-slash" if rest.startswith("/") else "no-protocol", use)
    if not protocol:
        following = entry.aliases[0].lower() if entry.aliases else ""
        reason = "blank-after-slash" if following in TRANSPORTS else "no-protocol"
        return _fault(at, reason, use)
    if protocol.lower() not in TRANSPORTS:
        # A lone word may be a protocol of its own, which some machine knows.
        unlike = "unknown-protocol" if _WORD.match(entry.protocol) else "no-protocol"
        return Fault("invalid-transport", entry.protocol_span, unlike, {}, use)
    if protocol != protocol.lower():
        return _fault(entry.protocol_span, "upper-case", use)
    digits = text.lstrip("+")
    if digits.startswith("0") and digits.strip("0"):
        reason = "hexadecimal" if digits[:2] in ("0x", "0X") else "octal"
        return _fault(Span(*match.span("port")), reason, use, number=entry.number)
    return None


def _fault(span: Span, reason: str, use: PortUse, **values: object) -> Fault:
    return Fault("unusable-service-entry", span, reason, values, use)
