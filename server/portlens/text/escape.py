"""Foreign text as the places where it is shown want it: there is one function for each.

A name in a file may hold anything: backticks, brackets, line ends, escape sequences, characters
that turn the direction of writing. Each function returns text that means nothing to its place
but itself, in one line, and cut where nobody reads on. For terminals there is `visible`.
"""

import re

from portlens.text.regex import regex
from portlens.text.visible import visible

LONGEST = 200  # a name; what is longer is a line that was mistaken for one

# All that CommonMark, GitHub's tables and the editors' formulas give a meaning inside a line.
# An underscore between letters has none.
_MARKUP = regex(r"[\\`*\[\]<>|&~$]|(?<![^\W_])_|_(?![^\W_])")
_BLOCK = regex(r"[#+=-]|\d+(?=[.)](?:\s|\Z))")  # at the beginning of a line
_AUTOLINK = regex(r"(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)

_URI = regex(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")

_XML = regex(r"[&<>\"'\\]")
_MERMAID = regex(r"[#\"<>&`%\\]")


def label(text: str) -> str:
    """Return `text` for a place that shows plain text: a message, a title, a row of a list."""
    flat = visible(" ".join(text[: 2 * LONGEST].split()))
    is_cut = len(text) > 2 * LONGEST or len(flat) > LONGEST
    return flat[:LONGEST] + "…" if is_cut else flat


def message(text: str) -> str:
    """Return a whole message of ours with names in it: its lines stay, and it may be long."""
    if len(text) <= LONGEST_MESSAGE and text.isprintable():
        return text  # one line in which every character is visible, as nearly all are
    cut = text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE] + "…"
    return "\n".join(map(visible, cut.split("\n")))


def markdown(text: str) -> str:
    """Return `text` for running text and table cells in Markdown."""
    if text.isalnum() and len(text) <= LONGEST:
        return text  # letters and digits alone mean nothing to Markdown, and most names are that
    escaped = _MARKUP.sub(r"\\\g<0>", label(text))
    escaped = _AUTOLINK.sub(r"\\", escaped)
    begin = _BLOCK.match(escaped)
    if not begin:
        return escaped
    at = begin.end() if begin[0].isdigit() else 0
    return f"{escaped[:at]}\\{escaped[at:]}"


def code_span(text: str) -> str:
    """Return `text` as code inside a line of Markdown, but not in a table; nothing for nothing."""
    flat = label(text)
    if "`" not in flat:
        return f"`{flat}`" if flat else ""
    fence = "`" * (max(map(len, re.findall("`+", flat)), default=0) + 1)
    pad = " " if flat[0] == "`" or flat[-1] == "`" else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def link_target(uri: str) -> str:
    """Return `uri` for the angle brackets of a link in Markdown, in a table or not."""
    return "<" + _URI.sub(_percent, uri) + ">"


def mermaid(text: str) -> str:
    """Return `text` for the quotes of a mermaid diagram, whose entities are `#35;`."""
    return _MERMAID.sub(lambda sign: f"#{ord(sign[0])};", label(text))


def graphviz(text: str) -> str:
    """Return `text` for the angle brackets of a label of Graphviz, which is never empty.

    Source: graphviz.org/doc/info/shapes.html (HTML-like labels are XML).
    """
    return _XML.sub(lambda sign: f"&#{ord(sign[0])};", label(text)) or " "


def sarif(text: str) -> str:
    """Return `text` for a message of SARIF, where `[text](target)` is a link.

    Source: SARIF 2.1.0, 3.11.6 (messages with embedded links).
    """
    return text.replace("](", "]\\(")


def annotation(text: str, also: str = "") -> str:
    """Return `text` for a workflow command of GitHub; in its properties `also` is `:,`.

    Source: toolkit/packages/core/src/command.ts (escapeData, escapeProperty).
    """
    lines = "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))
    return "".join(f"%{ord(sign):02X}" if sign in "%\r\n" + also else sign for sign in lines)


def _percent(sign: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in sign[0].encode("utf-8", "surrogateescape"))


LONGEST_MESSAGE = 2000
