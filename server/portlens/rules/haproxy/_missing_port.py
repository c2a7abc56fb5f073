"""missing-port in HAProxy's files: a colon stands before every port."""

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
        "a colon is missing before the port: HAProxy takes {text} for an address",
        "ポートの前にコロンがありません: HAProxy は {text} をアドレスとみなします",
    ),
    "nothing": Phrase(
        "no address stands here: HAProxy refuses an empty one",
        "アドレスがありません: HAProxy は空のアドレスを拒否します",
    ),
    "address-alone": Phrase(
        "no port is written after {text}",
        "{text} の後にポートがありません",
    ),
    "agent-check": Phrase(
        "HAProxy does not start: agent-check needs a port in agent-port",
        "HAProxy は起動しません: agent-check には agent-port のポートが必要です",
    ),
    "check": Phrase(
        "HAProxy does not start: {text} has no port, and check needs one",
        "HAProxy は起動しません: check にはポートが必要ですが、{text} にポートがありません",
    ),
}
COLON = Phrase("Write :{port}", ":{port} にする")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield `:80` for `80`."""
    text = fault.span.of(document.text)
    if fault.reason == "alone" and is_port_number(text):
        yield Fix(COLON.fill(port=text), (Edit(fault.span, f":{text}"),), is_preferred=True)
