"""invalid-transport in a Kubernetes manifest."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "kubernetes": Phrase(
        "{text} is no transport: Kubernetes takes TCP, UDP and SCTP, in capital letters",
        "{text} というトランスポートはありません: 使えるのは大文字の TCP、UDP、SCTP です",
    ),
}
