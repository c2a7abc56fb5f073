"""What a definition of a service says in vain, since a later one says it again.

Source: docker-compose 2.40.3 run on each form: of `environment` and `labels` a later definition
replaces the values of single names, of `command`, `entrypoint` and a health check's `test` the
whole.
"""

from collections.abc import Iterator, Sequence

from portlens.formats._yaml.nodes import Mapping, Node, Scalar, entries, resolved, value_of
from portlens.formats._yaml.nodes import Sequence as List
from portlens.model.socket import Place
from portlens.programs.compose.service import Definition
from portlens.programs.compose.whole import Documents, node_of
from portlens.text.pause import pause
from portlens.text.span import Span

_BY_NAME = ("environment", "labels")
_WHOLE = ("command", "entrypoint")
_TAGS = frozenset({"!reset", "!override"})


def replaced(definitions: Sequence[Definition], documents: Documents) -> list[list[Span]]:
    """Return, for each of a service's definitions, the places that count no more."""
    if len(definitions) < 2:
        return [[] for _ in definitions]
    found: list[list[Span]] = []
    said: set[tuple[str, str]] = set()
    ended: set[str] = set()  # keys of which nothing below counts
    for definition in reversed(definitions):
        pause()
        node = node_of(definition, documents)
        mine = list(_said(node))
        found.append([span for key, name, span in mine if key in ended or (key, name) in said])
        said.update((key, name) for key, name, _ in mine)
        ended.update(
            key.value for key, value in entries(node) if getattr(value, "tag", None) in _TAGS
        )
    return found[::-1]


def replacing(
    definitions: Sequence[Definition], documents: Documents, path: str, key: str
) -> Place | None:
    """Return where what the file at `path` says under `key` is replaced or taken back as a whole.

    None where it counts. `definitions` are those of one service, the lowest first.
    """
    found: Place | None = None
    for definition in reversed(definitions):
        pause()
        if definition.path == path:
            return found
        node = node_of(definition, documents)
        for name, value in entries(node):
            if name.value == key and getattr(value, "tag", None) in _TAGS:
                found = Place(definition.path, name.span)
    return None


def environment_names(definitions: Sequence[Definition], documents: Documents) -> set[str]:
    """Return the names of the variables that a service's own `environment` sets."""
    return {
        name
        for definition in definitions
        for key, name, _ in _said(node_of(definition, documents))
        if key == "environment"
    }


def _said(node: Node | None) -> Iterator[tuple[str, str, Span]]:
    """Yield what a definition says that may be replaced: its key, a name in it, and its place."""
    for key, value in entries(node):
        if key.value in _WHOLE:
            yield key.value, "", value.span
        elif key.value == "healthcheck":
            test = value_of(value, "test")
            if test is not None:
                yield key.value, "test", test.span
        elif key.value in _BY_NAME:
            yield from ((key.value, name, span) for name, span in _names(value))


def _names(value: Node) -> Iterator[tuple[str, Span]]:
    node = resolved(value)
    if isinstance(node, Mapping):
        for name, inner in entries(node):
            yield name.value, inner.span
    elif isinstance(node, List):
        for item in node.items:
            text = resolved(item)
            if isinstance(text, Scalar):
                yield text.value.partition("=")[0], item.span
