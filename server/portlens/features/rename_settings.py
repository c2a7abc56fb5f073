"""Where the settings of a container speak of its port in words that no reader takes for a port.

`--port 8000` and `PORT=8000` mean the port that the container listens on, where it has that one. Of
any other word that is the same number nobody can tell.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from portlens.features.rename_values import values_of
from portlens.model.socket import Place, PortSpace
from portlens.network.network import Network
from portlens.network.spot import Port
from portlens.programs.node import Node
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.span_set import SpanSet
from portlens.workspace.workspace import Workspace


class Word(NamedTuple):
    """A place that has the number of a port; `is_port`: it is that of the container itself."""

    place: Place
    is_port: bool


class _Part(NamedTuple):
    """Settings of a container: a stretch of a file's text."""

    path: str
    text: str
    span: Span


def words_for(
    ports: Sequence[Port], network: Network, known: Collection[Place], workspace: Workspace
) -> list[Word]:
    """Return the words of the containers that listen on `ports`, besides the places in `known`.

    Of a file that other containers have as well nobody can tell whose port its words mean.
    """
    found: dict[Place, Word] = {}
    spans: dict[str, list[Span]] = {}
    for place in known:
        spans.setdefault(place.path, []).append(place.span)
    taken = {path: SpanSet(each) for path, each in spans.items()}
    # Of each container and number one is enough, however many entries open it.
    asked = {
        (port.space, port.first): None
        for port in ports
        if port.space.kind == "container" and port.first == port.last
    }
    whose = _files_by_space(network)
    for space, number in asked:
        for part in _parts(network.nodes.get(space, []), workspace):
            for span, says_so in _words(part, number):
                if part.path in taken and taken[part.path].meets(span):
                    continue
                place = Place(part.path, span)
                is_shared = bool(whose.get(part.path, frozenset()) - {space})
                found.setdefault(place, Word(place, says_so and not is_shared))
    return list(found.values())


def says_port(text: str, span: Span, port: int, *, is_told: bool) -> bool:
    """Tell whether the settings at `span` of `text` say the port; `is_told`: by any word."""
    part = _Part("", text, span)
    return any(is_told or is_port for _, is_port in _words(part, port))


def _files_by_space(network: Network) -> Mapping[str, set[PortSpace]]:
    """Return by file of which containers it has settings, where it has those of whole ones."""
    found: dict[str, set[PortSpace]] = {}
    for space, nodes in pausing(network.nodes.items()):
        for node in nodes:
            for path in _files(node):
                found.setdefault(path, set()).add(space)
    return found


def _parts(nodes: Iterable[Node], workspace: Workspace) -> Iterator[_Part]:
    for node in nodes:
        own: dict[str, list[Span]] = {}
        for place in node.settings_at:
            text = workspace.text(place.path) or ""
            section = _section(text, place.span)
            own.setdefault(place.path, []).append(section)
            yield _Part(place.path, text, section)
        for _, place in values_of(node, workspace):
            # What an alias brings in stands elsewhere.
            if not any(each.start <= place.span.start < each.end for each in own[place.path]):
                yield _Part(place.path, workspace.text(place.path) or "", place.span)
        for path in _files(node):
            text = workspace.text(path) or ""
            yield _Part(path, text, Span(0, len(text)))


def _files(node: Node) -> tuple[str, ...]:
    """Return the files that are settings of the container as a whole."""
    recipe = () if node.recipe is None else (node.recipe.path,)
    return (*recipe, *node.variables_in)


def _section(text: str, name: Span) -> Span:
    """Return what stands below a name: up to the next line that is no deeper than its own."""
    start = text.rfind("\n", 0, name.start) + 1
    depth = len(text[start : name.start]) - len(text[start : name.start].lstrip(" "))
    end = re.compile(rf"^ {{0,{depth}}}[^\s#]", re.MULTILINE).search(text, name.end)
    return Span(name.end, end.start() if end else len(text))


def _words(part: _Part, port: int) -> Iterator[tuple[Span, bool]]:
    """Yield where the number is a word by itself, and whether that is said to be the port."""
    number = re.compile(rf"(?<![\w.-]){port}(?![\w.-]|:[0-9])")
    for match in number.finditer(part.text, part.span.start, part.span.end):
        start, end = match.span()
        line = part.text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1
        line = max(line, start - _LONGEST_LINE)
        before = part.text[max(part.span.start, start - _LONGEST) : start]
        is_comment = _COMMENT.search(part.text[line:start]) is not None
        if not is_comment:
            yield Span(start, end), _SAYS_PORT.search(before) is not None


_LONGEST = 80  # characters before a number that say what it is
_LONGEST_LINE = 1_000  # and those in which a comment may have begun
_COMMENT = regex(r"(?:^|\s)#")
# An option, as words, as a list of words, or as one on a line each; a variable; an own address.
_BETWEEN = r"""(?:[ \t]*=[ \t]*|["']?[ \t]*,?\s*(?:-[ \t]+)?)["']?"""
_SAYS_PORT = regex(
    rf"""(?:(?<![\w-])--(?:http-|server-|listen-|web-)?port{_BETWEEN}
    |(?<![\w-])(?:--bind|--listen|-b){_BETWEEN}(?:[\w.]+|\[[0-9a-fA-F:]+\])?:
    |(?<![\w$])(?:HTTP_|SERVER_|LISTEN_|APP_|WEB_)?PORT["']?(?:[ \t]*[=:][ \t]*|[ \t]+)["']?
    |(?<![\w.])(?:0\.0\.0\.0|\[::\]):)\Z""",
    re.VERBOSE,
)
