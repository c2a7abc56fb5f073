"""The words of an nftables file, as nft's scanner parts them.

Source: nftables 1.0.6, scanner.l, and `nft -c` asked of each kind of word.
"""

import re

from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span

# A line that ends with a backslash goes on; a comment goes on to a line feed.
_WORD = regex(
    r"""(?P<gap>[ \t]+|\\\r?\n|\#[^\n]*)
    | (?P<end>\r\n|[\r\n;])
    | "(?P<quoted>[^"\r\n]*)"
    | (?P<name>[A-Za-z_.][A-Za-z0-9/_.-]*)
    | (?P<number>(?:0[xX][0-9a-fA-F]+|[0-9]+)(?![\w.*/]))
    | (?P<sign>[!=<>]=|<<|>>|[{},:$@=<>-])
    | [^\s\#;"{},:$@=<>!-]+
    | .
    """,
    re.VERBOSE,
)


class Word(NamedTuple):
    """`text` is what nft reads at `span`, without quotes; `kind` is empty for what is no port.

    A word of kind `end` ends a statement, outside braces that hold values.
    """

    text: str
    span: Span
    kind: str
    is_joined: bool  # with the word before it


def words(text: str) -> list[Word]:
    """Return the words of `text` without its comments."""
    found: list[Word] = []
    end = -1
    for match in _WORD.finditer(text):
        pause()
        kind = match.lastgroup or ""
        if kind == "gap":
            continue
        span = Span(*match.span())
        found.append(Word(match[kind] if kind else match[0], span, kind, span.start == end))
        end = span.end
    return found


def refused_return(text: str) -> Span | None:
    """Return where the first carriage return stands that nft refuses; None: there is none.

    In comments and between quotes one does no harm. A backslash before it is what nft names.
    """
    if "\r" not in text:
        return None
    for match in _WORD.finditer(text):
        pause()
        if match.lastgroup == "end" and match[0][0] == "\r":
            return Span(match.start(), match.start() + 1)
        if match.lastgroup == "gap" and match[0].startswith("\\\r"):
            return Span(match.start(), match.start() + 2)
    return None
