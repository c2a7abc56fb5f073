"""invalid-address in a devcontainer.json: what looks like Docker's mapping of ports."""

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
    "no-mapping": Phrase(
        "forwardPorts maps no port to another: {text} is a port of a host with a number for a name",
        "forwardPorts ではポートを別のポートに対応させられません: {text} は数字という名前のホストの"
        "ポートになります",
    ),
}
MILD = frozenset({"no-mapping"})
ALONE = Phrase("Forward {port}", "{port} を転送する")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the container's port alone, which is what is forwarded."""
    port = fault.span.of(document.text).rpartition(":")[2]
    if fault.reason == "no-mapping" and is_port_number(port):
        quoted = Span(fault.span.start - 1, fault.span.end + 1)
        yield Fix(ALONE.fill(port=port), (Edit(quoted, port),))
