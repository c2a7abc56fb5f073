"""`check --output-format concise`: one finding a line, as compilers print them."""

from portlens.cli.report.flood import shown
from portlens.cli.report.result import Located, Result
from portlens.text.visible import visible


def report(result: Result) -> str:
    """Return one line for each finding; severities stay English, since editors parse them."""
    lines = []
    for each in shown(result):
        lines.append(_line(each.found, result))
        lines += (f"{result.say(note)}\n" for note in each.notes)
    if result.style.has_statistics and result.findings:
        from portlens.cli.report.statistics import statistics

        lines += ["\n", statistics(result)]
    return "".join(lines)


def _line(found: Located, result: Result) -> str:
    finding = found.judged.finding
    place = result.places.range(found.path, finding.span)
    message = visible(result.say(finding.message).replace("\n", " "))
    return (
        f"{visible(found.shown)}:{place.line}:{place.column}: "
        f"{found.judged.severity}[{finding.rule}] {message}\n"
    )
