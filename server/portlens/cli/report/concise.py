"""`check --output-format concise`: one finding a line, as compilers print them."""

from portlens.cli.report.result import Result
from portlens.text.visible import visible


def report(result: Result) -> str:
    """Return one line for each finding; severities stay English, since editors parse them."""
    lines = []
    for found in result.findings:
        finding = found.judged.finding
        place = result.places.range(found.path, finding.span)
        message = visible(result.say(finding.message).replace("\n", " "))
        lines.append(
            f"{visible(found.shown)}:{place.line}:{place.column}: "
            f"{found.judged.severity}[{finding.rule}] {message}\n"
        )
    return "".join(lines)
