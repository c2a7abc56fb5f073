"""A flood of findings of one kind, cut to what somebody reads.

A hundred findings of one rule in one file have one cause more often than a hundred, and a hint that
says the same in three hundred files is one habit. The reports for people show the first and count
the others; those for machines list every one.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence

from portlens.cli.report.result import Located, Result
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.visible import visible

FIRST = 5  # of one rule in one file; of hints that say the same, in all files


class Shown(NamedTuple):
    """A finding to show, and the words for those of its kind that are passed over after it."""

    found: Located
    notes: tuple[Phrase, ...] = ()


def shown(result: Result) -> Iterator[Shown]:
    """Yield the findings to show, in their order."""
    if result.style.is_all:
        yield from map(Shown, result.findings)
        return
    left, habits = _cut(result.findings, _habit)
    left, floods = _cut(left, lambda found: (found.path, found.judged.finding.rule))
    for found in left:
        passed = floods.get(id(found), [])
        notes = [_note(found, passed)] if passed else []
        # A hint after which others would be counted may itself be passed over.
        notes += (_note(one, habits[id(one)]) for one in (found, *passed) if id(one) in habits)
        yield Shown(found, tuple(notes))


def _habit(found: Located) -> Hashable:
    """Return what a hint has in common with others; None for what is worth more than a hint."""
    finding = found.judged.finding
    return (finding.rule, finding.message.en) if found.judged.severity == "hint" else None


def _cut(
    findings: Sequence[Located], kind: Callable[[Located], Hashable]
) -> tuple[list[Located], dict[int, list[Located]]]:
    """Return the first of each kind, and by the id of the last of these the others.

    What is of no kind, None, stays.
    """
    left: list[Located] = []
    passed: dict[int, list[Located]] = {}
    firsts: dict[Hashable, list[Located]] = {}
    for found in findings:
        key = kind(found)
        before = [] if key is None else firsts.setdefault(key, [])
        if len(before) < FIRST:
            before.append(found)
            left.append(found)
        else:
            passed.setdefault(id(before[-1]), []).append(found)
    return left, passed


def _note(found: Located, passed: Sequence[Located]) -> Phrase:
    rule = found.judged.finding.rule
    files = {one.path for one in passed}
    if len(files) == 1:
        return MORE.fill(count=len(passed), rule=rule, path=visible(passed[0].shown))
    return IN_FILES.fill(count=len(passed), rule=rule, files=len(files))


MORE = Phrase(
    "{count} more of {rule} in {path} (--all shows them)",
    "{path} の {rule} は、ほかに {count} 件あります（--all で表示）",
)
IN_FILES = Phrase(
    "{count} more of {rule} in {files} files (--all shows them)",
    "{rule} は、{files} 個のファイルにほかに {count} 件あります（--all で表示）",
)
