"""The nginx of a container, with the files that the project gives it and those of its image.

Source: the images `nginx` and `nginxinc/nginx-unprivileged`: their nginx.conf includes
conf.d/*.conf into `http`, and there lies a default.conf alone.
"""

from collections.abc import Collection

from portlens.formats.nginx.context import is_main
from portlens.formats.registry import format_named
from portlens.programs.facts import Facts
from portlens.programs.given import Container
from portlens.programs.nginx.build import Builder, tree_of
from portlens.programs.nginx.configuration import MAINS, PARTS
from portlens.programs.nginx.connections import connections
from portlens.programs.nginx.includes import Asked, Inside
from portlens.programs.nginx.servers import Configuration
from portlens.programs.nginx.sockets import sockets
from portlens.programs.node import Node
from portlens.programs.program import Program, Topology
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace

_OFFICIAL = regex(
    r"(?:docker\.io/)?(?:(?:library/)?nginx|nginxinc/nginx-unprivileged)"
    r"(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?"
)
_PLAIN = regex(r"(?:nginx(?: -g ['\"]?daemon off;['\"]?)?)?")
_RUNS_MORE = regex(r"\b(?:supervisor|s6|runit|foreman|pm2)")
_FILLED_IN = ("/etc/nginx/templates", "/docker-entrypoint")
_DEFAULT = "/etc/nginx/conf.d/default.conf"
_REMOVED = regex(r"\brm\b[^&;\n]*/conf\.d/(?:default\.conf|\*)")


def program_in(node: Node, workspace: Workspace) -> Program | None:
    """Return the nginx that runs in a container; None where the project gives it no server.

    A container that is started with something else only shares the files.

    It is whole where the container runs nothing else, and nothing but the project and an
    official image can have put a server into its configuration.
    """
    files = None if node.runs_code else node.files
    roots = _roots(files, workspace) if files is not None else []
    if files is None or not roots:
        return None
    is_alone = _is_alone(node)
    owned = _owned(node, files) if is_alone else None

    def build(trace: Trace) -> Program:
        asked = Asked(trace, roots[0], Inside(files, owned))
        asked.begin(roots[0].path)
        are_all = owned is not None and not owned
        found = Builder(asked, "").build([*map(asked.filled, roots)], are_all=are_all)
        is_whole = owned is not None and found.is_whole
        return _program(node, found, is_whole=is_whole, is_alone=is_alone)

    key = node.space, node.owner
    return _PROGRAMS.value(workspace, key, build, subject=roots[0], parts=(node, *roots))


_PROGRAMS: Memo[Program] = Memo(128)


def _roots(files: Container, workspace: Workspace) -> list[Document]:
    """Return the main file that is given to a container, or the parts that its own includes."""
    format_ = format_named("nginx")
    for usual in MAINS:
        path = files.path_of(usual)
        main = workspace.document(path, format_) if path else None
        if main is not None:
            return [main] if is_main(tree_of(main)) else []
    paths = [path for each in PARTS for path in files.matching(each, workspace.names_in)]
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
