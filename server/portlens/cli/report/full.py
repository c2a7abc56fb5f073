"""`check --output-format full`: for people, with the line, carets under it, and the cure."""

from portlens.cli.report.result import Result
from portlens.cli.terminal import COLOURS, Brush, brush_for
from portlens.model.finding import SEVERITIES, Severity
from portlens.text.phrase import Language, Phrase


def report(result: Result) -> str:
    """Return the findings in paragraphs, and a line that counts them all.

    What excludes each other is one paragraph with both places, and counts once.
    """
    related = (one for found in result.findings for one in found.judged.finding.related)
    if any(one.path for one in related):
        from portlens.cli.report.twins import without_twins

        result = result._replace(findings=without_twins(result.findings))
    brush = brush_for(result.stream, result.style.color)
    parts: list[str] = []
    if result.findings:  # most checks find nothing, and need not wait for it
        from portlens.cli.report.paragraphs import paragraphs

        parts += paragraphs(result, brush)
    if result.style.has_statistics and result.findings:
        from portlens.cli.report.statistics import statistics

        parts.append(statistics(result))
    if not result.style.is_quiet:
        parts.append(_summary(result, brush))
    return "\n".join(parts)


def _summary(result: Result, brush: Brush) -> str:
    counts = dict.fromkeys(SEVERITIES, 0)
    for found in result.findings:
        counts[found.judged.severity] += 1
    named = [
        brush(_count(count, severity, result.language), COLOURS[severity])
        for severity, count in counts.items()
        if count
    ]
    files = ONE_FILE if result.files == 1 else FILES.fill(count=result.files)
    if named:
        lines = [result.say(SUMMARY.fill(files=files, counts=result.say(COMMA).join(named)))]
    else:
        lines = [brush(result.say(NOTHING.fill(files=files)), "green")]
    if result.known:
        lines.append(result.say(KNOWN.fill(count=result.known)))
    if result.cured:
        lines.append(result.say(CURED.fill(count=result.cured)))
    refused = {one.path for one in result.inputs if one.unreadable}  # by `--fix`, a moment ago
    curable = sum(
        any(fix.is_safe for fix in one.judged.finding.fixes)
        for one in result.findings
        if one.path not in refused
    )
    if curable:
        lines.append(result.say(CURABLE.fill(count=curable)))
    return "\n".join(lines) + "\n"


def _count(count: int, severity: Severity, language: Language) -> str:
    if language == "ja":
        from portlens.rules.page import SEVERITY_NAMES

        return f"{SEVERITY_NAMES[severity].ja} {count} 件"
    plural = "s" if count != 1 and severity in {"error", "warning", "hint"} else ""
    return f"{count} {severity}{plural}"


ONE_FILE = Phrase("1 file", "1 個のファイル")
FILES = Phrase("{count} files", "{count} 個のファイル")
COMMA = Phrase(", ", "、")
SUMMARY = Phrase("{counts} in {files}", "{files}: {counts}")
KNOWN = Phrase("{count} known, in the baseline", "既知の指摘（ベースライン）: {count} 件")
NOTHING = Phrase("nothing to report in {files}", "{files}: 報告はありません")
CURED = Phrase("{count} fixed", "{count} 件を修正しました")
CURABLE = Phrase("--fix can fix {count} of them", "うち {count} 件は --fix で修正できます")
