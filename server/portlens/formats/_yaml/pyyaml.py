"""Any YAML text to nodes, through PyYAML's events.

The C parser is there on nearly every machine; the pure one (`pure`) reads the same.
"""

from collections.abc import Iterator
from itertools import takewhile

import yaml

from portlens.formats._yaml.nodes import Alias, Anchors, Node, Scalar, Sequence, mapping
from portlens.formats._yaml.parse import NotYaml, printable
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.typed import Any, Literal

# The events of a parser differ by their type alone, which PyYAML's own annotations do not say.
_Event = Any


def any_documents(text: str, anchors: Anchors, shift: int, deepest: int) -> list[Node]:
    """Return what `parse` does. Raises NotYaml."""
    try:
        return _nodes(yaml.parse(text, Loader=_LOADER), anchors, shift, text, deepest)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotYaml from error


def events(text: str) -> list[tuple[object, ...]]:
    """Return what `text` says, without comments and places, up to where it is no YAML."""
    found: list[tuple[object, ...]] = []
    try:
        for event in yaml.parse(printable(text), Loader=_LOADER):
            pause()
            names = ("anchor", "tag", "value", "style")
            found.append((type(event), *(getattr(event, name, None) for name in names)))
    except (yaml.YAMLError, ValueError, RecursionError):
        pass
    return found


class Complaint(NamedTuple):
    """What the parser says against a text, where, and where what it was reading began."""

    words: str
    at: int
    since: int | None = None


def complaint_on(
    text: str, documents: Literal["all", "each", "first", "names"]
) -> Complaint | None:
    """Return why a `printable` text is no YAML to a program that reads these `documents`."""
    try:
        events = yaml.parse(text, Loader=_LOADER)
        if documents in {"first", "names"}:
            events = takewhile(lambda event: type(event) is not yaml.DocumentEndEvent, events)
        return _refused(events, keeps_anchors=documents == "all")
    except yaml.MarkedYAMLError as error:
        at, since = error.problem_mark, error.context_mark
        return (
            Complaint(error.problem or "", at.index, since.index if since else None) if at else None
        )
    except (yaml.YAMLError, ValueError, RecursionError):
        return None  # nothing that says where


# libyaml's own words, which it has for versions beyond 1.2 alone.
OTHER_VERSION = "found incompatible YAML document"
UNKNOWN_ALIAS = "unknown alias"


def _refused(events: Iterator[_Event], *, keeps_anchors: bool) -> Complaint | None:
    """Return what Go's parser has against a text that is YAML to libyaml.

    That is another version than 1.1 (`%YAML 1.2`), and an alias without an anchor before it, or
    within the value that has it. Where Go's parser reads documents as one stream, it
    `keeps_anchors` for those that follow.
    """
    anchors: dict[str, _Event] = {}  # where the last value of each name begins
    outer: list[_Event] = []  # where what is open began
    for event in events:
        pause()
        kind = type(event)
        anchor = getattr(event, "anchor", None)
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            outer.append(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            outer.pop()
        elif kind is yaml.DocumentStartEvent and event.version not in (None, (1, 1)):
            return Complaint(OTHER_VERSION, event.start_mark.index)
        elif kind is yaml.DocumentEndEvent and not keeps_anchors:
            anchors.clear()
        elif kind is yaml.AliasEvent:
            if anchor not in anchors or anchors[anchor] in outer:
                return Complaint(UNKNOWN_ALIAS, event.start_mark.index)
            continue
        if anchor:
            anchors[anchor] = event
    return None


def _loader() -> Any:
    if hasattr(yaml, "CSafeLoader"):
        return yaml.CSafeLoader
    from portlens.formats._yaml.pure import PureLoader

    return PureLoader


_LOADER = _loader()


_BLOCKS = ("|", ">")


def _nodes(
    events: Iterator[_Event], anchors: Anchors, shift: int, text: str, deepest: int
) -> list[Node]:
    """Build nodes without recursion, so that no depth of nesting exhausts the stack."""
    documents: list[Node] = []
    inside: list[Node] = documents
    outer: list[tuple[list[Node], _Event, Node | None]] = []
    values: dict[str, str] = {}  # each once: keys stand in a file over and over
    for event in events:
        pause()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            start, end = event.start_mark.index, event.end_mark.index
            if event.style in _BLOCKS:
                # To the parser it ends where the next token begins.
                end = start + len(text[start:end].rstrip(" \t\r\n"))
            node: Node = Scalar(
                start + shift,
                end + shift,
                event.tag,
                values.setdefault(event.value, event.value),
                event.style or "",
            )
            anchor = event.anchor
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if len(outer) == deepest:
                raise NotYaml
            outer.append((inside, event, anchors.get(event.anchor)))
            inside = []
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            children, (inside, opening, before) = inside, outer.pop()
            node = _collection(opening, event, children, shift, anchors)
            # To Go's parser an anchor counts from where it stands: a later one inside goes before.
            anchor = opening.anchor if anchors.get(opening.anchor) is before else None
        elif kind is yaml.AliasEvent:
            name = event.anchor
            start, end = event.start_mark.index + shift, event.end_mark.index + shift
            node = Alias(start, end, None, name, anchors.get(name))
            anchors.are_lacking |= node.target is None
            anchor = None
        else:
            continue
        inside.append(node)
        if anchor:
            anchors[anchor] = node
    return documents


def _collection(
    opening: _Event, closing: _Event, children: list[Node], shift: int, anchors: Anchors
) -> Node:
    start = opening.start_mark.index + shift
    # A block collection ends, to the parser, where the next token begins.
    end = children[-1].end if children else start
    if opening.flow_style:
        end = closing.end_mark.index + shift
    if type(opening) is yaml.SequenceStartEvent:
        return Sequence(start, end, opening.tag, tuple(children))
    pairs = zip(children[::2], children[1::2], strict=True)
    return mapping(start, end, opening.tag, pairs, anchors)
