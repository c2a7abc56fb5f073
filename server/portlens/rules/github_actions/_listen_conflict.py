"""listen-conflict in a workflow: two ports of containers that one runner cannot have both."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.network.overlap import refused
from portlens.programs.program import program_of
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{other} has port {port} of the runner already: Docker does not start {owner}",
    "ランナーのポート {port} はすでに {other} が使うため、Docker は {owner} を起動できません",
)
ITSELF = Phrase(
    "this container has port {port} of the runner already: Docker does not start it",
    "このコンテナーはランナーのポート {port} をすでに使うため、Docker は起動できません",
)
HERE = Phrase("port {port} is published here", "ポート {port} を公開している場所")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later of each two entries of a job that exclude each other."""
    sockets = program_of(document, context.workspace).sockets
    told: set[object] = set()
    for socket, rival in refused([one for one in sockets if one.certainty == "certain"]):
        pause()
        if socket.place in told:
            continue
        told.add(socket.place)
        port = max(socket.first, rival.first)
        related = Related(rival.place.span, HERE.fill(port=port))
        words = ITSELF if rival.owner == socket.owner else MESSAGE
        message = words.fill(other=rival.owner, port=port, owner=socket.owner)
        yield Finding(socket.place.span, message, (related,))
