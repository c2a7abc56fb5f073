"""A chart's values as a part of the chart: they open nothing by themselves."""

from portlens.programs.facts import Facts
from portlens.programs.helm_values.fed import with_ports
from portlens.programs.program import Program
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what the file alone makes; what becomes of it is up to each release."""
    subject = document.source

    def make() -> Program:
        return Program({subject.path: subject}, (), facts=Facts(is_description=True))

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with those of its values that are ports."""
    return with_ports(document, workspace)


_PROGRAMS: Memo[Program] = Memo(64)
