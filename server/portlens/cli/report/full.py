"""`check --output-format full`: for people, with the line, carets under it, and the cure."""

from portlens.cli.report.excerpt import Pen
from portlens.cli.report.flood import FIRST, shown
from portlens.cli.report.result import Located, Range, Result
from portlens.cli.terminal import Brush, Colour, brush_for, columns_of, width
from portlens.cli.wrap import wrap
from portlens.model.finding import SEVERITIES, Severity
from portlens.rules.page import SEVERITY_NAMES
from portlens.text.phrase import Language, Phrase
from portlens.text.span import Span
from portlens.text.visible import visible

COLOURS: dict[Severity, Colour] = {
    "error": "red",
    "warning": "yellow",
    "information": "blue",
    "hint": "cyan",
}


def report(result: Result) -> str:
    """Return the findings in paragraphs, and a line that counts them all.

    What excludes each other is one paragraph with both places, and counts once.
    """
    related = (one for found in result.findings for one in found.judged.finding.related)
    if any(one.path for one in related):
        from portlens.cli.report.twins import without_twins

        result = result._replace(findings=without_twins(result.findings))
    pen = Pen(brush_for(result.stream, result.style.color), columns_of(result.stream))
    parts = []
    for each in shown(result):
        parts.append(_finding(each.found, result, pen))
        parts += (pen.brush(result.say(note), "dim") + "\n" for note in each.notes)
    if result.style.has_statistics and result.findings:
        from portlens.cli.report.statistics import statistics

        parts.append(statistics(result))
    if not result.style.is_quiet:
        parts.append(_summary(result, pen.brush))
    return "\n".join(parts)


def _finding(found: Located, result: Result, pen: Pen) -> str:
    finding, severity = found.judged
    colour, brush = COLOURS[severity], pen.brush
    place = result.places.range(found.path, finding.span)
    others = [(related.path or found.path, related) for related in finding.related]
    more = 0 if result.style.is_all else max(0, len(others) - FIRST)
    others = others[: len(others) - more]
    numbers = [result.places.range(path, related.span).line for path, related in others]
    gutter = len(str(max([place.line, *numbers])))

    def quote(path: str, span: Span, colour: Colour) -> list[str]:
        may_show = result.places.may_show(path, span)
        return pen.excerpt(result.places.lines(path), span, gutter, colour) if may_show else []

    where = f"{_where(found.shown, place)}:"
    label = f"{result.say(SEVERITY_NAMES[severity])}[{finding.rule}]"
    said = wrap(
        f" {visible(result.say(finding.message))}",
        pen.columns,
        " " * (gutter + 3),
        width(where) + width(label) + 2,
    )
    lines = [
        f"{brush(where, 'bold')} {brush(label, colour)}:{said[0]}",
        *said[1:],
        *quote(found.path, finding.span, colour),
    ]
    for path, related in others:
        other = result.places.range(path, related.span)
        head = f"{_where(result.places.shown(path), other)}:"
        lines += _note(head, "bold", result.say(related.message), gutter, pen)
        lines += quote(path, related.span, "cyan")
    if more:
        lines.append(f"{'':{gutter}} {brush('=', 'dim')} {result.say(PLACES.fill(count=more))}")
    for fix in finding.fixes:
        head = f"{result.say(SAFE_FIX if fix.is_safe else FIX)}:"
        lines += _note(head, "green", result.say(fix.title), gutter, pen)
    return "\n".join(lines) + "\n"


def _note(head: str, colour: Colour, text: str, gutter: int, pen: Pen) -> list[str]:
    """Return what stands below a finding, behind an equals sign."""
    said = wrap(f" {visible(text)}", pen.columns, " " * (gutter + 3), gutter + 3 + width(head))
    sign = pen.brush("=", "dim")
    return [f"{'':{gutter}} {sign} {pen.brush(head, colour)}{said[0]}", *said[1:]]


def _where(shown: str, place: Range) -> str:
    return f"{visible(shown)}:{place.line}:{place.column}"


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
        return f"{SEVERITY_NAMES[severity].ja} {count} 件"
    plural = "s" if count != 1 and severity in {"error", "warning", "hint"} else ""
    return f"{count} {severity}{plural}"


FIX = Phrase("fix", "修正案")
SAFE_FIX = Phrase("fix (--fix applies it)", "修正案（--fix で適用）")
PLACES = Phrase(
    "{count} more places (--all shows them)", "ほかに {count} か所あります（--all で表示）"
)
ONE_FILE = Phrase("1 file", "1 個のファイル")
FILES = Phrase("{count} files", "{count} 個のファイル")
COMMA = Phrase(", ", "、")
SUMMARY = Phrase("{counts} in {files}", "{files}: {counts}")
KNOWN = Phrase("{count} known, in the baseline", "既知の指摘（ベースライン）: {count} 件")
NOTHING = Phrase("nothing to report in {files}", "{files}: 報告はありません")
CURED = Phrase("{count} fixed", "{count} 件を修正しました")
CURABLE = Phrase("--fix can fix {count} of them", "うち {count} 件は --fix で修正できます")
