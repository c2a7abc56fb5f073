"""An alias of YAML (`*name`): what its anchor holds, and where that stands."""

from portlens.formats._format import Format
from portlens.formats._yaml.alias_at import Named, alias_at
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.text.visible import visible
from portlens.workspace.document import Document


def named_at(document: Document, offset: int) -> Named | None:
    """Return the alias at `offset` in a document that is YAML, with what it means."""
    return alias_at(document.text, offset) if _is_yaml(document.format) else None


def stands_for(document: Document, named: Named) -> Phrase:
    """Return what an alias stands for, as Markdown with the lines of its value."""
    line = document.lines.position(named.anchor.start).line + 1
    words = STANDS.fill(
        alias=code_span(named.alias.of(document.text)),
        anchor=code_span(named.anchor.of(document.text)),
        line=line,
    )
    return SHOWN.fill(words=words, code=_fenced(_lines(document, named)))


def _is_yaml(format_: Format) -> bool:
    return any(language.startswith("yaml") for language in format_.languages)


def _lines(document: Document, named: Named) -> list[str]:
    """Return the lines of the value, moved to the left as far as all of them go."""
    text, value = document.text, named.value
    begin = document.lines.line_span(document.lines.position(value.start).line).start
    # The first line has its key, or the dash of its item, before it.
    lines = [text[begin : min(value.start + _LONGEST_LINE, value.end)].split("\n")[0]]
    below = text[value.start : min(value.end, value.start + _MOST_LETTERS)].split("\n")[1:]
    lines += below[:MOST_LINES]
    full = [line for line in lines if line.strip(" \r")]
    common = min((len(line) - len(line.lstrip(" ")) for line in full), default=0)
    shown = [visible(line[common:].rstrip("\r"))[:_LONGEST_LINE] for line in lines[:MOST_LINES]]
    is_cut = len(below) >= MOST_LINES or value.end - value.start > _MOST_LETTERS
    return [*shown, "…"] if is_cut else shown


def _fenced(lines: list[str]) -> str:
    fence = "```"
    while any(fence in line for line in lines):
        fence += "`"
    return "\n".join((f"{fence}yaml", *lines, fence))


MOST_LINES = 20
_LONGEST_LINE = 200
_MOST_LETTERS = 4_000
STANDS = Phrase(
    "{alias} stands for what has the name {anchor}, line {line}:",
    "{alias} は {line} 行目の {anchor} が付いた値です:",
)
SHOWN = Phrase("{words}\n\n{code}", "{words}\n\n{code}")
