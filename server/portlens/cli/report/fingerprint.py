"""What a finding is known by after lines above it came or went."""

from collections.abc import Sequence
from hashlib import sha256

from portlens.cli.report.result import Located, Places
from portlens.cli.report.root import Root


def fingerprints(findings: Sequence[Located], places: Places, root: Root) -> list[str]:
    """Return one name for each finding: its rule, its file, and the text of its line.

    The line's number is no part of it, nor is its indentation; of equal ones the later gets
    its rank added, so that no two findings of a report share a name.
    """
    seen: dict[str, int] = {}
    found = []
    for each in findings:
        finding = each.judged.finding
        lines = places.lines(each.path)
        line = lines.line_span(lines.position(finding.span.start).line).of(lines.text).strip()
        marked = finding.span.of(lines.text)
        known_by = "\0".join((finding.rule, root.below(each.path), line, marked))
        rank = seen[known_by] = seen.get(known_by, 0) + 1
        name = f"{known_by}\0{rank}".encode("utf-8", "surrogateescape")
        found.append(sha256(name).hexdigest()[:32])
    return found
