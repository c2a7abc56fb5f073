"""What the settings of a service say as text, but for its lists of ports."""

from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from portlens.formats._yaml.nodes import Alias, Mapping, Node, Scalar, Sequence, resolved
from portlens.programs.compose.service import Body
from portlens.programs.compose.whole import START, Documents, only_document, services_by_place
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.latest import Latest

# Anchors of one service. Each of a thousand services may merge the one before it: all the texts of
# all of them would be half a million. Files that people have share some few.
_MOST_ANCHORS = 32


def texts(body: Body, documents: Documents) -> Iterable[str]:
    """Return what the service's definitions in `documents` say, but for their lists of ports.

    What an alias brings in from elsewhere is a text of its own, the very same one for each of
    thousands of services; it is all of its anchor, though keys of the service may replace some.
    """
    definitions = body.definitions
    document = only_document(definitions, documents)
    if document is None:
        return chain.from_iterable(
            _TEXTS(documents[each.path]).get(START(each), (documents[each.path].text,))
            for each in definitions
        )
    every = map(_TEXTS(document).get, map(START, definitions), repeat((document.text,)))
    return chain.from_iterable(every)


class _Part(NamedTuple):
    """The text of a node, and what its aliases stand for, each as a service or a part of one."""

    text: str
    anchors: "tuple[tuple[Node, bool], ...]"


class _Reader:
    """The texts of the services of one file; an anchor is read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: dict[tuple[int, int, bool], _Part] = {}  # by the node's span

    def texts(self, service: Node) -> tuple[str, ...]:
        """Return the text of a service, and those of all anchors that it is made of."""
        if not _ALIAS.search(service.span.of(self._text)):
            return (_without_ports(self._text, service),)
        found: dict[tuple[int, int, bool], str] = {}
        waiting = [(service, True)]
        while waiting:
            node, is_service = waiting.pop()
            key = *node.span, is_service
            if key in found:
                continue
            if len(found) > _MOST_ANCHORS:
                return (self._text,)
            part = self._parts.get(key)
            if part is None:
                part = self._parts[key] = self._part(node, is_service=is_service)
            found[key] = part.text
            waiting += part.anchors
        return tuple(found.values())

    def _part(self, node: Node, *, is_service: bool) -> _Part:
        text = _without_ports(self._text, node) if is_service else node.span.of(self._text)
        every = ((resolved(one), whole) for one, whole in _aliases(node, is_service=is_service))
        anchors = {(*one.span, whole): (one, whole) for one, whole in every if one is not None}
        return _Part(text, tuple(anchors.values()))


def _aliases(node: Node, *, is_service: bool) -> Iterator[tuple[Alias, bool]]:
    """Yield the aliases in a node, and whether each stands for a service or is merged into one."""
    waiting = [(node, is_service)]
    while waiting:
        inner, is_whole = waiting.pop()
        if isinstance(inner, Alias):
            yield inner, is_whole
        elif isinstance(inner, Sequence):
            waiting += [(item, is_whole) for item in inner.items]
        elif isinstance(inner, Mapping):
            for key, value in inner.pairs:
                name = getattr(resolved(key), "value", "")
                if not is_whole or name != "ports":
                    waiting += [(key, False), (value, is_whole and name == "<<")]


def _texts_of(document: Document) -> dict[int, tuple[str, ...]]:
    """Return what each service of a file says, by where its name begins."""
    reader = _Reader(document.text)
    return {
        start: reader.texts(node) for start, node in pausing(services_by_place(document).items())
    }


_TEXTS = Latest(_texts_of, 32)


# The asterisk of `listen_addresses='*'` is none.
_ALIAS = regex(r"(?<![^\s\[{,])\*[^\s*]|\A\*")


def _without_ports(text: str, node: Node) -> str:
    parts, position = [], node.span.start
    for key, value in node.pairs if isinstance(node, Mapping) else ():
        if isinstance(key, Scalar) and key.value == "ports":
            parts.append(text[position : value.span.start])
            position = value.span.end
    return "".join((*parts, text[position : node.span.end]))
