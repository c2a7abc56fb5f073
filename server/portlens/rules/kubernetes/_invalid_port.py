"""invalid-port in a Kubernetes manifest."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "number-in-quotes": Phrase(
        "in quotes {number} is the name of a port to Kubernetes, and a name needs a letter",
        "引用符で囲んだ {number} はポートの名前とみなされますが、名前には英字が必要です",
    ),
    "no-node-port": Phrase(
        "a Service of type ClusterIP has no node port: Kubernetes refuses it",
        "type が ClusterIP の Service にノードのポートはありません: Kubernetes は拒否します",
    ),
    "host-network": Phrase(
        "on the node's network the host's port is the container's, {port}: Kubernetes refuses "
        "{text}",
        "hostNetwork ではホスト側とコンテナー側のポートが同じ {port} でなければならず、{text} は"
        "拒否されます",
    ),
    "kubelet": Phrase(
        "Kubernetes refuses {text} in a Service of type LoadBalancer: the kubelet listens there",
        "type が LoadBalancer の Service では {text} は拒否されます: kubelet が使うポートです",
    ),
    "end-before-port": Phrase(
        "endPort {text} lies before port {port}: Kubernetes refuses it",
        "endPort {text} が port {port} より小さいため、Kubernetes は拒否します",
    ),
}
UNQUOTE = Phrase("Remove the quotes", "引用符を外す")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the number without its quotes."""
    number = str(fault.values.get("number", ""))
    written = fault.span.of(document.text)
    if fault.reason == "number-in-quotes" and written[1:-1] == number:
        yield Fix(UNQUOTE, (Edit(fault.span, number),), is_safe=True, is_preferred=True)
