"""A development container as a program: what is forwarded out of it, and what it publishes.

With Compose files the container is a service of their project, and `db:5432` another one; what an
editor forwards it connects to from inside the container.
"""

from collections.abc import Iterable, Iterator

from portlens.formats.devcontainer.configuration import Configuration, Entry
from portlens.formats.registry import format_named
from portlens.model.address import ANY_IPV4, ANY_IPV6
from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, Place, PortSpace, Socket, Target
from portlens.programs.compose.program import opened as opened_by_project
from portlens.programs.compose.program import program_of as project_program
from portlens.programs.connecting import connection
from portlens.programs.devcontainer.named import files_named, naming
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.node import Node
from portlens.programs.program import Program, Topology
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

CONNECTING = ("devcontainer",)
SEALED = CONNECTING


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what `document` makes, together with the project that it is a part of."""
    subject = document.source
    projects = tuple(project for _, project in _projects(subject, workspace))

    def make() -> Program:
        return _of_service(subject, projects) if projects else _alone(subject)

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject, *projects))


def opened(document: Document, workspace: Workspace) -> Iterator[tuple[Document, PortUse]]:
    """Yield what the container publishes: by itself, or as a service what its project does."""
    projects = _projects(document.source, workspace)
    for main, _ in projects:
        yield from opened_by_project(main, workspace)
    for use in pausing(() if projects else document.uses):
        if use.role == "publishes" and use.port is not None and use.port.is_known:
            yield document, use


def programs_joining(project: Program, workspace: Workspace) -> Iterator[Program]:
    """Yield the development containers that are services of `project`.

    To these each has only its connections to add.
    """
    seen = set(project.documents)
    for path, each in project.documents.items():
        for document in naming(path, workspace) if each.format.id == "compose" else ():
            if document.path not in seen:
                seen.add(document.path)
                yield _joining(document.source, project, workspace)


def _joining(document: Document, project: Program, workspace: Workspace) -> Program:
    def topology() -> Topology:
        return Topology(connections=_of_nodes(document, project.topology.nodes))

    def make() -> Program:
        return Program({document.path: document}, (), topology, Facts(is_description=True))

    return _JOINING.of_parts(workspace, document.path, make, (document, project))


_PROGRAMS: Memo[Program] = Memo(64)
_JOINING: Memo[Program] = Memo(64)


def _projects(document: Document, workspace: Workspace) -> list[tuple[Document, Program]]:
    """Return the projects of the Compose files; the one of all of them, where that is known.

    Each comes with the file that was asked for it.
    """
    found = list(_each_project(document, workspace))
    named = {path for path, _ in files_named(document, workspace)}
    whole = [each for each in found if named <= each[1].documents.keys()]
    return whole[:1] or found


def _each_project(document: Document, workspace: Workspace) -> Iterator[tuple[Document, Program]]:
    compose = format_named("compose")
    seen: set[int] = set()
    for path, _ in files_named(document, workspace):
        found = workspace.document(path, compose)
        if found is not None and found.format is compose:
            program = project_program(found, workspace)
            if id(program) not in seen:
                seen.add(id(program))
                yield found, program


def _of_service(document: Document, projects: tuple[Program, ...]) -> Program:
    documents = {path: each for project in projects for path, each in project.documents.items()}
    sockets = tuple(socket for project in projects for socket in project.sockets)

    def topology() -> Topology:
        every = [project.topology for project in projects]
        nodes = tuple(node for each in every for node in each.nodes)
        # Several files may be loaded together otherwise than each alone: then names may be missing.
        if len(projects) > 1:
            nodes = tuple(node._replace(is_seen=False) for node in nodes)
        made = _of_nodes(document, nodes)
        inner = tuple(socket for each in every for socket in each.inner)
        theirs = tuple(each for topology in every for each in topology.connections)
        return Topology(nodes, inner, (*theirs, *made))

    return Program({**documents, document.path: document}, sockets, topology, Facts(starts=True))


def _of_nodes(document: Document, nodes: Iterable[Node]) -> tuple[Connection, ...]:
    """Return the connections of the one of `nodes` that is the development container."""
    tree = document.reading.tree
    service = tree.service if isinstance(tree, Configuration) else ""
    own = next((node for node in nodes if node.owner == service), None)
    return tuple(_connections(document, own.space, own.owner)) if own is not None else ()


def _alone(document: Document) -> Program:
    tree = document.reading.tree
    configuration = tree if isinstance(tree, Configuration) else Configuration()
    space = PortSpace("container", f"{document.path}#container")
    place = Place(document.path, configuration.place)

    def topology() -> Topology:
        node = Node(space, _OWNER, place, image=configuration.image)
        return Topology((node,), (), tuple(_connections(document, space, _OWNER)))

    sockets = tuple(_sockets(document, space))
    return Program({document.path: document}, sockets, topology, Facts(starts=True))


_OWNER = "devcontainer"


def _sockets(document: Document, space: PortSpace) -> Iterator[Socket]:
    for use in pausing(document.uses):
        port = use.port
        if use.role != "publishes" or port is None or port.first is None or port.last is None:
            continue
        target = use.target or port
        if target.first is None or len(target.numbers) < len(port.numbers):
            continue
        leads = Target(space, target.first, Place(document.path, target.span))
        for address in (use.address,) if use.address is not None else (ANY_IPV4, ANY_IPV6):
            yield Socket(
                machine_of(document.path),
                address,
                use.transport,
                port.first,
                port.last,
                use.owner,
                Place(document.path, port.span),
                target=leads,
            )


def _connections(document: Document, space: PortSpace, owner: str) -> Iterator[Connection]:
    for use in pausing(document.uses):
        port, detail = use.port, use.detail
        if not isinstance(detail, Entry) or detail.kind == "publish" or port is None:
            continue
        if detail.kind == "attribute" and port.first != port.last:
            continue  # how to treat whatever is found in the range: nothing is connected to
        # The number alone is one of the container itself, and no address that could be mended.
        host = Span(use.span.start, port.span.start - 1) if use.span != port.span else None
        made = connection(use, document, space, owner, host)
        if made is not None:
            yield made
