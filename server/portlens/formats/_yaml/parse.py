"""YAML texts to nodes: the only thing taken from them is what is written.

Constructed values are of no use: `22:22` is the number 1342 to YAML 1.1, and no constructor
keeps positions.
"""

from portlens.formats._yaml.nodes import Anchors, Node
from portlens.formats._yaml.plain import plain_documents
from portlens.text.regex import regex

# What no YAML text may hold. Blanks of the same length keep every position right. Written as
# what is forbidden, not as all but what is allowed: that compiles in 0.2 ms in place of 3.4.
_FORBIDDEN = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]|[\ud800-\udfff]|\ufeff|[\ufffe\uffff]"
)

# Deeper than any configuration; a file that is nothing but brackets is refused here.
DEEPEST = 200

_OTHER_LINE_END = regex("\r(?!\n)|\x85")


class NotYaml(Exception):  # noqa: N818 - it says what the text is
    """The text is no YAML; it may have been until where `documents` end."""


def printable(text: str) -> str:
    """Return `text` with a blank for each character that YAML forbids.

    A byte order mark in front becomes an empty line: a blank would move what follows it. What
    ends a line to YAML alone becomes what ends it to everybody.
    """
    if text.startswith("\ufeff"):
        text = "\n" + text[1:]
    if "\r" in text or "\x85" in text:
        text = _OTHER_LINE_END.sub("\n", text)
    is_usual = text.isascii() and text.replace("\n", "").isprintable()
    return text if is_usual else _FORBIDDEN.sub(" ", text)


def parse(
    text: str,
    anchors: Anchors | None = None,
    shift: int = 0,
    deepest: int = DEEPEST,
) -> list[Node]:
    """Return the documents of `text`, which must be `printable`, their positions moved by `shift`.

    `anchors` holds what aliases may name and takes in what the text adds. Raises NotYaml, for what
    is nested deeper than `deepest` too.
    """
    documents = plain_documents(text, shift, anchors)
    if documents is not None:
        return documents
    from portlens.formats._yaml.pyyaml import any_documents  # a fifth of a short check

    return any_documents(text, Anchors() if anchors is None else anchors, shift, deepest)
