"""Fixes tried out: what the rules say of the text once it is changed."""

from collections import Counter
from collections.abc import Iterable

from portlens.analysis import Judged, analyse
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.text.edit import Edit, apply_edits, moved
from portlens.workspace.document import Document


def cures(
    document: Document,
    edits: tuple[Edit, ...],
    finding: Finding,
    before: Iterable[Judged],
    context: Context,
) -> bool:
    """Tell whether `edits` do away with `finding` and bring up no error.

    `before` is what the rules say of `document` as it is. What happens to another file is not
    looked into: such edits are taken at their word.
    """
    if any(edit.path for edit in edits):
        return True
    changed = Document(document.path, apply_edits(document.text, edits), document.format)
    workspace = context.workspace.with_document(changed)
    after = analyse(changed, context._replace(workspace=workspace)).findings
    if brings_errors(before, after):
        return False
    place = moved(finding.span.start, edits)
    same = [one for one in after if one.finding.rule == finding.rule]
    were = sum(one.finding.rule == finding.rule for one in before)
    return len(same) < were or all(one.finding.span.start != place for one in same)


def brings_errors(before: Iterable[Judged], after: Iterable[Judged]) -> bool:
    """Tell whether a rule has more errors in `after` than in `before`."""
    return bool(_errors(after) - _errors(before))


def _errors(judged: Iterable[Judged]) -> Counter[str]:
    return Counter(one.finding.rule for one in judged if one.severity == "error")
