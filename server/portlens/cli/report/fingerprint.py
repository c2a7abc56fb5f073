"""What a finding is known by after lines above it came or went, or its file was renamed."""

from collections.abc import Sequence
from hashlib import sha256

from portlens.cli.report.result import Located, Places
from portlens.cli.report.root import Root


def fingerprints(findings: Sequence[Located], places: Places, root: Root) -> list[str]:
    """Return one name for each finding: its rule, its file, and the text of its line.

    The line's number is no part of it, nor is its indentation; of equal ones the later gets
    its rank added, so that no two findings of a report share a name.
    """
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for each in findings:
        rule, *text = _known_by(each, places)
        known_by = rule, root.below(each.path), *text
        rank = seen[known_by] = seen.get(known_by, 0) + 1
        found.append(_digest(*known_by, str(rank)))
    return found


def mark(found: Located, places: Places) -> str:
    """Return what `found` is known by in whichever file: its rule, and the text of its line.

    Equal findings have equal marks; whoever compares two runs counts them.
    """
    return _digest(*_known_by(found, places))


def _known_by(found: Located, places: Places) -> tuple[str, str, str]:
    finding, lines = found.judged.finding, places.lines(found.path)
    line = lines.line_span(lines.position(finding.span.start).line).of(lines.text)
    return finding.rule, line.strip(), finding.span.of(lines.text)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
