"""One reading of an entry of inetd.conf, field by field, up to what makes inetd drop it.

Source: openbsd-inetd 0.20221205, getconfigent() in inetd.c. An entry whose protocol says nothing
of the family is read twice, the second time for IPv6. That second time only the first of its lines
is there.
"""

from portlens.formats._template import MASK
from portlens.formats.inetd.host import Host, hosts
from portlens.formats.inetd.lines import Words
from portlens.text.regex import regex
from portlens.text.span import Span

TYPE, PROTOCOL, WAIT, USER, PROGRAM = range(5)
FIELDS = ("type", "protocol", "wait", "user", "program")
KINDS = {"stream": "tcp", "dgram": "udp"}
INTERNAL = "internal"
_INTERNAL_SERVICES = frozenset({"echo", "discard", "time", "daytime", "chargen"})
# A number and one letter, which counts only as `k` and `m`. Behind a last number without one
# inetd looks at what happens to follow in memory.
_SIZE = r"(?:snd|rcv)buf=0*[1-9][0-9]*[^,0-9]?"
_SIZES = regex(rf"{_SIZE}(?:(?<![0-9]),{_SIZE})?")
_VERSIONS = regex(r"[0-9]+(?:-[0-9]+)?")
_RPC = "rpc/"


class Attempt:
    """What was read of an entry.

    `fields` are those behind the service, as far as they are written. `dropped` says why inetd
    passes on to the next entry. `family` is ipv4, ipv6 or unix, or empty where inetd did not come
    that far. `is_default`: it is a line `host:`, for the entries below.
    """

    def __init__(self, written: Span, named: tuple[Host, ...] | None, service: Span) -> None:
        self.written = written
        self.hosts = named  # None: those of the line `host:` above
        self.service = service
        self.fields: list[Span] = []
        self.protocol = ""
        self.family = ""
        self.dropped = ""
        self.argument: Span | None = None
        self.is_default = False
        self.wants_ipv6 = False


def attempt(words: Words, text: str, *, is_second: bool) -> Attempt | None:
    """Return what inetd reads of the entry whose `words` these are; None where there are none."""
    first = words.next()
    if first is None:
        return None
    before, colon, after = first.of(text).rpartition(":")
    named = hosts(before, first.start) if colon else None
    service = Span(first.end - len(after), first.end)
    found = Attempt(first, named, service)
    if colon and not after:
        following = words.next()
        if following is None:
            found.is_default = True
            return found
        found.service = following
    found.dropped = _fields(found, words, text, is_second=is_second)
    return found


def _fields(found: Attempt, words: Words, text: str, *, is_second: bool) -> str:
    """Read what stands behind the service, and return why inetd drops the entry, if it does."""
    for index, name in enumerate(FIELDS):
        word = words.next()
        if word is None:
            return f"no-{name}"
        found.fields.append(word)
        reason = ""
        if index == PROTOCOL:
            reason = _take_protocol(found, word.of(text), text, is_second=is_second)
        elif index == PROGRAM and word.of(text) == INTERNAL:
            is_known = found.service.of(text) in _INTERNAL_SERVICES
            is_known = is_known and found.fields[TYPE].of(text) in KINDS
            reason = "" if is_known or MASK in found.service.of(text) else INTERNAL
        if reason:
            return reason
    found.argument = words.next()
    while words.next() is not None:
        pass
    return ""


def _take_protocol(found: Attempt, word: str, text: str, *, is_second: bool) -> str:
    found.protocol, comma, sizes = word.partition(",")
    if comma and not _SIZES.fullmatch(sizes) and MASK not in word:
        return "buffer"
    if found.protocol == "unix":
        found.family = "unix"
        return ""
    if is_second:
        found.family = "ipv6"
        found.protocol += "6"
    else:
        found.family = "ipv6" if found.protocol.endswith("6") else "ipv4"
        found.wants_ipv6 = not found.protocol.endswith(("4", "6"))
    if found.protocol.startswith(_RPC) and MASK not in found.service.of(text):
        _, slash, versions = found.service.of(text).partition("/")
        return "" if slash and _VERSIONS.fullmatch(versions) else "rpc"
    return ""


def is_rpc(found: Attempt) -> bool:
    """Tell whether the port is one that the system picks and the port mapper tells of."""
    return found.protocol.startswith(_RPC)


def is_dual(found: Attempt, kind: str) -> bool:
    """Tell whether the socket takes IPv4 as well, if it is one of IPv6: only tcp6 does not."""
    return kind == "dgram" or not found.protocol.startswith("tcp6")


def looked_up(found: Attempt) -> str:
    """Return the protocol in which inetd looks for a name.

    For IPv4 that is all before the first digit; for IPv6 only a digit at the end goes, so that
    `tcp46` has no names at all.
    """
    protocol = found.protocol[:10]
    if found.family == "ipv6":
        return protocol[:-1] if _DIGIT.fullmatch(protocol[-1:]) else protocol
    return _DIGIT.split(protocol, maxsplit=1)[0]


_DIGIT = regex(r"[0-9]")
