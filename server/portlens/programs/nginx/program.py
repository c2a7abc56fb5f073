"""An nginx with all that its configuration includes as a program."""

from collections.abc import Iterable

from portlens.model.port_use import PortRange
from portlens.model.socket import Place
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.nginx.configuration import configuration
from portlens.programs.nginx.connections import connections
from portlens.programs.nginx.filled import origin_of, with_values
from portlens.programs.nginx.inside import program_in
from portlens.programs.nginx.upstreams import with_upstreams
from portlens.programs.program import Program, Topology, Unread
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

__all__ = ["CONNECTING", "origin", "program_in", "program_of", "resolved", "unread"]

CONNECTING = ("nginx",)


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the configuration that `document` is, or is a part of."""
    found = configuration(document, workspace)
    kept = found.program
    if kept is None:
        space = machine_of(next(iter(found.documents)))
        kept = found.program = Program(
            found.documents,
            found.sockets,
            lambda: Topology(connections=tuple(connections(found, space))),
            Facts(
                is_whole=found.is_whole,
                is_part=not found.is_main,
                left_out_by=found.left_out_by,
            ),
        )
    return kept


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with its variables filled in, and what is known of names of upstreams."""
    return with_upstreams(with_values(document, workspace), workspace)


def origin(document: Document, part: PortRange, workspace: Workspace) -> Place | None:
    """Return where the value that is filled in for the variable at `part` is written."""
    return origin_of(document, part.span.of(document.text), workspace)


def unread(document: Document, workspace: Workspace) -> Iterable[Unread]:
    """Return the includes of `document` that were not followed."""
    return configuration(document, workspace).unread.get(document.path, ())
