"""invalid-transport in xinetd's files: the protocol has to fit the type of the socket."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "no-such-protocol": Phrase(
        "{text} is no protocol of /etc/protocols: xinetd drops the service",
        "/etc/protocols に {text} というプロトコルはなく、xinetd はこのサービスを無視します",
    ),
    "other-transport": Phrase(
        "no {kind} socket speaks {text}: xinetd cannot start the service, whose protocol is to be "
        "{transport}",
        "{text} を使う {kind} のソケットはなく、xinetd はこのサービスを起動できません: "
        "プロトコルは {transport} にします",
    ),
    "without-names": Phrase(
        "/etc/services has no {name} of the protocol {text}: xinetd drops the service",
        "/etc/services に {text} というプロトコルの {name} はなく、"
        "xinetd はこのサービスを無視します",
    ),
}

WRITE = Phrase("Write {text}", "{text} と書く")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the protocol that fits the type of the socket."""
    transport = str(fault.values.get("transport") or "")
    if transport and fault.span.of(document.text).lower() in _PROTOCOLS:
        yield Fix(WRITE.fill(text=transport), (Edit(fault.span, transport),))


_PROTOCOLS = frozenset({"tcp", "udp", "ip", "mptcp"})
