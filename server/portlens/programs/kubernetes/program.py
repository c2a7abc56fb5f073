"""Manifests as a program: their objects tell of containers and of what leads to them.

Which machine they run on the cluster picks, so they open no port that could be in another's way.
"""

from portlens.programs.facts import Facts
from portlens.programs.kubernetes.applied import applied_with
from portlens.programs.kubernetes.topology import topology_of
from portlens.programs.program import Program
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what `document` and the manifests that it is applied with describe."""
    documents = workspace.ask(applied_with, document.source)

    def make() -> Program:
        by_path = {each.path: each for each in documents}
        return Program(by_path, (), lambda: topology_of(documents), Facts(is_description=True))

    key = tuple(each.path for each in documents)
    return _PROGRAMS.of_parts(workspace, key, make, documents)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports that a Helm chart's values give it, if it is a template.

    What patches may mend is no fault of the file.
    """
    if "{{" not in document.text:
        return _patched(document, workspace) if document.reading.faults else document
    from portlens.programs.helm_values.fed import with_values  # few manifests are templates

    return with_values(document, workspace)


def _patched(document: Document, workspace: Workspace) -> Document:
    from portlens.programs.kubernetes.complete import may_be_patched  # few manifests have faults

    if not workspace.ask(may_be_patched, document.source):
        return document
    return document.reading_as(document.reading._replace(faults=()))


_PROGRAMS: Memo[Program] = Memo(128)
