"""The Caddyfile that a Caddy in a container reads.

Source: the image `caddy` (docker-library), which starts `caddy run --config /etc/caddy/Caddyfile
--adapter caddyfile`, and Caddy's documentation, "Command Line".
"""

from portlens.formats.registry import format_named
from portlens.programs.caddyfile.configuration import MAIN
from portlens.programs.node import Node
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

_CHOSEN = regex(r"(?<!\S)--config[= ][\"']?(/[^\s\"',\]]+)")
_OFFICIAL = regex(r"(?:docker\.io/)?(?:library/)?caddy(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?")
_PLAIN = regex(
    r"(?:(?:/\S*/)?caddy run(?: --(?:config[= ]\S+|adapter[= ]caddyfile|watch|environ))*)?"
)


def configuration_in(node: Node, workspace: Workspace) -> Document | None:
    """Return the main file that a Caddy in a container reads; None where the project gives none.

    A container that is started with something else only shares the file.
    """
    if node.files is None or node.runs_code:
        return None
    for inside in _CHOSEN.findall(node.runs) or (MAIN,):
        path = node.files.path_of(inside)
        document = workspace.document(path, format_named("caddyfile")) if path else None
        if document is not None and document.format.id == "caddyfile":
            return document
    return None


def is_alone(node: Node) -> bool:
    """Tell whether the image is an official one and runs nothing but Caddy."""
    return _OFFICIAL.fullmatch(node.image) is not None and bool(_PLAIN.fullmatch(node.runs))


def is_seen(node: Node) -> bool:
    """Tell whether Caddy reads no file that a build or a volume replaces."""
    is_hidden = any(f"{path}/".startswith("/etc/caddy/") or path in _ABOVE for path in node.hidden)
    return not is_hidden and "caddy" not in node.alters


_ABOVE = frozenset({"/", "/etc"})
