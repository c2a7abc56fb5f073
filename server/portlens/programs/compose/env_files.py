"""The `env_file` files of a service: environment that is written outside of the Compose file.

Source: docker-compose 2.40.3 run on each form: a later file goes before an earlier one and
`environment` before all of them; variables in a file are those of the project's `.env` file and of
the files before it.
"""

from collections.abc import Callable, Iterator, Mapping

from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._yaml.nodes import Mapping as MappingNode
from portlens.formats._yaml.nodes import Node, Scalar, Sequence, resolved, text_of, value_of
from portlens.formats.dotenv.env import EnvValue, read_env
from portlens.programs.compose.service import (
    MOST_ENV_FILES,
    Body,
    Definition,
    EnvironmentName,
)
from portlens.programs.compose.sources import Sources, beside
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class EnvironmentFile(NamedTuple):
    """A file at `path` that `definition` names at `named`, a span of its own text.

    `is_raw`: its values are what stands there, quotes included.
    """

    definition: Definition
    named: Span
    path: str
    text: str
    is_raw: bool


class Told(NamedTuple):
    """A variable that a service gets from such a file."""

    file: EnvironmentFile
    name: str
    known: EnvValue


def named_in(node: Node | None, definition: Definition) -> Iterator[EnvironmentName]:
    """Yield the paths of `env_file`: one alone, or a list of texts and of mappings with a `path`.

    Compose knows no `format` but `raw`, and stops at any other.
    """
    node = resolved(node)
    for item in node.items if isinstance(node, Sequence) else (node,):
        inner, format_ = resolved(item), ""
        if isinstance(inner, MappingNode):
            inner, format_ = resolved(value_of(inner, "path")), text_of(value_of(inner, "format"))
        if isinstance(inner, Scalar) and format_ in ("", "raw"):
            name = expand(inner.value, definition.variables).text
            if name and UNKNOWN not in name:
                yield EnvironmentName(definition, inner.span, name, format_ == "raw")


def environment_files(
    body: Body, sources: Sources, report: Callable[[str, str, Span], None]
) -> Iterator[EnvironmentFile]:
    """Yield the files of a service that can be read, in Compose's order; `report` what cannot."""
    for definition, span, name, is_raw in body.env_files[:MOST_ENV_FILES]:
        path = beside(definition.path, name)
        why = sources.why_unread(path)
        if why:
            report(why, definition.path, span)
        text = sources.text(path)
        if text is not None:
            yield EnvironmentFile(definition, span, path, text, is_raw)
    for definition, span, *_ in body.env_files[MOST_ENV_FILES:]:
        report("too-many", definition.path, span)


def told_by(files: tuple[EnvironmentFile, ...], variables: Mapping[str, str]) -> list[Told]:
    """Return what the files give a service, each name once."""
    earlier: dict[str, str] = {}
    found: dict[str, Told] = {}
    for file in files:
        if file.is_raw:
            from portlens.formats.dotenv.raw import read_raw

            values = read_raw(file.text, file.path).values
        else:
            values = read_env(file.text, file.path, {**earlier, **variables}).values
        earlier |= {name: known.value for name, known in values.items()}
        found |= {name: Told(file, name, known) for name, known in values.items()}
    return list(found.values())
