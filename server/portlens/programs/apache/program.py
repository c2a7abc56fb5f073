"""An httpd with all that its configuration includes as a program."""

from portlens.programs.apache.configuration import Configuration, configuration
from portlens.programs.apache.inside import program_in
from portlens.programs.apache.made import is_known, program
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.program import Program
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

__all__ = ["CONNECTING", "program_in", "program_of", "resolved"]

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
    is_alone = len(found.documents) < 2 or next(iter(found.documents)) == document.path
    return document if reading is None or is_alone else document.reading_as(reading)
