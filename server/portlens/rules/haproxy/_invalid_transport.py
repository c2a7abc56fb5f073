"""invalid-transport in HAProxy's files: an address of UDP in a line for TCP, or the reverse."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "streams-only": Phrase(
        "{text} means UDP, and this line is for TCP",
        "{text} は UDP を意味しますが、この行で使えるのは TCP です",
    ),
    "datagrams-only": Phrase(
        "{text} means TCP, and this line is for UDP",
        "{text} は TCP を意味しますが、この行で使えるのは UDP です",
    ),
}
REMOVE = Phrase("Remove {text}", "{text} を削除する")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the address without what stands before it, which is of the line's own transport."""
    text = fault.span.of(document.text)
    yield Fix(REMOVE.fill(text=text), (Edit(fault.span, ""),))
