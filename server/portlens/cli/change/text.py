"""`diff --output-format text`: for people, port by port below the files they stand in."""

from collections.abc import Sequence

from portlens.cli.change.compare import Change, Kind
from portlens.cli.change.report import Report
from portlens.cli.change.rows import HEAD, cells, place, summary
from portlens.cli.report.result import Located, Places
from portlens.cli.table import Kept, table
from portlens.cli.terminal import Brush, Colour, brush_for, columns_of
from portlens.cli.wrap import wrap
from portlens.text.phrase import Phrase
from portlens.text.visible import visible

SIGNS: dict[Kind, str] = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
COLOURS: dict[str, Colour] = {"+": "green", "-": "red", "~": "yellow", ">": "cyan"}


def report(change: Change, report_: Report) -> str:
    """Return the changed ports as a table, the findings a line each, and a line that counts."""
    brush = brush_for(report_.stream, report_.color)
    sides = SIDES.fill(before=change.before.side.name, after=change.after.side.name)
    parts = [brush(visible(report_.say(sides)), "bold") + "\n"]
    if change.ports:
        parts.append(_ports(change, report_, brush))
    for title, sign, found, places in (
        (NEW, "+", change.new, change.after.places),
        (CURED, "-", change.cured, change.before.places),
    ):
        if found:
            head = brush(report_.say(title), "bold")
            lines = [_finding(each, sign, places, report_, brush) for each in found]
            parts.append("\n".join([head, *lines]) + "\n")
    parts.append(summary(change, report_.language) + "\n")
    return "\n".join(parts)


def _ports(change: Change, report_: Report, brush: Brush) -> str:
    old_names = {new: old for old, new in change.renamed.items()}
    rows: list[Sequence[str]] = []
    for each in change.ports:
        line = str(place(each)[1])
        rows.append((f"  {SIGNS[each.kind]}", *cells(each, report_.language), line))
    head = ["", *(report_.say(title) for title in (*HEAD, LINE))]
    first, *lines = table(head, rows, report_.stream, report_.color, KEPT).rstrip("\n").split("\n")
    texts = [first]
    shown = ""
    for each, text in zip(change.ports, lines, strict=True):
        path, _ = place(each)
        if path != shown:
            shown, old = path, old_names.get(path)
            name = visible(path) if old is None else f"{visible(old)} → {visible(path)}"
            texts.append(brush(name, "bold"))
        sign = SIGNS[each.kind]
        texts.append(brush(text, COLOURS[sign]))
    return "\n".join(texts) + "\n"


def _finding(found: Located, sign: str, places: Places, report_: Report, brush: Brush) -> str:
    start = places.range(found.path, found.judged.finding.span)
    where = f"{visible(found.shown)}:{start.line}:{start.column}"
    message = visible(report_.say(found.judged.finding.message).replace("\n", " "))
    label = f"{found.judged.severity}[{found.judged.finding.rule}]"
    text = f"  {sign} {where}: {label} {message}"
    first, *more = wrap(text, columns_of(report_.stream), "    ")
    return "\n".join([first.replace(f"  {sign}", f"  {brush(sign, COLOURS[sign])}", 1), *more])


KEPT: dict[int, Kept] = {0: "whole", 1: "whole", 6: "tail", 7: "whole"}
SIDES = Phrase("{before} → {after}", "{before} → {after}")
LINE = Phrase("LINE", "行")
NEW = Phrase("New findings", "新しい指摘")
CURED = Phrase("Cured", "解消した指摘")
