"""missing-port in a Kubernetes manifest."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "container-port": Phrase(
        "containerPort is missing: Kubernetes refuses the entry",
        "containerPort がありません: Kubernetes はこの項目を拒否します",
    ),
    "no-value": Phrase(
        "no port stands here: Kubernetes refuses the entry",
        "ポートがありません: Kubernetes はこの項目を拒否します",
    ),
    "probe-port": Phrase(
        "port is missing: Kubernetes refuses what asks for none",
        "port がありません: ポートのない要求は拒否されます",
    ),
    "service-port": Phrase(
        "port is missing: Kubernetes refuses the entry",
        "port がありません: Kubernetes はこの項目を拒否します",
    ),
}
