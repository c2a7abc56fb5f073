"""An OpenSSH server or client as a program."""

from portlens.formats.ssh import CLIENT
from portlens.programs.program import Program
from portlens.programs.services.names import ServiceNames, with_names
from portlens.programs.ssh.forwards import sockets
from portlens.programs.ssh.lines import configuration
from portlens.programs.ssh.sockets import server, with_addresses
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the server, or the client, that reads `document`."""
    if document.format.id == CLIENT:
        # Whether two files of a client count for one connection is for its patterns to say.
        return Program({document.path: document}, tuple(sockets(document)))
    whole = configuration(document, workspace)
    found = server(whole, ServiceNames(document, workspace))
    documents = {line.document.path: line.document for line in whole.lines}
    return Program({whole.main.path: whole.main, **documents}, tuple(found.sockets()))


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports of names that only a services file nearby knows.

    In a server's file each line has the addresses on which it makes sshd listen: a `Port` counts
    for those of `ListenAddress` that have no port of their own.
    """
    document = with_names(document, workspace)
    return document if document.format.id == CLIENT else with_addresses(document, workspace)
