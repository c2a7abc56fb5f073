"""The `env_file` files of a service: environment that is written outside of the Compose file.

Source: docker-compose 2.40.3 run on each form: a later file goes before an earlier one and
`environment` before all of them; variables in a file are those of the project's `.env` file and of
the files before it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from portlens.formats._yaml.nodes import Mapping as Block
from portlens.formats._yaml.nodes import Node, Scalar, Sequence, resolved, text_of, value_of
from portlens.formats.compose.interpolation import UNKNOWN, expand
from portlens.formats.dotenv.env import EnvValue, read_env
from portlens.programs.compose.service import (
    MOST_ENV_FILES,
    Body,
    Definition,
    EnvironmentName,
)
from portlens.programs.compose.sources import Sources, beside
from portlens.text.span import Span
from portlens.workspace.document import Document


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


def named_in(node: Node | None, definition: Definition) -> Iterator[EnvironmentName]:
    """Yield the paths of `env_file`: one alone, or a list of texts and of mappings with a `path`.

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
            name = expand(inner.value, definition.variables).text
            if name and UNKNOWN not in name:
                yield EnvironmentName(definition, inner.span, name)


def environment_files(
    body: Body, sources: Sources, report: Callable[[str, Document, Span], None]
) -> Iterator[EnvironmentFile]:
    """Yield the files of a service that can be read, in Compose's order; `report` what cannot."""
    for definition, span, name in body.env_files[:MOST_ENV_FILES]:
        path = beside(definition.document.path, name)
        why = sources.why_unread(path)
        if why:
            report(why, definition.document, span)
        text = sources.text(path)
        if text is not None:
            yield EnvironmentFile(definition, span, path, text)
    for definition, span, _ in body.env_files[MOST_ENV_FILES:]:
        report("too-many", definition.document, span)


def told_by(files: tuple[EnvironmentFile, ...], variables: Mapping[str, str]) -> list[Told]:
    """Return what the files give a service, each name once."""
    earlier: dict[str, str] = {}
    found: dict[str, Told] = {}
    for file in files:
        values = read_env(file.text, file.path, {**earlier, **variables}).values
        earlier |= {name: known.value for name, known in values.items()}
        found |= {name: Told(file, name, known) for name, known in values.items()}
    return list(found.values())
