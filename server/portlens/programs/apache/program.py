"""An httpd with all that its configuration includes as a program."""

from portlens.model.port_use import PortRange
from portlens.model.socket import Place
from portlens.programs.apache.configuration import Configuration, configuration
from portlens.programs.apache.inside import program_in
from portlens.programs.apache.made import is_known, program
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.program import Program
from portlens.text.plain import is_number
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

__all__ = ["CONNECTING", "origin", "program_in", "program_of", "resolved", "value_at"]

CONNECTING = ("apache",)
_OWNER = "httpd"


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the httpd that reads `document`, with all its other files."""
    found = configuration(document, workspace)
    return found.program or found.first(_program(found))


def _program(found: Configuration) -> Program:
    space = machine_of(next(iter(found.documents)))
    facts = Facts(
        is_whole=found.is_whole and is_known(found),
        is_part=not found.is_main,
        left_out_by=found.left_out_by,
    )
    return program(found, space, _OWNER, facts)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return a part as it reads in its place, with the variables and modules known there."""
    found = configuration(document, workspace)
    reading = found.readings.get(document.path)
    is_first = next(iter(found.documents)) == document.path
    if reading is None or (is_first and not found.has_environment):
        return document
    return document.reading_as(reading)


def origin(document: Document, part: PortRange, workspace: Workspace) -> Place | None:
    """Return where a `Define` has the number of the variable at `part`."""
    place = value_at(document, part.span, workspace)
    if place is None:
        return None
    # The value may be a whole address: only of the number itself can another be written.
    there = configuration(document, workspace).documents.get(place.path)
    return place if there is not None and is_number(place.span.of(there.text)) else None


def value_at(document: Document, span: Span, workspace: Workspace) -> Place | None:
    """Return where a `Define` has the value of the variable at `span`, whatever it is."""
    return configuration(document, workspace).origin(document.path, span)
