"""What excludes each other is told once: one paragraph shows both places.

A conflict of two programs is a finding in the files of both, for an editor shows one file, and so
do the services that read reports. Who reads a run from top to bottom has one mistake to mend.
"""

from collections.abc import Sequence

from portlens.cli.report.flood import FIRST
from portlens.cli.report.result import Located
from portlens.text.span import Span

_Spot = tuple[str, Span]


def without_twins(findings: Sequence[Located]) -> list[Located]:
    """Return the findings less those that say nothing which one before them has not shown.

    Such a one is of the same rule and as severe, and its place and all that it names are among
    the places of the other.
    """
    told: dict[tuple[str, str, _Spot], set[_Spot]] = {}
    left = []
    for found in findings:
        finding, severity = found.judged
        spot = (found.path, finding.span)
        others = [(related.path or found.path, related.span) for related in finding.related]
        known = told.get((finding.rule, severity, spot), set()) if others else set()
        if others and known.issuperset(others):
            continue
        left.append(found)
        places = {spot, *others[:FIRST]}
        for other in others[:FIRST]:
            if other[0] != found.path:
                told.setdefault((finding.rule, severity, other), set()).update(places)
    return left
