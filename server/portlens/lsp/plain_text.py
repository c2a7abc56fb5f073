"""Markdown as text for a client that shows none: its signs would be in the reader's way."""

import re

from portlens.text.regex import regex

# What comes first at a place counts: nothing inside of code is a sign, nor what is escaped.
_SIGNS = regex(
    r"^(?P<fence>`{3,})[^\n`]*\n(?P<block>.*?)^(?P=fence)(?:\n|\Z)"
    r"|(?P<ticks>`+)(?P<code>[^\n]+?)(?P=ticks)(?!`)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\[(?P<title>(?:\\.|[^\[\]\\\n])*)\]\((?:<(?P<angled>[^>\n]*)>|(?P<target>[^()\s]*))\)"
    r"|^#{1,6} |\*\*",
    re.MULTILINE | re.DOTALL,
)


def plain_text(markdown: str) -> str:
    """Return Markdown of ours without its signs: what code, escapes and headings say stays.

    A link to a page keeps its address behind its title; one to a place in a file is its title,
    which names the place.
    """
    return _SIGNS.sub(_said, markdown)


def _said(found: re.Match[str]) -> str:
    if found["fence"]:
        return found["block"]
    if found["ticks"]:
        code = found["code"]
        is_padded = code[0] == code[-1] == " " and "`" in code
        return code[1:-1] if is_padded else code
    if found["escaped"]:
        return found["escaped"]
    if found["title"] is None:
        return ""
    target = found["angled"] or found["target"] or ""
    title = plain_text(found["title"])
    return f"{title} ({target})" if target.startswith(("https://", "http://")) else title
