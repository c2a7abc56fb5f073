"""`diff --output-format markdown`: for the comment on a pull request."""

import re

from portlens.cli.change.compare import Change, Kind
from portlens.cli.change.report import Report
from portlens.cli.change.rows import HEAD, cells, place, summary
from portlens.cli.report.result import Located, Places
from portlens.rules.page import SEVERITY_NAMES
from portlens.text.phrase import Phrase
from portlens.text.visible import visible

MOST = 100  # rows of each kind; GitHub takes 65,536 characters of a comment


def report(change: Change, report_: Report) -> str:
    """Return a heading, the sentence that counts, a table of ports and lists of findings."""
    before, after = change.before.side.name, change.after.side.name
    title = TITLE.fill(before=_code(report_.say(before)), after=_code(report_.say(after)))
    parts = [f"### {report_.say(title)}", summary(change, report_.language)]
    if change.ports:
        parts.append(_ports(change, report_))
    for head, found, places in (
        (NEW, change.new, change.after.places),
        (CURED, change.cured, change.before.places),
    ):
        if found:
            lines = [_finding(each, places, report_) for each in found[:MOST]]
            lines += _more(len(found), report_)
            parts += [f"**{report_.say(head)}**", "\n".join(f"- {line}" for line in lines)]
    return "\n\n".join(parts) + "\n"


def _ports(change: Change, report_: Report) -> str:
    head = ["", *(report_.say(title).capitalize() for title in (*HEAD, PLACE))]
    lines = [head, ["---"] * len(head)]
    for each in change.ports[:MOST]:
        path, line = place(each)
        shown = [_plain(cell) for cell in cells(each, report_.language)]
        where = _code(f"{visible(path)}:{line}")
        lines.append([report_.say(WORDS[each.kind]), *shown, where])
    texts = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([*texts, *(f"\n{more}" for more in _more(len(change.ports), report_))])


def _finding(found: Located, places: Places, report_: Report) -> str:
    start = places.range(found.path, found.judged.finding.span)
    message = _plain(visible(report_.say(found.judged.finding.message).replace("\n", " ")))
    severity = report_.say(SEVERITY_NAMES[found.judged.severity])
    where = _code(f"{visible(found.shown)}:{start.line}")
    return f"{where} {severity}: {message} ({_code(found.judged.finding.rule)})"


def _more(count: int, report_: Report) -> list[str]:
    return [report_.say(MORE.fill(count=count - MOST))] if count > MOST else []


def _plain(text: str) -> str:
    """Return foreign `text` so that nothing in it is markup, a mention or a cell's end."""
    escaped = re.sub(r"([\\`*_{}\[\]<>|#~])", r"\\\1", text)
    return escaped.replace("@", "&#64;")


def _code(text: str) -> str:
    """Return `text` as code, however many backticks are in it."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    room = " " if longest else ""
    return f"{ticks}{room}{text.replace('|', chr(0x2758))}{room}{ticks}"


TITLE = Phrase("Ports: {before} → {after}", "ポート: {before} → {after}")
WORDS: dict[Kind, Phrase] = {
    "added": Phrase("**added**", "**追加**"),
    "removed": Phrase("**removed**", "**削除**"),
    "changed": Phrase("changed", "変更"),
    "moved": Phrase("moved", "移動"),
}
PLACE = Phrase("PLACE", "場所")
NEW = Phrase("New findings", "新しい指摘")
CURED = Phrase("Cured", "解消した指摘")
MORE = Phrase("{count} more", "ほか {count} 件")
