"""The nginx of a container, with the files that the project gives it and those of its image.

Source: the images `nginx` and `nginxinc/nginx-unprivileged`: their nginx.conf includes
conf.d/*.conf into `http`, and there lies a default.conf alone.
"""

import re
from collections import OrderedDict
from collections.abc import Collection
from typing import NamedTuple

from portlens.formats.nginx.context import is_main
from portlens.formats.registry import format_named
from portlens.programs.given import Container
from portlens.programs.nginx.build import Builder, tree_of
from portlens.programs.nginx.configuration import MAINS, PARTS
from portlens.programs.nginx.connections import connections
from portlens.programs.nginx.includes import Asked, Inside
from portlens.programs.nginx.servers import Configuration
from portlens.programs.nginx.sockets import sockets
from portlens.programs.node import Node
from portlens.programs.program import Facts, Program, Topology
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

_OFFICIAL = re.compile(
    r"(?:docker\.io/)?(?:(?:library/)?nginx|nginxinc/nginx-unprivileged)"
    r"(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?"
)
_PLAIN = re.compile(r"(?:nginx(?: -g ['\"]?daemon off;['\"]?)?)?")
_RUNS_MORE = re.compile(r"\b(?:supervisor|s6|runit|foreman|pm2)")
_FILLED_IN = ("/etc/nginx/templates", "/docker-entrypoint")
_DEFAULT = "/etc/nginx/conf.d/default.conf"
_REMOVED = re.compile(r"\brm\b[^&;\n]*/conf\.d/(?:default\.conf|\*)")


def program_in(node: Node, workspace: Workspace) -> Program | None:
    """Return the nginx that runs in a container; None where the project gives it no server.

    It is whole where the container runs nothing else, and nothing but the project and an
    official image can have put a server into its configuration.
    """
    files = node.files
    roots = _roots(files, workspace) if files is not None else []
    if files is None or not roots:
        return None
    key = (id(workspace), node.space.id, node.owner)
    kept = _KEPT.get(key)
    if kept is not None and kept.node is node and kept.has(roots):
        return kept.program
    is_alone = _is_alone(node)
    owned = _owned(node, files) if is_alone else None
    asked = Asked(workspace, roots[0], Inside(files, owned))
    asked.begin(roots[0].path)
    are_all = owned is not None and not owned
    found = Builder(asked, "").build(roots, are_all=are_all)
    program = _program(
        node, found, is_whole=owned is not None and found.is_whole, is_alone=is_alone
    )
    _KEPT[key] = _Kept(node, asked, roots, program)
    if len(_KEPT) > _MOST_KEPT:
        _KEPT.popitem(last=False)
    return program


def _roots(files: Container, workspace: Workspace) -> list[Document]:
    """Return the main file that is given to a container, or the parts that its own includes."""
    format_ = format_named("nginx")
    for usual in MAINS:
        path = files.path_of(usual)
        main = workspace.document(path, format_) if path else None
        if main is not None:
            return [main] if is_main(tree_of(main)) else []
    paths = [path for each in PARTS for path in files.matching(each, workspace.files.list)]
    parts = [workspace.document(path, format_) for path in paths]
    return [part for part in parts if part is not None and not is_main(tree_of(part))]


def _is_alone(node: Node) -> bool:
    """Tell whether the image is an official one and runs nothing but nginx."""
    is_plain = _OFFICIAL.fullmatch(node.image) and _PLAIN.fullmatch(node.runs)
    return is_plain is not None and not _RUNS_MORE.search(node.alters)


def _owned(node: Node, files: Container) -> Collection[str] | None:
    """Return the image's own files with servers in them; None where nobody can tell."""
    if any(path.startswith(_FILLED_IN) for path in (*files.insides(), *node.hidden)):
        return None
    if any(f"{path}/".startswith("/etc/nginx/") or path in {"/etc", "/"} for path in node.hidden):
        return None
    rest = _REMOVED.sub("", node.alters)
    if "nginx" in rest:
        return None
    is_replaced = files.path_of(_DEFAULT) or _REMOVED.search(node.alters)
    return () if is_replaced else (_DEFAULT,)


def _program(node: Node, found: Configuration, *, is_whole: bool, is_alone: bool) -> Program:
    is_known = all(listener.ports is not None for listener in found.listeners)
    return Program(
        found.documents,
        tuple(sockets(found.listeners, node.space)),
        lambda: Topology(connections=tuple(connections(found, node.space))),
        Facts(is_whole=is_whole and is_known, is_alone=is_alone),
    )


class _Kept(NamedTuple):
    node: Node
    asked: Asked
    roots: list[Document]
    program: Program

    def has(self, roots: list[Document]) -> bool:
        """Tell whether the program that begins with `roots` is this one, and as it was."""
        are_same = len(roots) == len(self.roots) and all(map(_is, roots, self.roots))
        return are_same and self.asked.holds_for(roots[0])


def _is(one: Document, other: Document) -> bool:
    return one is other


_KEPT: OrderedDict[tuple[int, str, str], _Kept] = OrderedDict()
_MOST_KEPT = 128
