"""An nftables file to port uses."""

from collections.abc import Iterable, Mapping, Sequence

from portlens.formats._format import Fault, Reading
from portlens.formats._template import MASK, unfilled
from portlens.formats.nftables.chains import Rule, rules
from portlens.formats.nftables.entry import Entry
from portlens.formats.nftables.matches import Match, matches
from portlens.formats.nftables.sets import Key, elements
from portlens.formats.nftables.statements import statements
from portlens.formats.nftables.values import Found, Port
from portlens.formats.nftables.variables import variables
from portlens.formats.nftables.words import refused_return, words
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span

# `th` is whatever the rule says elsewhere; udplite has the ports of UDP.
_TRANSPORTS = {"th": "tcp", "udplite": "udp"}
# Templates of other programs write `@port@`; to nft `@web` is a set.
_SET = regex(r"(?<![\w@])@[A-Za-z_][\w.-]*(?![\w@.-])")


class _Wanted(NamedTuple):
    """A rule that asks for the ports of a set or a variable."""

    transport: str
    entry: Entry


def read(text: str, path: str) -> Reading:
    """Return the ports of an nftables file, whatever state its text is in.

    Silent is what only the kernel or another file knows: the type of a set, a variable's value.
    """
    filled = _with_sets(unfilled(text, path), text)
    lines = statements(words(filled))
    reader = _Reader()
    for rule in rules(lines):
        pause()
        for match in matches(rule.words, rule.hook, filled):
            reader.take_match(match, rule)
    for each in elements(lines):
        reader.take_set(each.key, each.found)
    reader.take_variables(variables(lines))
    refused = refused_return(filled)
    if refused is not None:
        reader.faults.append(Fault("windows-line-break", refused, "nftables"))
    uses = sorted(reader.uses, key=lambda use: use.span)
    return Reading(
        tuple(uses),
        tuple(sorted(reader.faults, key=lambda fault: fault.span)),
        mentions=tuple(reader.mentions),
    )


class _Reader:
    """What has been read, and of which sets and variables the rules ask for ports."""

    def __init__(self) -> None:
        self.uses: list[PortUse] = []
        self.faults: list[Fault] = []
        self.mentions: list[PortUse] = []
        self._sets: dict[Key, list[_Wanted]] = {}
        self._variables: dict[str, list[_Wanted]] = {}
        self._asked: list[str] = []  # the names of these variables

    def take_match(self, match: Match, rule: Rule) -> None:
        transport = _TRANSPORTS.get(match.transport, match.transport)
        wanted = _Wanted(transport, match.entry)
        into = self.mentions if match.is_compared else self.uses
        self._take(match.found, wanted, rule.owner, rule.table, into)

    def take_set(self, key: Key, found: list[Found]) -> None:
        wanted = _together(self._sets.get(key, []))
        self._take(found, wanted, f"{key[0][1]} @{key[1]}", key[0], self.uses)

    def take_variables(self, known: Mapping[str, list[Found]]) -> None:
        """Read the values of those variables that stand in the place of ports somewhere."""
        for name in self._asked:  # which grows by the variables that the values name
            pause()
            wanted = _together(self._variables[name])
            self._take(known.get(name, []), wanted, f"${name}", ("", ""), self.uses)

    def _take(
        self,
        found: Iterable[Found],
        wanted: _Wanted,
        owner: str,
        table: tuple[str, str],
        into: list[PortUse],
    ) -> None:
        for each in found:
            pause()
            if isinstance(each, Fault):
                self.faults.append(each)
            elif isinstance(each, Port):
                use = PortUse(
                    "filters",
                    each.span,
                    each.port,
                    wanted.transport,
                    owner=owner,
                    detail=wanted.entry,
                )
                into.append(use)
            elif each.sign == "$":
                if each.name not in self._variables:
                    self._variables[each.name] = []
                    self._asked.append(each.name)
                self._variables[each.name].append(wanted)
            else:
                self._sets.setdefault((table, each.name), []).append(wanted)


def _together(wanted: Sequence[_Wanted]) -> _Wanted:
    """Return what all that ask for a set have in common; the transport of the first."""
    if not wanted:
        return _Wanted("tcp", Entry("dport"))
    transport, entry = wanted[0]
    if any(other.entry != entry for other in wanted):
        entry = Entry(entry.side)
    return _Wanted(transport, entry)


def _with_sets(filled: str, text: str) -> str:
    """Return `filled` with the names of sets, which are no placeholders here."""
    if "@" not in text:
        return filled
    pieces, end = [], 0
    for match in _SET.finditer(text):
        pause()
        span = Span(*match.span())
        if set(span.of(filled)) == {MASK} and filled[span.start - 1 : span.start] != MASK:
            pieces += [filled[end : span.start], match[0]]
            end = span.end
    return "".join(pieces) + filled[end:]
