"""A YAML text that is none at the moment: mostly because somebody is typing in it."""

import re

from portlens.formats._yaml.nodes import Anchors, Mapping, Node, Scalar, Sequence, mapping
from portlens.formats._yaml.parse import NotYaml, parse
from portlens.text.pause import pause
from portlens.text.regex import regex

# A key or a dash at the beginning of a line: the head of a block of deeper lines.
_KEY = regex(
    r"""[ \t]*([^\s#"'\[\]{},:&*!|>%@`-][^\s#"':]*|"[^"\n]*"|'[^'\n]*'|<<) *:(?=[ \t\r\n]|\Z)"""
)
_ITEM = regex(r"[ \t]*(-)(?=[ \t\r\n]|\Z)")
_INDENT = regex(r"[ \t]*")
_NOTHING = regex(r"[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
_WORD = regex(r"""[ \t]*(["']?)([^\r\n]*?)[ \t]*(?:[ \t]#[^\r\n]*)?(?:\r?\n|\Z)""")

# Top level, service, key of a service, entry, key of an entry, and one to spare.
_DEEPEST = 6

# Brackets outside of whole quoted texts, and a quote that nothing closes.
_MARK = regex(r"""'[^']*'|"[^"]*"|[\[\]{}"']""")
_CLOSING = {"{": " }", "[": " ]", '"': '"', "'": "'"}

Line = tuple[int, int]  # start and end, the line break included


def recovered(text: str) -> list[Node]:
    """Return what `text` would be without its broken places: each block is read for itself.

    A block is a key or a list item together with the deeper lines below it. The blocks that
    YAML refuses are cut again, down to single lines, so one broken line costs that line.
    """
    return [
        node
        for lines in _documents(text)
        if (node := _block(text, lines, Anchors(), 0)) is not None
    ]


def _documents(text: str) -> list[list[Line]]:
    parts: list[list[Line]] = [[]]
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        if text.startswith(("---", "..."), start):
            parts.append([])
        else:
            parts[-1].append((start, end))
        start = end
    return parts


def _block(text: str, lines: list[Line], anchors: Anchors, depth: int) -> Node | None:
    """Read lines that were refused as a whole: as a mapping or a list of blocks."""
    first = next((line for line in lines if not _NOTHING.match(text, line[0])), None)
    if first is None or depth > _DEEPEST:
        return None
    column = _column(text, first[0])
    indent = column + _depth(text, first)
    head = _ITEM if _ITEM.match(text, first[0]) else _KEY
    pairs: list[tuple[Node, Node]] = []
    items: list[Node] = []
    for block in _cut(text, lines, head, indent):
        pause()
        node = _intact(text, block, anchors)
        if isinstance(node, Mapping) and head is _KEY:
            pairs += node.pairs
        elif isinstance(node, Sequence) and head is _ITEM:
            items += node.items
        elif match := head.match(text, block[0][0]):
            value = _value(text, match.end(), block, anchors, depth)
            if head is _ITEM:
                items.append(value)
            else:
                name = match[1].strip("\"'")
                pairs.append((Scalar(match.start(1), match.end(1), None, name, ""), value))
    start, end = lines[0][0], lines[-1][1]
    if head is _ITEM:
        return Sequence(start, end, None, tuple(items))
    return mapping(start, end, None, pairs, anchors) if pairs else None


def _cut(text: str, lines: list[Line], head: re.Pattern[str], indent: int) -> list[list[Line]]:
    """Divide lines into blocks that begin at lines no deeper than `indent`."""
    blocks: list[list[Line]] = []
    for line in lines:
        pause()
        if _NOTHING.match(text, line[0]):
            if blocks:
                blocks[-1].append(line)
            continue
        is_item = _ITEM.match(text, line[0]) is not None
        # Nobody knows how deep a tab is: below the line before it, but for an item of a list.
        has_tab = "\t" in text[line[0] : line[0] + _depth(text, line)]
        depth = _column(text, line[0]) + _depth(text, line)
        begins = is_item == (head is _ITEM) if has_tab or depth == indent else depth < indent
        if has_tab and head is _KEY:
            begins = False
        if begins or not blocks:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _intact(text: str, block: list[Line], anchors: Anchors) -> Node | None:
    """Return the block's node if YAML takes it."""
    start, end = block[0][0], block[-1][1]
    column = _column(text, start)
    try:
        nodes = parse(" " * column + text[start:end], anchors, start - column)
    except NotYaml:
        return None
    return nodes[0] if nodes else None


def _value(text: str, start: int, block: list[Line], anchors: Anchors, depth: int) -> Node:
    """Return what stands behind a key or a dash: on the same line, or on the lines below."""
    end = block[0][1]
    if _NOTHING.match(text, start):
        below = _block(text, block[1:], anchors, depth + 1)
        return below or Scalar(start, start, None, "", "")
    if _KEY.match(text, start) or _ITEM.match(text, start):
        below = _block(text, [(start, end), *block[1:]], anchors, depth + 1)
        if below is not None:
            return below
    word = _WORD.match(text, start, end)
    if word is None:
        return Scalar(start, start, None, "", "")
    if not word[1] and word[2].startswith(("{", "[")):
        return _closed(text, word.start(2), word.end(2), anchors)
    value = word[2].removesuffix(word[1]) if word[1] else word[2]
    return Scalar(word.start(1), word.end(2), None, value, word[1])


def _closed(text: str, start: int, end: int, anchors: Anchors) -> Node:
    """Return a mapping or a list on one line whose brackets or quotes are still to be closed."""
    written = text[start:end]
    missing: list[str] = []
    for match in _MARK.finditer(written):
        mark = match[0]
        if mark in _CLOSING:
            missing.append(_CLOSING[mark])
        elif missing and mark == missing[-1].lstrip(" "):
            missing.pop()
    try:
        nodes = parse(" " + written + "".join(reversed(missing)), anchors, start - 1)
    except NotYaml:
        nodes = []
    return _cut_off(nodes[0], end, anchors) if nodes else Mapping(start, end, None, ())


def _cut_off(node: Node, end: int, anchors: Anchors) -> Node:
    """Return `node` without what was added behind `end` to close it."""
    if isinstance(node, Sequence):
        node = node._replace(items=tuple(_cut_off(item, end, anchors) for item in node.items))
    elif isinstance(node, Mapping):
        pairs = (
            (_cut_off(key, end, anchors), _cut_off(value, end, anchors))
            for key, value in node.pairs
        )
        node = mapping(node.start, node.end, node.tag, pairs, anchors)
    return node._replace(start=min(node.start, end), end=min(node.end, end))


def _column(text: str, start: int) -> int:
    return start - text.rfind("\n", 0, start) - 1


def _depth(text: str, line: Line) -> int:
    match = _INDENT.match(text, line[0])
    return match.end() - line[0] if match else 0
