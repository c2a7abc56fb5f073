"""An nginx with all that its configuration includes as a program."""

from typing import NamedTuple

from portlens.programs.nginx.configuration import configuration
from portlens.programs.nginx.upstreams import with_upstreams
from portlens.programs.program import Program
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the configuration that `document` is, or is a part of."""
    found = configuration(document, _Around(workspace))
    return Program(found.documents, found.sockets)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with what is known of the names of upstreams."""
    return with_upstreams(document, workspace)


class _Around(NamedTuple):
    workspace: Workspace
