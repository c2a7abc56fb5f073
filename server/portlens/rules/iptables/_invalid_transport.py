"""What iptables-restore refuses of a protocol beside ports, or of none."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "iptables": Phrase(
        "{text} needs a protocol before it: -p tcp, udp, sctp or dccp",
        "{text} の前にはプロトコル（-p tcp、udp、sctp、dccp）が必要です",
    ),
    "iptables-portless": Phrase(
        "{text} takes no ports here: iptables refuses the option that names them",
        "{text} はここではポートを持ちません: iptables はポートのオプションを拒否します",
    ),
    "iptables-multiport": Phrase(
        "{text} needs a protocol before it: -p tcp, udp, udplite, sctp or dccp",
        "{text} の前にはプロトコル（-p tcp、udp、udplite、sctp、dccp）が必要です",
    ),
    "iptables-but": Phrase(
        "multiport takes no ! before the protocol",
        "multiport ではプロトコルの前に ! を置けません",
    ),
    "iptables-nat": Phrase(
        "a port in NAT needs -p tcp, udp, sctp or dccp before it",
        "NAT のポートには前に -p tcp、udp、sctp、dccp が必要です",
    ),
    "iptables-module": Phrase(
        "-m {transport} needs -p {transport} on the same line",
        "-m {transport} には同じ行に -p {transport} が必要です",
    ),
}
WRITE = Phrase("Write -p {transport}", "-p {transport} を書く")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the protocol of a match that stands without one."""
    if fault.reason == "iptables-module" and fault.span.of(document.text).startswith("-m"):
        transport = fault.values["transport"]
        edit = Edit(Span(fault.span.start, fault.span.start), f"-p {transport} ")
        yield Fix(WRITE.fill(transport=transport), (edit,), is_preferred=True)
