"""What is said of a conflict, certain or possible."""

from portlens.model.finding import Finding
from portlens.rules.compose._conflicts import Conflict, related
from portlens.rules.compose._free_port import next_free_port
from portlens.text.phrase import Phrase, same
from portlens.workspace.compose_project import project_of
from portlens.workspace.context import Context
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
THERE = Phrase("published here for {service}", "{service} がここで公開しています")


def conflict_finding(
    rule: str, conflict: Conflict, document: Document, context: Context
) -> Finding:
    """Return the finding at the end of `conflict` that stands in `document`."""
    here, other = conflict
    port = here.published.use.port
    project = project_of(document, context.workspace)
    when = WHEN.fill(profile=conflict.profiles[0]) if conflict.profiles else same("")
    message = TWICE if here.body is other.body else TAKEN
    if here.published.use == other.published.use:
        message = SHARED
    return Finding(
        rule,
        port.span if port else here.published.use.span,
        message.fill(here=here.body.name, service=other.body.name, port=here.number, when=when),
        (related(other, document, THERE.fill(service=other.body.name)),),
        tuple(next_free_port(here, project, document)),
    )
