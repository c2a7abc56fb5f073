"""What is said of a conflict, certain or possible."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Fix, Related
from portlens.model.socket import Place
from portlens.programs.compose.origin import origin_of
from portlens.programs.compose.sockets import publishing
from portlens.rules.compose._conflicts import Conflict, related
from portlens.rules.compose._lines import removal
from portlens.text.phrase import Phrase, same
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
REMOVE = Phrase("Remove this entry", "この項目を削除する")
THERE = Phrase("published here for {service}", "{service} がここで公開しています")
VALUE = Phrase("{name} is set to {value} here", "{name} はここで {value} に設定されています")


def conflict_finding(conflict: Conflict, document: Document) -> Finding:
    """Return the finding at the end of `conflict` that stands in `document`."""
    from portlens.rules.compose._free_port import free_port_fix

    here, other = conflict.here, conflict.other
    when = WHEN.fill(profile=conflict.profiles[0]) if conflict.profiles else same("")
    message = TWICE if conflict.is_of_one_service else TAKEN
    is_shared = here.place == other.place
    if not conflict.is_written_here:
        message = BROUGHT_IN
    elif is_shared:
        message = SHARED
    ends = (other,) if conflict.is_written_here or is_shared else (here, other)
    # One entry of two services: another number would be the number of both.
    can_move = conflict.is_written_here and not is_shared
    return Finding(
        conflict.span,
        message.fill(here=here.owner, service=other.owner, port=conflict.port, when=when),
        (
            *(related(end, document, THERE.fill(service=end.owner)) for end in ends),
            *_values(conflict, document),
        ),
        (
            *_removal(conflict, document),
            *free_port_fix(here, other, conflict.project, document, conflict.free),
        )
        if can_move
        else (),
    )


def _values(conflict: Conflict, document: Document) -> Iterator[Related]:
    """Yield where the variables are set that both ends have their ports from."""
    found: dict[Place, Phrase] = {}
    for end in (conflict.here, conflict.other):
        published = publishing(end).published
        port = published.use.port
        if port is not None and port.is_variable:
            origin = origin_of(port, conflict.project, conflict.project.documents[published.path])
            if origin is not None and not origin.is_default:
                found[origin.place] = VALUE.fill(name=origin.name, value=origin.value)
    for place, message in found.items():
        yield Related(place.span, message, None if place.path == document.path else place.path)


def _removal(conflict: Conflict, document: Document) -> Iterator[Fix]:
    """Yield the removal of an entry that means just what another of its service means."""
    here, other = publishing(conflict.here).published, publishing(conflict.other).published
    is_same = here.target == other.target and conflict.here.address == conflict.other.address
    if conflict.is_of_one_service and is_same:
        edit = removal(here.entry.node, document)
        if edit is not None:
            yield Fix(REMOVE, (edit,), is_preferred=True)
