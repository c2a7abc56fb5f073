"""The other ends of conflicts, for editors: a rule reports only the second place that wants a port.

They are no findings: nobody counts them, and what silences the finding silences them.
"""

from collections.abc import Iterable, Iterator
from posixpath import basename

from portlens.analysis import Analysis
from portlens.features.port_map.ports import CONFLICTS
from portlens.model.finding import Related
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


class OtherEnd(NamedTuple):
    """A place that another is in conflict with; `back` is that one, where the finding is."""

    span: Span
    rule: str
    message: Phrase
    back: Related


def other_ends(
    document: Document, judged: Iterable[tuple[Document, Analysis]]
) -> Iterator[OtherEnd]:
    """Yield what stands in `document`, of the findings of all documents that are `judged`.

    Each place is told of once for a rule, and not where that has a finding itself.
    """
    every = [
        (there, each.finding)
        for there, analysis in judged
        for each in analysis.findings
        if each.finding.rule in CONFLICTS
    ]
    told = {(finding.rule, finding.span) for there, finding in every if there.path == document.path}
    for there, finding in every:
        for related in finding.related:
            key = finding.rule, related.span
            if (related.path or there.path) == document.path and key not in told:
                told.add(key)
                back = Related(finding.span, finding.message, there.path)
                yield OtherEnd(related.span, finding.rule, _message(document, there, back), back)


def _message(document: Document, there: Document, back: Related) -> Phrase:
    line = there.lines.position(back.span.start).line + 1
    if there.path == document.path:
        return HERE.fill(line=line)
    return THERE.fill(place=f"{basename(there.path)}:{line}")


HERE = Phrase("in conflict with line {line}", "{line} 行目と競合しています")
THERE = Phrase("in conflict with {place}", "{place} と競合しています")
