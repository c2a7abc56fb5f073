"""A flood of findings of one kind, cut to what somebody reads.

A hundred findings of one rule in one file have one cause more often than a hundred. The
reports for people show the first and count the others; those for machines list every one.
"""

from collections.abc import Iterator

from portlens.cli.report.result import Located, Result
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.visible import visible

FIRST = 5  # of one rule in one file


class Shown(NamedTuple):
    """A finding to show, and how many of its kind are passed over after it."""

    found: Located
    more: int = 0

    def note(self) -> Phrase:
        """Return the words for those passed over."""
        rule, path = self.found.judged.finding.rule, visible(self.found.shown)
        return MORE.fill(count=self.more, rule=rule, path=path)


def shown(result: Result) -> Iterator[Shown]:
    """Yield the findings to show, in their order."""
    kinds = [(found.path, found.judged.finding.rule) for found in result.findings]
    total: dict[tuple[str, str], int] = {}
    for kind in kinds:
        total[kind] = total.get(kind, 0) + 1
    seen: dict[tuple[str, str], int] = {}
    for found, kind in zip(result.findings, kinds, strict=True):
        seen[kind] = number = seen.get(kind, 0) + 1
        if result.style.is_all or number < FIRST:
            yield Shown(found)
        elif number == FIRST:
            yield Shown(found, total[kind] - FIRST)


MORE = Phrase(
    "{count} more of {rule} in {path} (--all shows them)",
    "{path} の {rule} は、ほかに {count} 件あります（--all で表示）",
)
