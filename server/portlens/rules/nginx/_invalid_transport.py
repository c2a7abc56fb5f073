"""What was meant by a transport after a port, which nginx does not know."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats.nginx.listen import Listen
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

OPTION = Phrase("Write the option udp", "オプション udp にする")
DROP = Phrase("Remove the transport", "トランスポートを削除する")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the option in place of `/udp`, and nothing in place of `/tcp`."""
    listen = fault.use.detail if fault.use is not None else None
    transport = fault.span.of(document.text).lower()
    if transport == "/tcp":
        yield Fix(DROP, (Edit(fault.span, ""),), is_preferred=True)
    elif transport == "/udp" and isinstance(listen, Listen) and listen.module == "stream":
        yield Fix(OPTION, (Edit(fault.span, " udp"),), is_preferred=True)
