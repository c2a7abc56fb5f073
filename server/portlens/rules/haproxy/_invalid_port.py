"""invalid-port in HAProxy's files."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "offset": Phrase(
        "{text} is an offset to the client's port, and only a server takes one",
        "{text} はクライアントの接続先ポートに足す値で、server でだけ使えます",
    ),
    "cut": Phrase(
        "HAProxy reads {number} and ignores the rest of {text}",
        "HAProxy が読むのは {number} までで、{text} の残りは無視されます",
    ),
    "check": Phrase(
        "{text} is not a port number: HAProxy takes it for {number}",
        "{text} はポート番号ではありません: HAProxy は {number} とみなします",
    ),
}
MILD = frozenset({"cut", "check"})
READ = Phrase("Write {number}", "{number} にする")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the number that HAProxy reads."""
    number = fault.values.get("number")
    if fault.reason == "cut" and "-" not in fault.span.of(document.text):
        edit = Edit(fault.span, str(number))
        yield Fix(READ.fill(number=number), (edit,), is_preferred=True)
