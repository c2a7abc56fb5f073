"""`check --output-format github`: annotations in a pull request.

Source: GitHub's workflow commands (`::error file=…,line=…::message`).
"""

from portlens.cli.report.result import Result
from portlens.cli.report.root import Root
from portlens.text.escape import annotation
from portlens.workspace.files import absolute

LEVELS = {"error": "error", "warning": "warning", "information": "notice", "hint": "notice"}


def report(result: Result) -> str:
    """Return one workflow command for each finding and each file that could not be read."""
    root, lines = Root(result.inputs), []
    for found in result.findings:
        finding = found.judged.finding
        place = result.places.range(found.path, finding.span)
        where = {"file": root.below(found.path), "line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # columns of two different lines would mislead GitHub
            where |= {"col": place.column, "endColumn": place.end_column}
        lines.append(
            _command(
                LEVELS[found.judged.severity], where, finding.rule, result.say(finding.message)
            )
        )
    for path, reason in result.unreadable:
        lines.append(
            _command("error", {"file": root.below(absolute(path))}, "", result.say(reason))
        )
    return "".join(lines)


def _command(level: str, where: dict[str, object], code: str, message: str) -> str:
    title = {"title": f"portlens ({code})" if code else "portlens"}
    properties = ",".join(
        f"{key}={annotation(str(value), ':,')}" for key, value in {**where, **title}.items()
    )
    return f"::{level} {properties}::{annotation(message)}\n"
