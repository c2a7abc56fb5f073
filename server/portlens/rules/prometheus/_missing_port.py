"""missing-port in a Prometheus configuration: an empty target."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "no-target": Phrase(
        "no target stands here: Prometheus refuses an empty one",
        "ターゲットがありません: Prometheus は空のターゲットを拒否します",
    ),
}
