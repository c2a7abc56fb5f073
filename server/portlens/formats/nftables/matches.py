"""The matches of a rule: `tcp dport 22`, `udp sport { 53, 123 }`, `th dport vmap { … }`."""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Fault
from portlens.formats.nftables.entry import Entry, Side, Verdict
from portlens.formats.nftables.values import (
    Found,
    Port,
    given_at,
    is_keyword,
    listed,
    port_at,
)
from portlens.formats.nftables.words import Word
from portlens.model.port_use import PortRange
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.span import Span

TRANSPORTS = frozenset({"tcp", "udp", "sctp", "dccp", "udplite", "th"})
_MAPS = frozenset({"map", "vmap"})
_EQUAL = frozenset({"==", "eq"})
_NOT = frozenset({"!=", "ne"})
_COMPARED = frozenset({"<", ">", "<=", ">=", "lt", "gt", "le", "ge"})
# Behind these the header's field is what is asked for, and no port follows.
_TAKES_FIELD = frozenset({"typeof", "jhash", "symhash", ".", ":", "to", "set", "with"})
_BITWISE = frozenset({"and", "or", "xor"})
# What joins a value with more of an expression.
_GOES_ON = frozenset({",", ".", ":", "-", "<<", ">>", "=", "{", "$", "@"}) | _BITWISE


class Match(NamedTuple):
    """The ports that a rule asks for; `is_compared`: with `<` and the like."""

    transport: str
    entry: Entry
    found: list[Found]
    is_compared: bool = False


def matches(words: Sequence[Word], hook: str, text: str) -> Iterator[Match]:
    """Yield the matches of one rule of `text`; `hook` is that of its chain."""
    verdict = verdict_of(words)
    depth, index = 0, 0
    while index < len(words):
        pause()
        word = words[index]
        if word.kind == "sign":
            depth += (word.text == "{") - (word.text == "}")
        elif not depth and _is_field(words, index):
            side: Side = "dport" if words[index + 1].text == "dport" else "sport"
            match, index = _match(words, index, Entry(side, verdict, hook), text)
            if match is not None:
                yield match
            continue
        index += 1


def _is_field(words: Sequence[Word], at: int) -> bool:
    """Tell whether `tcp dport` stands at `at`, to be compared with something."""
    if words[at].text not in TRANSPORTS or words[at].kind != "name" or at + 1 >= len(words):
        return False
    if words[at + 1].text not in {"dport", "sport"} or words[at + 1].kind != "name":
        return False
    before = words[at - 1] if at else None
    if before is None or before.text not in _TAKES_FIELD:
        return True
    # `meta mark set tcp dport map { … }`
    return at + 2 < len(words) and words[at + 2].text in _MAPS and before.text != "."


def _match(words: Sequence[Word], at: int, entry: Entry, text: str) -> tuple[Match | None, int]:
    """Read the match at `at`; return it, and where to go on."""
    match = Match(words[at].text, entry, [])
    end = at + 2
    operator = words[end].text if end < len(words) and words[end].kind != "quoted" else ""
    if operator in _BITWISE:
        # The number that is compared is not the packet's port: `tcp dport and 0xff == 22`.
        return None, end
    if operator == "set":
        return match._replace(found=_refused(words, end + 1)), end + 1
    match = _by(operator, match)
    is_map = operator in _MAPS
    if operator in _MAPS | _EQUAL | _NOT | _COMPARED:
        end += 1
    if end >= len(words) or is_keyword(words[end]):
        before = words[end - 1].span
        fault_at = before if at == 0 else None
        return match._replace(found=_missing(_behind(before, text), fault_at)), end
    value = words[end]
    if value.kind == "sign" and value.text == "{":
        return _list(match, words, end, is_map=is_map)
    given = given_at(words, end) if value.kind == "sign" else None
    if given is not None:
        return match._replace(found=[given]), end + 2
    found, after = port_at(words, end)
    if after == end or is_map or _goes_on(words, after):
        return None, max(after, end)
    return match._replace(found=found), after


def _by(operator: str, match: Match) -> Match:
    """Return `match` as `operator` changes what it asks for."""
    if operator in _MAPS:
        return match._replace(entry=match.entry._replace(verdict=""))
    if operator in _NOT:
        return match._replace(entry=match.entry._replace(is_not=True))
    return match._replace(is_compared=operator in _COMPARED)


def _list(match: Match, words: Sequence[Word], at: int, *, is_map: bool) -> tuple[Match, int]:
    found, end, is_closed = listed(words, at, is_map=is_map)
    if is_closed and end == at + 2:  # nothing between the braces
        place = Span(*[words[at].span.end] * 2)
        found = _missing(place, place)
    return match._replace(found=found), end


def _refused(words: Sequence[Word], at: int) -> list[Found]:
    """Return what nft refuses of the port at `at` that a packet gets: `tcp dport set 8080`.

    The port itself is left out, for the rule does not ask for packets of that port.
    """
    if _goes_on(words, at + 1):
        return []
    found, _ = port_at(words, at)
    return [each for each in found if isinstance(each, Fault)]


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """Tell whether the value before `at` is part of something larger."""
    if at >= len(words):
        return False
    return words[at].is_joined or words[at].kind == "" or words[at].text in _GOES_ON


def _missing(place: Span, fault_at: Span | None) -> list[Found]:
    """Return a port still to be typed at `place`, and that nft misses it, told at `fault_at`."""
    found: list[Found] = [Port(place, PortRange(place, None, None))]
    return found if fault_at is None else [*found, Fault("missing-port", fault_at, "nftables")]


def _behind(word: Span, text: str) -> Span:
    """Return the place one blank behind a word; its end where there is no blank."""
    at = word.end + (text[word.end : word.end + 1] in {" ", "\t"})
    return Span(at, at)


def verdict_of(words: Sequence[Word]) -> Verdict:
    """Return what the rule decides, where that does not depend on the port."""
    for word in reversed(words):
        if word.kind == "name" and word.text in {"accept", "drop", "reject"}:
            return word.text  # type: ignore[return-value]
        if word.kind == "sign" and word.text == "}":
            return ""
    return ""
