"""Fixes tried out: what the rules say of the text once it is changed."""

from collections import Counter
from collections.abc import Iterable

from portlens.analysis import Judged, analysing
from portlens.model.finding import Finding
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.text.edit import Edit, apply_edits, moved
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps

# To try an offer takes as long as to check the document. So many characters are read for one
# answer, in so many trials: a line of a usual file needs fewer, and who asks for all of a long
# and damaged one is not kept waiting.
_MOST_READ = 600_000
_LEAST, _MOST = 6, 60


class Trials:
    """Trials of what can be done about `document`, as many as its length allows."""

    def __init__(self, document: Document, before: tuple[Judged, ...], context: Context) -> None:
        """Begin: `before` is what the rules say of `document` as it is."""
        self.document = document
        self._before = before
        self._context = context
        self._left = max(_LEAST, min(_MOST, _MOST_READ // (len(document.text) + 1)))

    @property
    def are_over(self) -> bool:
        """Whether nothing more is tried."""
        return not self._left

    def cures(self, edits: tuple[Edit, ...], finding: Finding) -> Steps[bool]:
        """Tell whether `edits` are known to cure: they have been tried, and this is what happens.

        They do away with `finding`, bring up no error and leave the rest alone. What happens to
        another file is not looked into: such edits are taken at their word.
        """
        if any(edit.path for edit in edits):
            return True
        if self.are_over:
            return False
        changed, after = yield from self._tried(edits)
        if brings_errors(self._before, after):
            return False
        yield
        if not _keep_the_rest(self.document, edits, changed):
            return False
        place = moved(finding.span.start, edits)
        same = [one for one in after if one.finding.rule == finding.rule]
        were = sum(one.finding.rule == finding.rule for one in self._before)
        return len(same) < were or all(one.finding.span.start != place for one in same)

    def brings_nothing(self, edits: tuple[Edit, ...]) -> Steps[bool]:
        """Tell whether `edits` are known to bring up no finding of any severity."""
        if self.are_over:
            return False
        _, after = yield from self._tried(edits)
        return not _rules(after) - _rules(self._before)

    def brings_no_error(self, edits: tuple[Edit, ...]) -> Steps[bool]:
        """Tell whether all of `edits`, which change no other file, together bring up no error.

        `--fix` makes those of a text, or none, by the same.
        """
        if self.are_over:
            return False
        _, after = yield from self._tried(edits)
        return not brings_errors(self._before, after)

    def _tried(self, edits: tuple[Edit, ...]) -> Steps[tuple[Document, tuple[Judged, ...]]]:
        self._left -= 1
        changed = self.document.changed_to(apply_edits(self.document.text, edits))
        workspace = self._context.workspace.with_document(changed)
        after = yield from analysing(changed, self._context._replace(workspace=workspace))
        return changed, after.findings


def _keep_the_rest(document: Document, edits: Iterable[Edit], changed: Document) -> bool:
    """Tell whether the ports on other lines than those of `edits` are what they were.

    In a half-typed text one more word can change what the reader makes of all that follows.
    """
    lines = document.lines
    touched: set[int] = set()
    for edit in edits:
        first, (last, column) = lines.position(edit.span.start), lines.position(edit.span.end)
        is_up_to_line = edit.span.end > edit.span.start and not column
        touched.update(range(first.line, last + (not is_up_to_line)))
    others = Counter(
        _said(use)
        for use in document.uses
        if touched.isdisjoint(
            range(lines.position(use.span.start).line, lines.position(use.span.end).line + 1)
        )
    )
    return not others - Counter(map(_said, changed.uses))


def _said(use: PortUse) -> object:
    ports = tuple((part.first, part.last, part.name) for part in use.parts)
    return use.role, ports, use.address.text if use.address else None, use.transport


def brings_errors(before: Iterable[Judged], after: Iterable[Judged]) -> bool:
    """Tell whether a rule has more errors in `after` than in `before`."""
    return bool(_errors(after) - _errors(before))


def _errors(judged: Iterable[Judged]) -> Counter[str]:
    return Counter(one.finding.rule for one in judged if one.severity == "error")


def _rules(judged: Iterable[Judged]) -> Counter[str]:
    return Counter(one.finding.rule for one in judged)
