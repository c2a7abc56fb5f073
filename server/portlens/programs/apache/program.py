"""An httpd as a program: the sockets that it opens."""

from portlens.model.socket import PortSpace
from portlens.programs.apache.sockets import listeners, sockets
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.program import Program
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

OWNER = "httpd"


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the httpd that reads `document`."""
    subject = document.source
    space = machine_of(subject.path)

    def make() -> Program:
        return _program(subject, space, OWNER)

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


_PROGRAMS: Memo[Program] = Memo(128)


def _program(document: Document, space: PortSpace, owner: str) -> Program:
    found = tuple(listeners((document, use) for use in document.uses))
    is_shared = "listencoresbucketsratio" in document.text.lower()
    return Program(
        {document.path: document},
        tuple(sockets(found, space, owner, is_shared=is_shared)),
        facts=Facts(is_part=True),
    )
