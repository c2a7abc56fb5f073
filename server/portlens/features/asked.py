"""What one who wants an explanation asks for: ports by number or by name, or nothing there is."""

from portlens.catalogue.catalogue import Catalogue
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.regex import regex
from portlens.text.visible import echo

MOST_PORTS = 1024  # of one range
TRANSPORTS = ("tcp", "udp", "sctp", "dccp", "ddp")
_LIST = regex(r"([0-9]{1,5})(?:[,、; ]+[0-9]{1,5}(?:-[0-9]{1,5})?)+(?:/\w+)?")
_MAPPING = regex(r".+:([0-9]{1,5})(?:/\w+)?")


class Ports(NamedTuple):
    """The ports asked for, and the only transport that matters, or None.

    `is_over`: the question has that transport, and not the catalogue alone.
    """

    numbers: tuple[int, ...]
    transport: str | None = None
    is_over: bool = False


class Nothing(NamedTuple):
    """No such port: why. The nearest names are worth showing where a name was meant."""

    reason: Phrase
    is_name: bool = False


def asked(catalogue: Catalogue, what: str) -> Ports | Nothing:
    """Read WHAT: `5432`, `5432/udp`, `6000-6063`, `postgresql`, `domain/udp`."""
    what = _narrow(what)
    subject, slash, transport = what.partition("/")
    transport = transport.casefold()
    if not subject and (not transport or transport in TRANSPORTS):
        return Nothing(NO_SUBJECT)
    # A name may hold a slash itself: EtherNet/IP-1.
    if slash and transport not in TRANSPORTS:
        if _numbers(subject) is None:
            return _named(catalogue, what, None)
        wrong = NO_TRANSPORT.fill(what=echo(transport)) if transport else MISSING_TRANSPORT
        return Nothing(KNOWN_TRANSPORTS.fill(wrong=wrong, known=in_a_row(TRANSPORTS)))
    only = transport or None
    numbers = _numbers(subject)
    if numbers is None:
        return _named(catalogue, subject, only)
    first, last = numbers
    if not (0 <= first <= 65535 and 0 <= last <= 65535):
        return Nothing(NO_PORT.fill(what=echo(subject), highest=65535))
    if last < first:
        return Nothing(REVERSED.fill(first=last, last=first))
    if last - first >= MOST_PORTS:
        return Nothing(TOO_MANY.fill(most=MOST_PORTS))
    return Ports(tuple(range(first, last + 1)), only, only is not None)


def _narrow(text: str) -> str:
    """Return `text` with full-width digits and letters as ASCII has them."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFKC", text)


def _numbers(text: str) -> tuple[int, int] | None:
    """Return the first and last number that `text` writes; None where it is a name."""
    sign = -1 if text.startswith("-") else 1
    first, dash, last = text.removeprefix("-").partition("-")
    if not _is_number(first) or (dash and not _is_number(last)):
        return None
    # Python refuses to read thousands of digits; twenty are no port either.
    lowest = sign * int(first[:20])
    return lowest, int(last[:20]) if dash else lowest


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _named(catalogue: Catalogue, name: str, transport: str | None) -> Ports | Nothing:
    # Where the name has nothing over this transport, its page says what it has over others.
    rows = catalogue.named(name, transport) or catalogue.named(name)
    if not rows:
        return _unknown(name)
    numbers = dict.fromkeys(row.first for row in rows)
    # comsat is 512/udp: of 512 nothing else is asked.
    transports = {each for row in rows for each in row.transports}
    only = transport or (transports.pop() if len(transports) == 1 else None)
    return Ports(tuple(numbers), only, transport is not None)


def _unknown(name: str) -> Nothing:
    """Return that nobody knows the name; what looks like several ports gets a hint instead."""
    several = _LIST.fullmatch(name)
    if several:
        return Nothing(ONE_AT_A_TIME.fill(what=echo(name), port=several[1]))
    mapping = _MAPPING.fullmatch(name)
    if mapping:
        return Nothing(PORT_ALONE.fill(what=echo(name), port=mapping[1]))
    return Nothing(UNKNOWN.fill(what=echo(name)), is_name=True)


NO_PORT = Phrase(
    "{what} is not a port: the highest is {highest}, the lowest 0",
    "{what} はポート番号ではありません（0〜{highest}）",
)
NO_TRANSPORT = Phrase("{what} is not a transport", "{what} はトランスポートではありません")
MISSING_TRANSPORT = Phrase(
    "no transport stands behind the slash", "/ の後にトランスポートがありません"
)
KNOWN_TRANSPORTS = Phrase("{wrong}: {known}", "{wrong}（{known}）")
NO_SUBJECT = Phrase("neither a port nor a name is given", "ポートも名前も指定されていません")
ONE_AT_A_TIME = Phrase(
    "{what} is a list: explain takes one port or one range at a time, such as {port}",
    "{what} は複数のポートです（{port} のように、ポートか範囲を 1 つずつ指定します）",
)
PORT_ALONE = Phrase(
    "{what} is more than a port: explain takes the port alone, {port}",
    "{what} はポート以外も含みます（{port} のように、ポートだけを指定します）",
)
REVERSED = Phrase(
    "the range is reversed; forwards it is {first}-{last}",
    "範囲の前後が逆です（正しくは {first}-{last}）",
)
TOO_MANY = Phrase(
    "that is too long a range: at most {most} ports", "範囲が広すぎます（{most} ポートまで）"
)
UNKNOWN = Phrase("no table knows {what}", "{what} はどの表にもありません")
