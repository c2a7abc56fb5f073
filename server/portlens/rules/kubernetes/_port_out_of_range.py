"""port-out-of-range in a Kubernetes manifest: the ports of the nodes."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "node-port": Phrase(
        "{text} is no node port unless the cluster was set up so: they are 30000 to 32767",
        "{text} はクラスターの設定を変えない限りノードのポートになりません（30000〜32767）",
    ),
}
MILD = frozenset({"node-port"})
