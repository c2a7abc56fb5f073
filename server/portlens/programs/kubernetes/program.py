"""A manifest as a program: its objects tell of containers and of what leads to them.

Which machine they run on the cluster picks, so it opens no port that could be in another's way.
"""

from portlens.programs.facts import Facts
from portlens.programs.kubernetes.topology import topology_of
from portlens.programs.program import Program
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what `document` describes."""
    subject = document.source

    def make() -> Program:
        facts = Facts(is_description=True)
        return Program({subject.path: subject}, (), lambda: topology_of(subject), facts)

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


_PROGRAMS: Memo[Program] = Memo(128)
