"""The `env_file` files of a service: environment that is written outside of the Compose file.

Source: docker-compose 2.40.3 run on each form: a later file goes before an earlier one and
`environment` before all of them; variables in a file are those of the project's `.env` file and of
the files before it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from portlens.formats._yaml.nodes import Mapping as Block
from portlens.formats._yaml.nodes import Node, Scalar, Sequence, resolved, text_of, value_of
from portlens.formats.compose.interpolation import UNKNOWN, expand
from portlens.formats.compose.services import ComposeFile, services
from portlens.formats.dotenv.env import EnvValue, read_env
from portlens.programs.compose.service import Body, Definition
from portlens.programs.compose.sources import Sources, beside
from portlens.text.span import Span


class EnvironmentFile(NamedTuple):
    """A file at `path` that `definition` names at `named`, a span of its own text."""

    definition: Definition
    named: Span
    path: str
    text: str


class Told(NamedTuple):
    """A variable that a service gets from such a file."""

    file: EnvironmentFile
    name: str
    known: EnvValue


def environment_files(body: Body, sources: Sources) -> Iterator[EnvironmentFile]:
    """Yield the files of a service that can be read, in Compose's order."""
    for definition in body.definitions:
        if "env_file" not in definition.document.text:
            continue
        for scalar in _named(_section(definition)):
            name = expand(scalar.value, definition.variables).text
            path = beside(definition.document.path, name)
            text = sources.text(path) if name and UNKNOWN not in name else None
            if text is not None:
                yield EnvironmentFile(definition, scalar.span, path, text)


def told_by(
    files: tuple[EnvironmentFile, ...], variables: Mapping[str, str], replaced: set[str]
) -> Iterator[Told]:
    """Yield what the files give a service; names of `replaced` are set by `environment`."""
    earlier: dict[str, str] = {}
    said: list[tuple[EnvironmentFile, dict[str, EnvValue]]] = []
    for file in files:
        values = read_env(file.text, file.path, {**earlier, **variables}).values
        earlier |= {name: known.value for name, known in values.items()}
        said.append((file, values))
    seen = set(replaced)
    for file, values in reversed(said):
        yield from (Told(file, name, known) for name, known in values.items() if name not in seen)
        seen |= values.keys()


def _section(definition: Definition) -> Node | None:
    tree = definition.document.reading.tree
    for top in tree.documents if isinstance(tree, ComposeFile) else ():
        for service in services(top):
            if service.key.start == definition.key.start:
                return value_of(service.node, "env_file")
    return None


def _named(node: Node | None) -> Iterator[Scalar]:
    """Yield the paths: one alone, or a list of texts and of mappings with a `path`.

    A file of another `format` is read in another way.
    """
    node = resolved(node)
    for item in node.items if isinstance(node, Sequence) else (node,):
        inner = resolved(item)
        if isinstance(inner, Block):
            inner = (
                None if text_of(value_of(inner, "format")) else resolved(value_of(inner, "path"))
            )
        if isinstance(inner, Scalar):
            yield inner
