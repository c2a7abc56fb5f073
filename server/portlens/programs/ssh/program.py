"""An OpenSSH server or client as a program."""

from collections.abc import Iterator
from functools import partial

from portlens.formats.registry import format_named
from portlens.formats.ssh import CLIENT, SERVER
from portlens.programs.facts import Facts, LeftOut
from portlens.programs.node import Node
from portlens.programs.program import Program, Topology, Unread
from portlens.programs.services.names import definers as services_near
from portlens.programs.services.names import with_names
from portlens.programs.ssh.client_ports import with_effects
from portlens.programs.ssh.connections import connections
from portlens.programs.ssh.forwards import sockets
from portlens.programs.ssh.lines import Configuration, configuration
from portlens.programs.ssh.sockets import Server, server_of, with_addresses
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the server, or the client, that reads `document`."""
    subject = document.source
    make = _client if document.format.id == CLIENT else _server
    return _PROGRAMS.value(workspace, subject.path, partial(make, subject), subject=subject)


_PROGRAMS: Memo[Program] = Memo(64)


def _client(document: Document, workspace: Workspace) -> Program:
    # Whether two files of a client count for one connection is for its patterns to say.
    left_out_by = _left_out_by(configuration(document, workspace))
    document = resolved(document, workspace)
    return Program(
        {document.path: document},
        tuple(sockets(document)),
        lambda: Topology(connections=tuple(connections(document))),
        Facts(is_on_demand=True, left_out_by=left_out_by),
    )


def _server(document: Document, workspace: Workspace) -> Program:
    whole, found = configuration(document, workspace), server_of(document, workspace)
    make = partial(_of_all_files, whole, found)
    return _SERVERS.of_parts(workspace, whole.main.path, make, (whole, found))


_SERVERS: Memo[Program] = Memo(64)  # one for all files of a server


def _of_all_files(whole: Configuration, found: Server) -> Program:
    documents = {line.document.path: line.document for line in whole.lines}
    documents = {whole.main.path: whole.main, **documents}
    facts = Facts(is_whole=found.is_whole, known_as=_SERVICES, left_out_by=_left_out_by(whole))
    return Program(documents, found.sockets, facts=facts)


def _left_out_by(found: Configuration) -> LeftOut | None:
    return LeftOut(found.left_out_by, "not-included") if found.left_out_by else None


def program_in(node: Node, workspace: Workspace) -> Program | None:
    """Return the sshd that runs in a container with a configuration that the project gives it.

    It is whole where the container runs nothing else and the configuration is one file.
    """
    files = None if node.runs_code else node.files
    path = files.path_of(_MAIN) if files is not None else ""
    document = workspace.document(path, format_named(SERVER)) if path else None
    if document is None or document.format.id != SERVER:
        return None
    found = program_of(document, workspace)
    is_alone = len(found.documents) == 1 and "include" not in document.text.lower()
    is_plain = _PLAIN.fullmatch(node.runs) is not None

    def move() -> Program:
        sockets = tuple(socket._replace(space=node.space) for socket in found.sockets)
        is_whole = found.facts.is_whole and is_alone and is_plain
        return Program(found.documents, sockets, facts=Facts(is_whole=is_whole))

    return _INSIDE.of_parts(workspace, (path, node.space), move, (found, node))


_INSIDE: Memo[Program] = Memo(64)


_MAIN = "/etc/ssh/sshd_config"
_SERVICES = ("ssh", "sshd")  # on Debian, and elsewhere
_PLAIN = regex(r"(?:/usr/sbin/)?sshd(?: -[De]+)+")


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports of names that only a services file nearby knows.

    In a server's file each line has the addresses on which it makes sshd listen: a `Port` counts
    for those of `ListenAddress` that have no port of their own. In a client's file a `Port` has
    no effect where an earlier one decides.
    """
    document = with_names(document, workspace)
    with_truth = with_effects if document.format.id == CLIENT else with_addresses
    return with_truth(document, workspace)


def unread(document: Document, workspace: Workspace) -> Iterator[Unread]:
    """Yield the includes of `document` that OpenSSH follows and portlens does not."""
    for problem in configuration(document, workspace).problems:
        if problem.document is document.source and problem.reason in {"outside", "too-many"}:
            yield Unread(problem.span, problem.reason)


def definers(document: Document, workspace: Workspace) -> Iterator[Document]:
    """Yield the services files that have the names of `document`, the nearest first."""
    return services_near(document.path, workspace)
