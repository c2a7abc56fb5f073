"""`check --output-format full`: for people, with the line, carets under it, and the cure."""

from portlens.cli.report.result import Located, Range, Result
from portlens.cli.terminal import Brush, Colour, brush_for, width
from portlens.model.finding import SEVERITIES, Severity
from portlens.rules.page import SEVERITY_NAMES
from portlens.text.line_index import LineIndex
from portlens.text.phrase import Language, Phrase
from portlens.text.span import Span
from portlens.text.visible import visible

COLOURS: dict[Severity, Colour] = {
    "error": "red",
    "warning": "yellow",
    "information": "blue",
    "hint": "cyan",
}
LONGEST = 160  # columns of a source line; a minified file must not fill the screen


def report(result: Result) -> str:
    """Return every finding in a paragraph, and a line that counts them."""
    brush = brush_for(result.stream)
    parts = [_finding(found, result, brush) for found in result.findings]
    return "\n".join([*parts, _summary(result, brush)])


def _finding(found: Located, result: Result, brush: Brush) -> str:
    finding, severity = found.judged
    colour = COLOURS[severity]
    place = result.places.range(found.path, finding.span)
    others = [(related.path or found.path, related) for related in finding.related]
    numbers = [result.places.range(path, related.span).line for path, related in others]
    gutter = len(str(max([place.line, *numbers])))
    label = brush(f"{result.say(SEVERITY_NAMES[severity])}[{finding.rule}]", colour)
    head = f"{brush(_where(found.shown, place), 'bold')}: {label}"
    lines = [
        f"{head}: {visible(result.say(finding.message))}",
        *_source(result.places.lines(found.path), finding.span, gutter, colour, brush),
    ]
    for path, related in others:
        other = result.places.range(path, related.span)
        head = brush(_where(result.places.shown(path), other), "bold")
        lines.append(
            f"{'':{gutter}} {brush('=', 'dim')} {head}: {visible(result.say(related.message))}"
        )
        lines += _source(result.places.lines(path), related.span, gutter, "cyan", brush)
    for fix in finding.fixes:
        label = brush(result.say(SAFE_FIX if fix.is_safe else FIX), "green")
        lines.append(f"{'':{gutter}} {brush('=', 'dim')} {label}: {visible(result.say(fix.title))}")
    return "\n".join(lines) + "\n"


def _where(shown: str, place: Range) -> str:
    return f"{visible(shown)}:{place.line}:{place.column}"


def _source(lines: LineIndex, span: Span, gutter: int, colour: Colour, brush: Brush) -> list[str]:
    """Return the line of `span` and carets underneath it, as wide as a terminal shows them."""
    number = lines.position(span.start).line
    line = lines.line_span(number)
    start, end = span.start, max(span.start, min(span.end, line.end))
    first = max(line.start, start - LONGEST // 2)
    last = min(line.end, first + LONGEST)
    end = min(end, last)
    before = ("…" if first > line.start else "") + visible(lines.text[first:start])
    marked = visible(lines.text[start:end])
    after = visible(lines.text[end:last]) + ("…" if last < line.end else "")
    bar = brush("|", "dim")
    carets = brush("^" * max(1, width(marked)), colour)
    return [
        f"{number + 1:>{gutter}} {bar} {before}{marked}{after}",
        f"{'':{gutter}} {bar} {' ' * width(before)}{carets}",
    ]


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
    if result.cured:
        lines.append(result.say(CURED.fill(count=result.cured)))
    curable = sum(any(fix.is_safe for fix in one.judged.finding.fixes) for one in result.findings)
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
ONE_FILE = Phrase("1 file", "1 個のファイル")
FILES = Phrase("{count} files", "{count} 個のファイル")
COMMA = Phrase(", ", "、")
SUMMARY = Phrase("{counts} in {files}", "{files}: {counts}")
NOTHING = Phrase("nothing to report in {files}", "{files}: 報告はありません")
CURED = Phrase("{count} fixed", "{count} 件を修正しました")
CURABLE = Phrase("--fix can fix {count} of them", "うち {count} 件は --fix で修正できます")
