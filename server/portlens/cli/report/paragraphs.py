"""Findings in paragraphs: the line with carets under it, the other places, and the cure."""

from collections.abc import Iterator

from portlens.cli.report.excerpt import Pen
from portlens.cli.report.flood import FIRST, shown
from portlens.cli.report.result import Located, Range, Result
from portlens.cli.terminal import COLOURS, Brush, Colour, columns_of, width
from portlens.cli.wrap import wrap
from portlens.rules.page import SEVERITY_NAMES
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.text.visible import visible


def paragraphs(result: Result, brush: Brush) -> Iterator[str]:
    """Yield a paragraph for each finding that is shown, and one for what a flood leaves out."""
    pen = Pen(brush, columns_of(result.stream))
    for each in shown(result):
        yield _finding(each.found, result, pen)
        yield from (brush(result.say(note), "dim") + "\n" for note in each.notes)


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


FIX = Phrase("fix", "修正案")
SAFE_FIX = Phrase("fix (--fix applies it)", "修正案（--fix で適用）")
PLACES = Phrase(
    "{count} more places (--all shows them)", "ほかに {count} か所あります（--all で表示）"
)
