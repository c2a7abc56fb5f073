"""invalid-address in unit files: systemd looks up no names."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "no-ip": Phrase(
        "{text} is no IP address: systemd takes no name here and ignores the line",
        "{text} は IP アドレスではありません: systemd ではホスト名を使えず、この行は無視されます",
    ),
    "no-name": Phrase(
        "no name follows {text}: systemd ignores the line",
        "{text} の後に名前がないため、systemd はこの行を無視します",
    ),
}
EVERY = Phrase("Write {port}, for every address", "すべてのアドレスを表す {port} にする")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the port alone for `*:80` and `:80`."""
    start, end = fault.span
    line = document.lines.line_span(document.lines.position(start).line)
    port = document.text[end : line.end].lstrip(":")
    before = document.text[start:end].strip("*:")
    if fault.reason in ("no-ip", "no-host") and not before and is_port_number(port):
        edit = Edit(Span(start, line.end), port)
        yield Fix(EVERY.fill(port=port), (edit,), is_preferred=True)
