"""Where libyaml gives up a text, as a place that a person has to look at.

What stands in quotes are the words of libyaml, and of PyYAML's own parser where these differ.
"""

import re

from portlens.formats._yaml.documents import parsed
from portlens.formats._yaml.nodes import Mapping, Node, Sequence, resolved, unmergeable
from portlens.formats._yaml.pyyaml import OTHER_VERSION, UNKNOWN_ALIAS, Complaint, complaint_on
from portlens.formats._yaml.syntax import Break, Documents
from portlens.text.pause import pause
from portlens.text.plain import BLANKS, strip_blanks
from portlens.text.regex import regex
from portlens.text.span import Span

# What follows is no part of the object, and the separator of documents only to some.
_END_OF_DOCUMENT = regex(r"^\.\.\.(?:\s|\Z)", re.MULTILINE)
_SEPARATOR = regex(r"^---(?:\s|\Z)", re.MULTILINE)
# YAML forbids U+007F to U+009F and a byte order mark inside of a text as well, but the parser of
# Compose 5 takes them.
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")

_TABS = regex(r"[ \t]*\t[ \t]*")
_LINE = regex(r"[^\r\n]*[^\s]")
_WORD = regex(r"[^\s,\[\]{}]+")

_TAB = (
    "found a tab character that violates indentation",
    "found a tab character where an indentation space is expected",
)
_MISFIT = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected <document start>",
    "block sequence entries are not allowed in this context",
    "mapping keys are not allowed in this context",
    "expected <block end>, but found",
    "expected '<document start>', but found",
    "sequence entries are not allowed here",
    "mapping keys are not allowed here",
)
_VALUE = ("mapping values are not allowed in this context", "mapping values are not allowed here")
_QUOTE = (
    "found unexpected end of stream",
    "found unexpected document indicator",
    "found unexpected document separator",
)
_BRACKET = ("did not find expected ',' or ", "expected ',' or ")
_NODE = ("did not find expected node content", "expected the node content")
_ESCAPE = (
    "found unknown escape character",
    "did not find expected hexdecimal number",
    "expected escape sequence of",
)
# What both parsers were reading tells more than their words, which differ: by how it begins.
_BEGUN = {"&": "name", "*": "name", "!": "tag", "|": "block", ">": "block", "%": "directive"}


def break_in(text: str, clean: str, documents: Documents) -> Break | None:
    """Return where `text` is no YAML, `clean` being the same in printable characters."""
    if documents == "each" and _END_OF_DOCUMENT.search(clean):
        return None
    complaint = complaint_on(clean, documents)
    if documents == "names":
        is_name = complaint is not None and complaint.words == UNKNOWN_ALIAS
        return _named(complaint, clean) if complaint is not None and is_name else None
    if complaint is not None:
        return _named(complaint, clean)
    wrong = _wrong_document(clean, documents) or _wrong_merge(clean, documents)
    if wrong is not None:
        return wrong
    if documents == "first" and _SEPARATOR.search(clean, 1):
        return None  # whether Prometheus comes to see it depends on how much it reads ahead
    match = _FORBIDDEN.search(text)
    if match is None:
        return None
    span = Span(match.start(), match.end())
    if "\ud800" <= match[0] <= "\udfff":
        return Break(span, "bytes")
    return Break(span, "control", {"code": f"U+{ord(match[0]):04X}"})


def _wrong_document(text: str, documents: Documents) -> Break | None:
    """Return the first document that is no mapping, where the program takes no other.

    That is Compose, which puts the documents of a file together: "top-level object must be a
    mapping". Who only ends a file with `---` has one more, and that is empty.
    """
    if documents != "all":
        return None
    for node in parsed(text) or ():
        found = resolved(node)
        if found is None or isinstance(found, Mapping) or found.tag == "!reset":
            continue
        start, end = node.start, node.end
        if start < end:
            return Break(Span(start, end), "no-mapping")
        mark = text.rfind("---", 0, start + 1)
        if mark >= 0:
            return Break(Span(mark, mark + 3), "empty")
    return None


def _wrong_merge(text: str, documents: Documents) -> Break | None:
    """Return the first value that no merge key can take in; where it is empty, its key.

    Below `!reset` Compose looks at nothing.
    """
    if "<<" not in text:
        return None
    found = parsed(text) or ()
    left: list[Node] = [*reversed(found[:1] if documents == "first" else found)]
    while left:
        pause()
        node = left.pop()
        if node.tag == "!reset":
            continue
        if isinstance(node, Mapping):
            for key, value in unmergeable(node.pairs):
                return Break(value.span if value.start < value.end else key.span, "merge")
            left += [part for pair in reversed(node.pairs) for part in reversed(pair)]
        elif isinstance(node, Sequence):
            left += reversed(node.items)
    return None


def _named(complaint: Complaint, text: str) -> Break:
    words, at = complaint.words, complaint.at
    since = at if complaint.since is None else complaint.since
    here = text[at : at + 1]
    if words.startswith(_TAB) or ("cannot start any token" in words and here == "\t"):
        return Break(_span(_TABS, at, text), "tab")
    if "cannot start any token" in words:
        return Break(_one(at, text), "sign", {"sign": here})
    if words.startswith("could not find expected ':'"):
        return Break(_span(_LINE, since, text), "colon")
    if words.startswith(_VALUE):
        return Break(_one(at, text), "value")
    if words.startswith(_MISFIT):
        return Break(_span(_LINE, at, text), "misfit")
    if words.startswith(_NODE):
        return Break(_one(at, text), "node")
    if words == OTHER_VERSION:
        return Break(_span(_LINE, at if here == "%" else since, text), "version")
    if words == UNKNOWN_ALIAS:
        return Break(_span(_WORD, at, text), "alias", {"name": text[at + 1 : _word_end(at, text)]})
    return _begun(words, at, since, text)


def _begun(words: str, at: int, since: int, text: str) -> Break:
    """Return what is wrong in what began at `since`."""
    there = text[since : since + 1]
    if words.startswith(_QUOTE):
        return Break(_span(_LINE, since, text), "quote", {"quote": there})
    if words.startswith(_BRACKET):
        return Break(_one(since, text), "bracket", {"bracket": "]" if there == "[" else "}"})
    if words.startswith(_ESCAPE):
        start = text.rfind("\\", 0, at + 1)
        return Break(Span(start, start + 2), "escape", {"sign": text[start : start + 2]})
    if there in _BEGUN:
        return Break(_span(_LINE, since, text), _BEGUN[there], {"sign": there})
    return Break(_span(_LINE, at, text), "other", {"problem": words})


def _word_end(at: int, text: str) -> int:
    return _span(_WORD, at, text).end


def _span(pattern: re.Pattern[str], at: int, text: str) -> Span:
    match = pattern.match(text, at)
    return Span(at, match.end()) if match else _one(at, text)


def _one(at: int, text: str) -> Span:
    """Return the character at `at`; where a line or the text ends there, the last before it."""
    if strip_blanks(text[at : at + 1]):
        return Span(at, at + 1)
    last = len(text[:at].rstrip(BLANKS))
    return Span(max(last - 1, 0), max(last, 1))
