"""What `build` of a service says: from which Dockerfile its image is made, and how.

Source: the Compose specification of `build`, and docker-compose 2.40.3 run on each form.
"""

import posixpath
from collections.abc import Mapping

from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._yaml.nodes import Mapping as MappingNode
from portlens.formats._yaml.nodes import Node, entries, resolved, text_of, value_of
from portlens.formats.compose.services import items_of
from portlens.text.named_tuple import NamedTuple


class Build(NamedTuple):
    """How an image is built; `path` is that of its Dockerfile, empty where nobody knows it.

    `context` is the folder that COPY copies from. `inline` is a Dockerfile that stands in the
    Compose file itself.
    """

    context: str = ""
    path: str = ""
    inline: str = ""
    target: str = ""
    arguments: Mapping[str, str] = {}


def build_of(written: Node | None, folder: str, values: Mapping[str, str]) -> Build | None:
    """Return what a value of `build` says to a file in `folder`; None where there is none."""
    node = resolved(written)
    if node is None:
        return None
    arguments = dict(_arguments(value_of(node, "args"), values))
    target = expand(text_of(value_of(node, "target")), values).text
    inline = text_of(value_of(node, "dockerfile_inline"))
    # In a Compose file a dollar sign that is meant for the builder is written twice.
    found = Build("", "", expand(inline, values).text, target, arguments)
    context = expand(text_of(node) or text_of(value_of(node, "context")) or ".", values).text
    if UNKNOWN in context or "://" in context:
        return found
    context = posixpath.normpath(posixpath.join(folder, context))
    name = expand(text_of(value_of(node, "dockerfile")) or "Dockerfile", values).text
    if value_of(node, "dockerfile_inline") is not None or UNKNOWN in name:
        return found._replace(context=context)
    return found._replace(context=context, path=posixpath.normpath(posixpath.join(context, name)))


def _arguments(node: Node | None, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the arguments of the build; one without a value has that of the variable."""
    if isinstance(resolved(node), MappingNode):
        pairs = [(key.value, value) for key, value in entries(node)]
        return [
            (name, expand(text_of(value), values).text if text_of(value) else _same(name, values))
            for name, value in pairs
        ]
    found = []
    for item in items_of(resolved(node)):
        name, sign, value = expand(text_of(item), values).text.partition("=")
        found.append((name, value if sign else _same(name, values)))
    return found


def _same(name: str, values: Mapping[str, str]) -> str:
    return values.get(name, UNKNOWN)
