"""port-out-of-range in a Prometheus configuration: it is taken, and every scrape fails."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "never-reached": Phrase(
        "nothing can be reached at {text}: Prometheus takes the line, and every request fails",
        "{text} には接続できません: Prometheus は受け付けますが、リクエストは必ず失敗します",
    ),
}
MILD = frozenset({"never-reached"})
