"""The configurations that a HAProxy in a container reads.

Source: the images `haproxy` (docker-library) and `haproxytech/haproxy-*`, which start
`haproxy -f /usr/local/etc/haproxy/haproxy.cfg`, and HAProxy's management guide, section 3.
"""

import posixpath

from portlens.formats.registry import format_named
from portlens.programs.given import Container
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


def configurations_in(node: Node, workspace: Workspace) -> list[Document]:
    """Return the files that a HAProxy in a container reads, as far as the project gives them.

    Of a folder it reads all that ends with `.cfg`. A container that is started with something else
    only shares the files.
    """
    if node.files is None or node.runs_code:
        return []
    chosen = _CHOSEN.findall(node.runs)
    every = (_read_at(inside, node.files, workspace) for inside in chosen or _USUAL)
    if chosen:
        return [document for found in every for document in found]
    return next((found for found in every if found), [])


def _read_at(inside: str, files: Container, workspace: Workspace) -> list[Document]:
    """Return the file at a path in the container, or those of the folder that it is."""
    path = files.path_of(inside)
    document = workspace.document(path, format_named("haproxy")) if path else None
    every = [document]
    if document is None:
        paths = files.matching(posixpath.join(inside, "*.cfg"), workspace.names_in)
        every = [workspace.document(each, format_named("haproxy")) for each in paths]
    return [each for each in every if each is not None and each.format.id == "haproxy"]


def is_alone(node: Node) -> bool:
    """Tell whether the image is an official one and runs nothing but HAProxy."""
    return _OFFICIAL.fullmatch(node.image) is not None and bool(_PLAIN.fullmatch(node.runs))


def is_seen(node: Node, workspace: Workspace) -> bool:
    """Tell whether all files that HAProxy reads are seen, and no build or volume replaces one."""
    files = node.files
    is_hidden = any(f"{path}/".startswith(_FOLDERS) or path in _ABOVE for path in node.hidden)
    if files is None or is_hidden or "haproxy" in node.alters:
        return False
    return all(
        workspace.document(files.path_of(inside)) is not None or files.is_whole(inside)
        for inside in _CHOSEN.findall(node.runs)
    )


_FOLDERS = ("/usr/local/etc/haproxy/", "/etc/haproxy/")
_ABOVE = frozenset({"/", "/etc", "/usr", "/usr/local", "/usr/local/etc"})
