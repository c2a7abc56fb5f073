"""One line of a services file, as the C library sees it."""

from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_WORD = regex(r"[^ \t\v\f\r]+")

# Protocols that /etc/protocols of a usual system knows and that have ports.
TRANSPORTS = frozenset({"tcp", "udp", "sctp", "dccp", "udplite", "ddp"})


class Entry(NamedTuple):
    """What stands at each place of a line; a place where nothing stands is empty.

    `number` is the port that the C library takes from the line, modulo 65536 and in base 8 or
    16 where it is written so; None where the library skips the line.
    """

    name: str
    number: int | None
    protocol: str
    aliases: tuple[str, ...]
    name_span: Span
    protocol_span: Span
    aliases_span: Span  # from the first alias to the end of the last

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)

    def name_spans(self, text: str) -> tuple[Span, ...]:
        """Return where each of `names` stands in the file's `text`."""
        start, end = self.aliases_span
        aliases = (Span(*match.span()) for match in _WORD.finditer(text, start, end))
        return (self.name_span, *aliases)


def number_of(text: str) -> int | None:
    """Return the port that strtoul(3) in base 0 and a cut to 16 bits make of `text`.

    None where the C library skips the line: no number, or one of more than 32 bits.
    """
    match = _NUMBER.match(text)
    if not match:
        return None
    sign, hexadecimal, octal, decimal = match.groups()
    digits = hexadecimal or octal or decimal
    value = to_number(digits, 16 if hexadecimal else 8 if octal else 10)
    if value >= 1 << 64:
        return None
    if sign == "-":
        value = -value % (1 << 64)
    return value & 0xFFFF if value < 1 << 32 else None


_NUMBER = regex(r"([+-]?)(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))\Z")
