"""The configuration that a HAProxy in a container reads.

Source: the images `haproxy` (docker-library) and `haproxytech/haproxy-*`, which start
`haproxy -f /usr/local/etc/haproxy/haproxy.cfg`, and HAProxy's management guide, section 3.
"""

from portlens.formats.registry import format_named
from portlens.programs.node import Node
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

_USUAL = ("/usr/local/etc/haproxy/haproxy.cfg", "/etc/haproxy/haproxy.cfg")
_CHOSEN = regex(r"(?<!\S)-f[= ]?[\"']?(/[^\s\"',\]]+)")
_OFFICIAL = regex(
    r"(?:docker\.io/)?(?:(?:library/)?haproxy|haproxytech/haproxy-(?:alpine|debian|ubuntu))"
    r"(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?"
)
_PLAIN = regex(r"(?:(?:/\S*/)?haproxy(?: -(?:f \S+|W|db|Ws|V|d\w*))*)?")


def configuration_in(node: Node, workspace: Workspace) -> Document | None:
    """Return the one file that a HAProxy in a container reads; None where the project gives none.

    A container that is started with something else only shares the file.
    """
    if node.files is None or node.runs_code:
        return None
    for inside in _CHOSEN.findall(node.runs) or _USUAL:
        path = node.files.path_of(inside)
        document = workspace.document(path, format_named("haproxy")) if path else None
        if document is not None and document.format.id == "haproxy":
            return document
    return None


def is_alone(node: Node) -> bool:
    """Tell whether the image is an official one and runs nothing but HAProxy."""
    return _OFFICIAL.fullmatch(node.image) is not None and bool(_PLAIN.fullmatch(node.runs))


def is_seen(node: Node) -> bool:
    """Tell whether HAProxy reads no file but one, which no build and no volume replaces."""
    is_hidden = any(f"{path}/".startswith(_FOLDERS) or path in _ABOVE for path in node.hidden)
    return len(_CHOSEN.findall(node.runs)) < 2 and not is_hidden and "haproxy" not in node.alters


_FOLDERS = ("/usr/local/etc/haproxy/", "/etc/haproxy/")
_ABOVE = frozenset({"/", "/etc", "/usr", "/usr/local", "/usr/local/etc"})
