"""The network that a document is a part of: the one way to it, and it is put together once.

A rule asks for it only where it has something to ask. Most checks never do, so what a network is
made of is imported when one is put together.
"""

from collections.abc import Sequence

from portlens.catalogue.catalogue import Catalogue
from portlens.network.context import Context
from portlens.programs.program import program_of
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.settings import Settings
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:
    from portlens.network.network import Network
    from portlens.programs.program import Program


def stands_alone(document: Document, context: Context) -> bool:
    """Tell whether the network of `document` is its own program and nothing else.

    So it is with most files that start no containers. Who asks about other programs then need not
    have the network put together, for which all connections of a file have to be.
    """
    programs = _programs_around(document, context)
    return len(programs) == 1 and programs[0] is program_of(document, context.workspace)


def network_of(document: Document, context: Context) -> "Network":
    """Return the network of what shares the world with `document`.

    That is its project with all that runs in the project's containers, or the projects that
    give it to a container; the other programs of its machine; without either, its own program.
    """
    subject = document.source

    def find(trace: Trace) -> "Network":
        return trace.ask(_network, subject, context.catalogue, context.settings)

    return _NETWORKS.value(
        context.workspace, subject.path, find, subject=subject, parts=(context.settings,)
    )


def _programs_around(document: Document, context: Context) -> "Sequence[Program]":
    subject = document.source

    def find(trace: Trace) -> "Sequence[Program]":
        return trace.ask(_programs, subject, context.catalogue, context.settings)

    return _AROUND.value(
        context.workspace, subject.path, find, subject=subject, parts=(context.settings,)
    )


def _programs(
    document: Document, catalogue: Catalogue, settings: Settings, workspace: Workspace
) -> "Sequence[Program]":
    from portlens.network.members import members

    found = members(document, Context(catalogue, settings, workspace))
    return _SAME.same(workspace, document.path, found)


def _network(
    document: Document, catalogue: Catalogue, settings: Settings, workspace: Workspace
) -> "Network":
    """Return the network of the programs around `document`: one for all files of these."""
    programs = _programs_around(document, Context(catalogue, settings, workspace))
    group = settings.group_of(document.path)
    name = group.name if group is not None else ""

    def put_together() -> "Network":
        from portlens.network.network import Network

        return Network(programs, catalogue, name)

    # By what stays while somebody types: of the programs before a keystroke nothing is kept.
    key = name, programs[0].first_path, len(programs)
    return _OF_PROGRAMS.of_parts(workspace, key, put_together, programs)


_AROUND: "Memo[Sequence[Program]]" = Memo(64)
_SAME: "Memo[Sequence[Program]]" = Memo(64)
_NETWORKS: "Memo[Network]" = Memo(64)
_OF_PROGRAMS: "Memo[Network]" = Memo(32)
