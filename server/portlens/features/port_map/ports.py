"""All ports of many documents by number: who uses them, and which are in conflict."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from portlens.analysis import Analysis
from portlens.catalogue.catalogue import Catalogue
from portlens.model.port_use import PortUse
from portlens.network.naming import name_of_use
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.span import Span
from portlens.text.span_set import SpanSet
from portlens.workspace.document import Document

# The rules that say of a port that two want it at once. A line that is merely written twice
# (duplicate-port) takes nothing away from anybody.
CONFLICTS = frozenset(
    {"host-port-conflict", "possible-host-port-conflict", "listen-conflict", "duplicate-listen"}
)


class MappedUse(NamedTuple):
    """One use of a port, and whether a rule finds it in conflict with another."""

    document: Document
    use: PortUse
    is_conflict: bool


class MappedPort(NamedTuple):
    """All uses of one port, or of one range that is written as such, in the order of the files."""

    first: int
    last: int
    name: str  # what most people call it, of a conflict its sides; empty where no table knows it
    uses: tuple[MappedUse, ...]

    @property
    def is_conflict(self) -> bool:
        """Whether one of the uses is in conflict."""
        return any(mapped.is_conflict for mapped in self.uses)


def port_map(
    documents: Iterable[Document], analyses: Mapping[str, Analysis], catalogue: Catalogue
) -> tuple[MappedPort, ...]:
    """Return every known port that `documents` use, by number.

    `documents` are read with the values of their variables; `analyses`, by path, tell the
    conflicts. A conflict that the user suppressed or switched off is none.
    """
    every = sorted(documents, key=lambda document: document.path)
    clashes = conflicts(every, analyses)
    groups: dict[tuple[int, int], list[MappedUse]] = {}
    for document in every:
        spans = clashes.get(document.path)
        for use in document.uses:
            pause()
            key = _numbers(use)
            # The value of a variable counts where the variable stands.
            if key is not None and use.is_effective and not use.feeds:
                is_conflict = spans is not None and spans.meets(use.span)
                groups.setdefault(key, []).append(MappedUse(document, use, is_conflict))
    return tuple(
        MappedPort(first, last, _name(uses, catalogue), tuple(uses))
        for (first, last), uses in sorted(groups.items())
    )


def conflicts(
    documents: Iterable[Document], analyses: Mapping[str, Analysis]
) -> dict[str, SpanSet]:
    """Return, by path, the places that are one end of a conflict or the other."""
    found: dict[str, set[Span]] = {}
    for document in documents:
        for path, span in _clashes(document, analyses[document.path]):
            found.setdefault(path, set()).add(span)
    return {path: SpanSet(spans) for path, spans in found.items()}


def _clashes(document: Document, analysis: Analysis) -> Iterator[tuple[str, Span]]:
    """Yield both ends of each conflict: the path and the place."""
    for judged in analysis.findings:
        pause()
        finding = judged.finding
        if finding.rule in CONFLICTS:
            yield document.path, finding.span
            for related in finding.related:
                yield related.path or document.path, related.span


def _numbers(use: PortUse) -> tuple[int, int] | None:
    """Return the first and last port; None where nobody knows them or the program picks one."""
    if use.port is None or use.port.first is None or use.port.last is None:
        return None
    return use.port.first, use.port.last


def _name(uses: list[MappedUse], catalogue: Catalogue) -> str:
    sides = (name_of_use(mapped.use, catalogue) for mapped in uses if mapped.is_conflict)
    told = dict.fromkeys(islice(filter(None, sides), _MOST_SIDES))
    names = (name_of_use(mapped.use, catalogue) for mapped in uses)
    return ", ".join(told) or next(filter(None, names), "")


_MOST_SIDES = 3  # of a conflict; what is common to many says nothing of each
