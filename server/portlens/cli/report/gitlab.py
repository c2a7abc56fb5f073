"""`check --output-format gitlab`: a Code Quality report, which merge requests show.

Source: GitLab's documentation, Code Quality, "Code Quality report format".
"""

from portlens.cli.report.fingerprint import fingerprints
from portlens.cli.report.result import Located, Result
from portlens.cli.report.root import Root
from portlens.cli.terminal import dump_json

LEVELS = {"error": "major", "warning": "minor", "information": "info", "hint": "info"}


def report(result: Result) -> str:
    """Return a JSON array with one object for each finding."""
    root = Root(result.inputs)
    marks = fingerprints(result.findings, result.places, root)
    answer = [
        _finding(found, mark, result, root)
        for found, mark in zip(result.findings, marks, strict=True)
    ]
    return dump_json(answer, result.stream)


def _finding(found: Located, mark: str, result: Result, root: Root) -> dict[str, object]:
    finding = found.judged.finding
    place = result.places.range(found.path, finding.span)
    return {
        "description": result.say(finding.message),
        "check_name": finding.rule,
        "fingerprint": mark,
        "severity": LEVELS[found.judged.severity],
        "location": {
            "path": root.below(found.path),
            "lines": {"begin": place.line, "end": place.end_line},
        },
    }
