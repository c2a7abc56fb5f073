"""A Compose project as a program."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from portlens.formats.registry import format_named
from portlens.model.address import ANY_IPV4
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Connection, Place, Socket
from portlens.programs.compose.images_elsewhere import with_images
from portlens.programs.compose.problem import UNREAD
from portlens.programs.compose.project import Project, included_by, is_used_in_parts, project_of
from portlens.programs.compose.service import Published
from portlens.programs.compose.sockets import picked, sockets
from portlens.programs.facts import Facts
from portlens.programs.node import Node
from portlens.programs.program import Program, Topology, Unread
from portlens.text.pause import pausing
from portlens.text.plain import is_number
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:
    from portlens.programs.compose.built import Built
    from portlens.programs.compose.containers import Containers
    from portlens.programs.given import Given

CONNECTING = ("compose",)


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the project that `document` belongs to."""
    subject = document.source

    def find(trace: Workspace) -> Program:
        return _program(subject, trace)

    return _PROGRAM_OF.value(workspace, subject.path, find, subject=subject)


def _program(document: Document, workspace: Workspace) -> Program:
    # Every check asks for `resolved`, few for this: what only this needs is imported here.
    from portlens.programs.compose.beside import names_beside
    from portlens.programs.compose.built import built_around
    from portlens.programs.compose.given import given_around
    from portlens.programs.compose.left_out import left_out_by

    project = project_of(document, workspace)
    left_out = left_out_by(document, workspace)
    main = project.documents.get(project.files[0], document)
    if left_out is None and main is not document and project_of(main, workspace) is project:
        found = program_of(main, workspace)
        if found.facts.left_out_by is None:
            return found  # what a project is given need not be asked for each of its files
    given = given_around(document, workspace)
    built = built_around(document, workspace)
    beside = names_beside(project, workspace)
    variables = _environment(project, workspace)
    around = included_by(document, workspace)
    is_lent = is_used_in_parts(document, workspace)

    def put_together() -> Program:
        return Program(
            {**project.documents, **variables},
            lambda: sockets(project),
            lambda: _topology(project, given, built, beside),
            Facts(
                has_hidden=len(project.documents) > 1
                or bool(project.env_files)
                or any(_PORT.search(known.value) for known in project.variables.values())
                or any(_may_hide(each.text, project) for each in project.documents.values()),
                is_shared=any(body.network_mode for body in project.services.values()),
                starts=True,
                gives_files=bool(given),
                left_out_by=left_out,
                included_by=around,
                is_lent=is_lent,
            ),
        )

    recipes = (each.document for each in built.values())
    parts = (project, given, beside, left_out, around, is_lent, *recipes, *variables.values())
    return _PROGRAMS.of_parts(workspace, project.files, put_together, parts)


def _environment(project: Project, workspace: Workspace) -> dict[str, Document]:
    """Return the file that gives the project's variables their values, by its path."""
    paths = dict.fromkeys(known.path for known in project.variables.values())
    found = ((path, workspace.document(path, format_named("dotenv"))) for path in paths)
    return {path: document for path, document in found if document is not None}


def opened(document: Document, workspace: Workspace) -> Iterator[tuple[Document, PortUse]]:
    """Yield what the project publishes; nothing for a file of which others take services."""
    from portlens.programs.compose.opened import opened as opened_by

    if not is_used_in_parts(document, workspace):
        yield from opened_by(document, workspace)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with its project's variables, and images that stand in another file."""
    found = document.source
    if "$" in document.text:
        from portlens.programs.compose.variables import with_variables

        found = with_variables(document, workspace)
    return with_images(found, workspace)


def origin(document: Document, part: PortRange, workspace: Workspace) -> Place | None:
    """Return where the `.env` file has the number of the variable at `part`."""
    place = value_at(document, part.span, workspace)
    if place is None:
        return None
    # A value may be a whole URL: only of the number itself can another be written.
    text = workspace.text(place.path) or ""
    return place if is_number(place.span.of(text)) else None


def value_at(document: Document, span: Span, workspace: Workspace) -> Place | None:
    """Return where the `.env` file has the value of the variable at `span`, whatever it is."""
    from portlens.programs.compose.origin import origin_of

    found = origin_of(PortRange(span, None, None), project_of(document, workspace), document)
    return None if found is None or found.is_default else found.place


def unread(document: Document, workspace: Workspace) -> Iterator[Unread]:
    """Yield what Compose reads because of `document`, and portlens does not."""
    for problem in project_of(document, workspace).problems:
        # A document whose variables are replaced has the problems of its text.
        if problem.document is document.source and problem.kind in UNREAD:
            yield Unread(problem.span, problem.kind)


def _topology(
    project: Project,
    given: Iterable["Given"],
    built: Mapping[str, "Built"],
    beside: frozenset[str] | None,
) -> Topology:
    from portlens.programs.compose.connections import connections
    from portlens.programs.compose.containers import Containers
    from portlens.programs.compose.project_name import chosen_name

    found = Containers(project, given, built, beside)
    nodes = tuple(found.nodes())
    spaces = {node.owner: node.space for node in nodes}
    names = {name.text for node in nodes for name in node.names}
    made = tuple(connections(project, spaces, names | project.services.keys()))
    told: dict[str, list[Connection]] = {}
    for connection in made:
        # A port that is told to a proxy is one of the container itself.
        if connection.host is None:
            told.setdefault(connection.owner, []).append(connection)
    return Topology(
        nodes,
        tuple(
            socket
            for node in pausing(nodes)
            for socket in _usual(node, project, found, told.get(node.owner, ()))
        ),
        made,
        chosen_name(project),
        tuple(picked(project)),
    )


def _usual(
    node: Node, project: Project, found: "Containers", told: Sequence[Connection]
) -> list[Socket]:
    """Return the sockets that a container has by what is published, exposed and told of it."""
    asked: dict[tuple[int, int, str], Place] = {}
    for published, first, last in _together(project.services[node.owner].ports):
        target = published.use.target or published.use.port
        span = target.span if target is not None else published.use.span
        ports = first, last, published.transport
        asked.setdefault(ports, Place(published.path, span))
    for exposed in found.exposed(node.owner):
        asked.setdefault(exposed, node.place)
    for connection in told:
        ports = connection.first, connection.last, connection.transport
        asked.setdefault(ports, connection.place)
    return [
        Socket(node.space, ANY_IPV4, transport, first, last, node.owner, place, "usual")
        for (first, last, transport), place in asked.items()
    ]


def _together(ports: Sequence[Published]) -> Iterator[tuple[Published, int, int]]:
    """Yield the container's ports of each entry, those of a range in one piece."""
    pending: tuple[Published, int, int] | None = None
    for published in ports:
        if not published.targets:
            continue
        first, last = published.targets[0], published.targets[-1]
        if pending and pending[0].entry is published.entry and pending[2] + 1 == first:
            pending = pending[0], pending[1], last
            continue
        if pending:
            yield pending
        pending = published, first, last
    if pending:
        yield pending


_PORT = regex(r":[0-9]")
_BARE = regex(r"://(?:[^\s/@\"'<>]*@)?([\w.-]+)(?![\w.:-])")
_NAMED = regex(r"\b(?:container_name|hostname)[\"']?:[ \t]*[\"']?([\w.-]+)")
_BEFORE_PORT = regex(r"([\w.-]+):[0-9]")


def _may_hide(text: str, project: Project) -> bool:
    """Tell whether a name of a container may stand where no port is read of it.

    That is a URL without a port, a name that is no service's, or the name in another variable.
    """
    if "aliases" in text or ("_HOST" in text and "_PORT" in text):
        return True
    has_names = "container_name" in text or "hostname" in text
    named = set(_NAMED.findall(text)) if has_names else set()
    known = {"localhost", "127.0.0.1", *named, *project.services}
    if "://" in text and not known.isdisjoint(_BARE.findall(text)):
        return True
    return bool(named) and not named.isdisjoint(_BEFORE_PORT.findall(text))


_PROGRAM_OF: Memo[Program] = Memo(64)
_PROGRAMS: Memo[Program] = Memo(64)  # one for all files of a project
