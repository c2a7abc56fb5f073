"""The picture of the floors in ARCHITECTURE.md: which of them imports from which."""

import ast
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "server" / "portlens"

ROW, LEFT, COLUMN, TOP = 30, 560, 34, 92
LONGEST = 72  # characters that fit into a floor
INK = "#57606a"  # to be read on light and on dark
USED = "#2f81f7"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the picture's file and its text."""
    yield ROOT / "docs" / "images" / "floors.svg", _picture()


def floors() -> list[str]:
    """Return the floors from the lowest, as ARCHITECTURE.md has them in one line."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    (line,) = re.findall(r"^    (text ← .*)$", text, re.MULTILINE)
    return [floor.replace(", ", " and ") for floor in line.split(" ← ")]


def imports() -> set[tuple[str, str]]:
    """Return the pairs of floors of which the first imports from the second."""
    names = {part: floor for floor in floors() for part in floor.split(" and ")}
    pairs = set()
    for path in PACKAGE.rglob("*.py"):
        own = names.get(path.relative_to(PACKAGE).parts[0].removesuffix(".py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found = getattr(node, "module", None) if isinstance(node, ast.ImportFrom) else None
            parts = (found or "").split(".")
            if own and len(parts) > 1 and parts[0] == "portlens" and parts[1] in names:
                pairs.add((own, names[parts[1]]))
    return pairs


def _picture() -> str:
    """Return the floors on top of each other; a dot where one imports from another below it."""
    order, used, holds = floors(), imports(), _holds()
    height = TOP + ROW * len(order) + 12
    width = LEFT + COLUMN * len(order)
    columns = order[:-1]  # nobody imports from the highest
    form = f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13" fill="{INK}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {form}>',
        "<title>The floors of portlens; a dot where one imports from another</title>",
    ]
    for number, floor in enumerate(columns):
        x = LEFT + COLUMN * number + COLUMN / 2
        parts.append(f'<text transform="translate({x + 4} {TOP - 8}) rotate(-60)">{floor}</text>')
    for row, floor in enumerate(reversed(order)):
        y = TOP + ROW * row
        parts.append(
            f'<rect x="4" y="{y}" width="{LEFT - 12}" height="{ROW - 4}" rx="4" fill="none"'
            f' stroke="{INK}"/>'
        )
        parts.append(f'<text x="14" y="{y + 18}" font-weight="bold">{floor}</text>')
        words = escape(holds.get(floor, ""), quote=False)
        parts.append(f'<text x="118" y="{y + 18}" font-size="11">{words}</text>')
        for column, other in enumerate(columns):
            x = LEFT + COLUMN * column + COLUMN / 2
            if (floor, other) in used and floor != other:
                parts.append(f'<circle cx="{x}" cy="{y + 13}" r="6" fill="{USED}"/>')
            elif column < len(order) - 1 - row:
                parts.append(f'<circle cx="{x}" cy="{y + 13}" r="2"/>')
    return "\n".join([*parts, "</svg>\n"])


def _holds() -> dict[str, str]:
    """Return what each floor holds, in the words of ARCHITECTURE.md's table, as many as fit."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|", text, re.MULTILINE)
    return {
        re.sub(r"`|/|\.py", "", name).replace(", ", " and "): _short(words.replace("`", ""))
        for name, words in rows
    }


def _short(words: str) -> str:
    """Return as much of `words` as fits: up to a colon, a semicolon, or the last whole word."""
    for mark in (": ", "; "):
        if len(words) > LONGEST:
            words = words.partition(mark)[0]
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition(" ")[0].rstrip(",") + " …"
