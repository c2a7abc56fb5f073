"""Which of the safe fixes of one text can be made together."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from portlens.analysis import Judged
from portlens.model.finding import Fix
from portlens.text.edit import Edit
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class Cure(NamedTuple):
    """A finding and the fix that is to be made."""

    judged: Judged
    fix: Fix


def safe_fixes(judged: Iterable[Judged], *, has_unsafe: bool = False) -> list[Cure]:
    """Return the first safe fix of each finding, of those that can be made at once.

    With `has_unsafe` a finding without one has the fix that its rule prefers instead.

    A fix is made as a whole or not at all: not where it overlaps an earlier one, and not where
    it changes another file too, since no two files can be written in one go.
    """
    taken: list[Span] = []
    found: list[Cure] = []
    for each in judged:
        for fix in _wanted(each.finding.fixes, has_unsafe=has_unsafe):
            if (fix.edits or fix.of_file) and all(_is_free(edit, taken) for edit in fix.edits):
                for edit in fix.edits:
                    insort(taken, edit.span)
                found.append(Cure(each, fix))
                break
    return found


def _wanted(fixes: Sequence[Fix], *, has_unsafe: bool) -> Sequence[Fix]:
    """Return the fixes to try, in their order; among several unsafe ones only a user can choose."""
    safe = [fix for fix in fixes if fix.is_safe]
    if safe or not has_unsafe:
        return safe
    return fixes if len(fixes) == 1 else [fix for fix in fixes if fix.is_preferred][:1]


def _is_free(edit: Edit, taken: list[Span]) -> bool:
    """Tell whether no span of `taken`, which is sorted and has no overlaps, stands in the way."""
    if edit.path is not None:
        return False
    at = bisect_left(taken, edit.span)
    return not any(_overlap(edit.span, other) for other in taken[max(0, at - 1) : at + 1])


def _overlap(one: Span, other: Span) -> bool:
    return one == other or (one.start < other.end and other.start < one.end)
