"""What is said of a conflict, certain or possible."""

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.rules.compose._conflicts import Conflict, Socket, related
from portlens.rules.compose._free_port import next_free_port
from portlens.text.phrase import Phrase, same
from portlens.text.span import Span
from portlens.workspace.document import Document

TAKEN = Phrase(
    "{service} publishes port {port} of the host as well{when}",
    "ホストのポート {port} は {service} も公開しています{when}",
)
TWICE = Phrase(
    "{service} publishes port {port} of the host twice{when}",
    "{service} はホストのポート {port} を 2 回公開しています{when}",
)
SHARED = Phrase(
    "{here} and {service} both publish port {port} of the host by this entry{when}",
    "この項目により {here} と {service} の両方がホストのポート {port} を公開します{when}",
)
WHEN = Phrase(", when the profile {profile} is on", "（プロファイル {profile} が有効な場合）")
BROUGHT_IN = Phrase(
    "{here} and {service} both publish port {port} of the host{when}",
    "{here} と {service} の両方がホストのポート {port} を公開します{when}",
)
THERE = Phrase("published here for {service}", "{service} がここで公開しています")


def conflict_finding(
    rule: str, conflict: Conflict, document: Document, context: Context
) -> Finding:
    """Return the finding at the end of `conflict` that stands in `document`."""
    here, other = conflict.here, conflict.other
    project = project_of(document, context.workspace)
    when = WHEN.fill(profile=conflict.profiles[0]) if conflict.profiles else same("")
    message = TWICE if here.body is other.body else TAKEN
    is_shared = _place(here) == _place(other)
    if not conflict.is_written_here:
        message = BROUGHT_IN
    elif is_shared:
        message = SHARED
    ends = (other,) if conflict.is_written_here or is_shared else (here, other)
    # One entry of two services: another number would be the number of both.
    can_move = conflict.is_written_here and not is_shared
    return Finding(
        rule,
        conflict.span,
        message.fill(here=here.body.name, service=other.body.name, port=here.number, when=when),
        tuple(related(end, document, THERE.fill(service=end.body.name)) for end in ends),
        tuple(next_free_port(here, other, project, document)) if can_move else (),
    )


def _place(socket: Socket) -> tuple[str, Span]:
    return socket.published.document.path, socket.published.use.span
