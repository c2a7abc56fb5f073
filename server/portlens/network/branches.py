"""What two branches of a template have against each other."""

from bisect import bisect_left
from collections.abc import Sequence

from portlens.model.finding import Finding
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def may_come_true(finding: Finding, document: Document, workspace: Workspace) -> bool:
    """Tell whether the ends of a finding in `document` come true together.

    Of `listen 80;` and `listen 80 ssl;` in two branches only one is ever written. With no
    decision between two places of a file, either both are there or none is; between two files
    any decision in either counts.
    """
    for end in finding.related:
        if end.path is None or end.path == document.path:
            if _decides_between(document.decisions, finding.span.start, end.span.start):
                return False
        elif document.decisions:
            return False
        else:
            other = workspace.document(end.path)
            if other is not None and other.decisions:
                return False
    return True


def _decides_between(decisions: Sequence[int], one: int, other: int) -> bool:
    return bool(decisions) and bisect_left(decisions, one) != bisect_left(decisions, other)
