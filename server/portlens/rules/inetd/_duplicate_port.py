"""duplicate-port in inetd.conf: an entry that takes the place of an earlier one."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.programs.inetd.program import repeated
from portlens.programs.program import resolved
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{text} stands here again: inetd starts this program in the place of the first one",
    "{text} の項目が重複しています: inetd は最初の項目の代わりにこのプログラムを起動します",
)
FIRST = Phrase("the first entry stands here", "最初の項目はここにあります")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each entry that inetd takes for an earlier one."""
    for first, again in repeated(resolved(document, context.workspace)):
        if first.port is not None and again.port is not None:
            text = again.port.span.of(document.text)
            related = Related(first.port.span, FIRST)
            yield Finding(again.port.span, MESSAGE.fill(text=text), (related,))
