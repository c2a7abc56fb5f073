"""missing-port in Caddyfiles: a colon stands before every port."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "alone": Phrase(
        "a colon is missing before the port: Caddy takes {text} for a host",
        "ポートの前にコロンがありません: Caddy は {text} をホストとみなします",
    ),
}
COLON = Phrase("Write :{port}", ":{port} にする")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield `:2020` for `2020`."""
    text = fault.span.of(document.text)
    if fault.reason == "alone" and is_port_number(text):
        yield Fix(COLON.fill(port=text), (Edit(fault.span, f":{text}"),), is_preferred=True)
