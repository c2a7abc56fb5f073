"""Findings of a whole configuration, sorted by the files that they stand in."""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


def by_path(findings: Iterator[tuple[Document, Finding]]) -> dict[str, list[Finding]]:
    """Sort findings by the path of their file; in one that is included twice each is made twice."""
    by_path: dict[str, list[Finding]] = {}
    seen: set[tuple[str, Span, Phrase]] = set()
    for place, finding in findings:
        key = place.path, finding.span, finding.message
        if key not in seen:
            seen.add(key)
            by_path.setdefault(place.path, []).append(finding)
    return by_path
