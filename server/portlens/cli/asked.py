"""What `portlens explain WHAT` asks for: ports by number or by name, or nothing there is."""

from typing import NamedTuple

from portlens.catalogue.catalogue import Catalogue
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.phrase import Phrase

MOST_PORTS = 1024  # of one range
TRANSPORTS = ("tcp", "udp", "sctp", "dccp", "ddp")


class Ports(NamedTuple):
    """The ports asked for, and the only transport that matters, or None."""

    numbers: tuple[int, ...]
    transport: str | None = None


class Nothing(NamedTuple):
    """No such port: why. The nearest names are worth showing where a name was meant."""

    reason: Phrase
    is_name: bool = False


def asked(catalogue: Catalogue, what: str) -> Ports | Nothing:
    """Read WHAT: `5432`, `5432/udp`, `6000-6063`, `postgresql`, `domain/udp`."""
    subject, slash, transport = what.partition("/")
    transport = transport.casefold()
    # A name may hold a slash itself: EtherNet/IP-1.
    if slash and transport not in TRANSPORTS:
        if _numbers(subject) is not None:
            return Nothing(NO_TRANSPORT.fill(what=transport or "/", known=", ".join(TRANSPORTS)))
        return _named(catalogue, what, None)
    only = transport or None
    numbers = _numbers(subject)
    if numbers is None:
        return _named(catalogue, subject, only)
    first, last = numbers
    if not (0 <= first <= HIGHEST_PORT and 0 <= last <= HIGHEST_PORT):
        return Nothing(NO_PORT.fill(what=subject, highest=HIGHEST_PORT))
    if last < first:
        return Nothing(REVERSED.fill(first=last, last=first))
    if last - first >= MOST_PORTS:
        return Nothing(TOO_MANY.fill(most=MOST_PORTS))
    return Ports(tuple(range(first, last + 1)), only)


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
    rows = catalogue.named(name, transport)
    if not rows:
        return Nothing(UNKNOWN.fill(what=name), is_name=True)
    rows = [row for row in rows if row.status == "official"] or rows
    numbers = dict.fromkeys(row.first for row in rows)
    # comsat is 512/udp: of 512 nothing else is asked.
    transports = {each for row in rows for each in row.transports}
    only = transport or (transports.pop() if len(transports) == 1 else None)
    return Ports(tuple(numbers), only)


NO_PORT = Phrase(
    "{what} is not a port: the highest is {highest}, the lowest 0",
    "{what} はポート番号ではありません（0〜{highest}）",
)
NO_TRANSPORT = Phrase(
    "{what} is not a transport: {known}", "{what} はトランスポートではありません（{known}）"
)
REVERSED = Phrase(
    "the range is reversed; forwards it is {first}-{last}",
    "範囲の前後が逆です（正しくは {first}-{last}）",
)
TOO_MANY = Phrase(
    "that is too long a range: at most {most} ports", "範囲が広すぎます（{most} ポートまで）"
)
UNKNOWN = Phrase("no table knows {what}", "{what} はどの表にもありません")
