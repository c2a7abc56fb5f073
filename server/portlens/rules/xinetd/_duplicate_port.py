"""duplicate-port in xinetd's files: a service that xinetd takes for an earlier one."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.programs.xinetd.configuration import Loaded
from portlens.programs.xinetd.program import whole_of
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "xinetd drops the service {name}: {other} has the same port, protocol and address",
    "xinetd はサービス {name} を無視します: {other} とポート、プロトコル、アドレスが同じです",
)
FIRST = Phrase("the first service stands here", "最初のサービスはここにあります")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each service that xinetd drops for an earlier one."""
    for each in pausing(whole_of(document, context.workspace).services.get(document.path, ())):
        first, again = each.same_as, each.loaded
        if first is None:
            continue
        path = None if first.document.path == document.path else first.document.path
        related = Related(_place(first), FIRST, path)
        message = MESSAGE.fill(name=again.section.name.text, other=first.section.name.text)
        yield Finding(_place(again), message, (related,), severity="error")


def _place(loaded: Loaded) -> Span:
    """Return where the port of a service stands, which is its name where it has no other."""
    word = loaded.taken.word("port")
    return word.span if word is not None else loaded.section.name.span
