"""Pairs of published ports that cannot be bound together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from portlens.model.finding import Related
from portlens.model.socket import Socket
from portlens.network.context import Context
from portlens.network.overlap import refused
from portlens.programs.compose.project import Project, is_used_in_parts, project_of
from portlens.programs.compose.sockets import may_meet, publishing
from portlens.programs.program import program_of
from portlens.rules.compose._places import brought_in_at, extends_of, written_at
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:
    from portlens.network.free_port import FreePorts


class Conflict(NamedTuple):
    """Two sockets that get in each other's way; `span` of the document judged tells of it."""

    here: Socket
    other: Socket
    span: Span
    project: Project
    free: "FreePorts"
    is_written_here: bool = True  # not brought in from another file

    @property
    def is_possible(self) -> bool:
        """Whether it hangs on the default of a variable, which anyone may change."""
        return "default" in (self.here.certainty, self.other.certainty)

    @property
    def is_of_one_service(self) -> bool:
        """Whether one service alone is at odds with itself."""
        return publishing(self.here).body is publishing(self.other).body

    @property
    def port(self) -> int:
        """The lowest port that both want."""
        return max(self.here.first, self.other.first)

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profiles that must be on for both services to run; empty if both always do."""
        one, other = self.here.when, self.other.when
        return tuple(name for name in one if name in other) if one and other else one or other


def conflicts(document: Document, context: Context) -> Sequence[Conflict]:
    """Return each conflict once, at the later of its two places, as far as it is in `document`.

    Silent are, for good: other transports; addresses that do not overlap; services whose
    profiles are never on together by one of them alone; ports that Docker picks, from a range
    too; networks on which nothing is published; services of which no container runs; files
    of which another takes single services. Several rules ask for them.
    """
    subject = document.source

    def find(trace: Workspace) -> list[Conflict]:
        return list(_found(subject, context._replace(workspace=trace)))

    return _CONFLICTS.value(context.workspace, subject.path, find, subject=subject)


_CONFLICTS: Memo[list[Conflict]] = Memo(8)


def _found(document: Document, context: Context) -> Iterator[Conflict]:
    told: set[tuple[Span, Span, str]] = set()
    project = project_of(document, context.workspace)
    if not may_meet(project) or is_used_in_parts(document, context.workspace):
        return
    extends = extends_of(document) if len(project.documents) > 1 else {}

    def place(socket: Socket) -> Span | None:
        body, published = publishing(socket)
        return brought_in_at(body, published, project, document, extends)

    every = program_of(document, context.workspace).sockets
    free: FreePorts | None = None
    for here, other in _REFUSED.of_parts(
        context.workspace, project.files, partial(_refused, every), (every,)
    ):
        pause()
        ends = _written(here, other, document) or _brought_in(here, other, place)
        if ends is None:
            continue
        if free is None:  # few files have a conflict: the others need not wait for this
            free = _free_ports(every, context)
        conflict = Conflict(ends.here, ends.other, ends.span, project, free, ends.is_written_here)
        if conflict.is_of_one_service and _is_whole(here, other):
            continue
        # Two ranges that meet in fifty ports are one conflict, as are those on two families.
        pair = conflict.span, publishing(conflict.other).use.span, conflict.other.place.path
        if pair not in told:
            told.add(pair)
            yield conflict


def _refused(every: Iterable[Socket]) -> list[tuple[Socket, Socket]]:
    """Return the sockets of a project that exclude earlier ones, once for all of its files."""
    # What Compose refuses takes no port, and the mistake is told by itself.
    taking = [socket for socket in pausing(every) if not publishing(socket).published.is_out]
    return list(refused(taking))


_REFUSED: Memo[list[tuple[Socket, Socket]]] = Memo(8)


def _free_ports(every: Iterable[Socket], context: Context) -> "FreePorts":
    from portlens.network.free_port import FreePorts

    return FreePorts(every, context.catalogue)


def _is_whole(*sockets: Socket) -> bool:
    """Tell whether one of the sockets is a huge range: Compose may have put the other into it."""
    return any(publishing(socket).published.is_whole for socket in sockets)


class _Ends(NamedTuple):
    here: Socket
    other: Socket
    span: Span
    is_written_here: bool


def _written(here: Socket, other: Socket, document: Document) -> _Ends | None:
    span = written_at(publishing(here).published, document)
    if span is not None:
        return _Ends(here, other, span, is_written_here=True)
    span = written_at(publishing(other).published, document)
    return None if span is None else _Ends(other, here, span, is_written_here=True)


def _brought_in(
    here: Socket, other: Socket, place: Callable[[Socket], Span | None]
) -> _Ends | None:
    """Return the conflict of two entries of other files that only one file brings together."""
    one, two = place(here), place(other)
    # What one file brings in is that file's own conflict.
    if one == two or publishing(here).body is publishing(other).body:
        return None
    if one is not None:
        return _Ends(here, other, one, is_written_here=False)
    return None if two is None else _Ends(other, here, two, is_written_here=False)


def related(socket: Socket, document: Document, message: Phrase) -> Related:
    """Return the place of `socket` as the other end of a finding in `document`."""
    where = None if socket.place.path == document.path else socket.place.path
    return Related(socket.place.span, message, where)
