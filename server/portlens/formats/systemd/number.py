"""A port as systemd's parse_ip_port() reads it: a number in any base that C knows, and two more.

Source: systemd 252, src/basic/parse-util.c.
"""

from portlens.formats._format import Fault
from portlens.model.port_use import HIGHEST_PORT, PortRange
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_NUMBER = regex(
    r"(?P<sign>[+-]?)(?:0[xX](?P<b16>[0-9a-fA-F]+)|(?P<b8>0[0-7]*)|(?P<b10>[1-9][0-9]*))"
    r"|0[bB](?P<b2>[01]+)|0[oO](?P<o8>[0-7]+)"
)


def number_of(text: str) -> int | None:
    """Return the number that `text` is to systemd, or None where it is none."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    if match["b2"] or match["o8"]:
        return to_number(match["b2"] or match["o8"], 2 if match["b2"] else 8)
    base = 16 if match["b16"] else 8 if match["b8"] else 10
    size = to_number(match["b16"] or match["b8"] or match["b10"], base)
    return -size if match["sign"] == "-" else size


def read_number(text: str, span: Span) -> tuple[PortRange, Fault | None]:
    """Return the port that `text`, which stands at `span`, is, and what is wrong with it."""
    number = number_of(text)
    unknown = PortRange(span, None, None)
    if number is None:
        return unknown, Fault("invalid-port", span, "not-a-number")
    if number > HIGHEST_PORT:
        return unknown, Fault("port-out-of-range", span, "highest")
    if number < 1:
        return unknown, Fault("port-out-of-range", span, "lowest", {"lowest": 1})
    return PortRange(span, number, number), None
