"""invalid-port-range in Caddyfiles: what is no range, and where none may stand."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "one": Phrase(
        "{text} is a range, and Caddy takes one port here",
        "{text} は範囲ですが、ここに書けるポートは 1 つです",
    ),
    "dial": Phrase(
        "{text} runs backwards: every request to this upstream fails",
        "{text} は大小が逆です: このアップストリームへのリクエストはすべて失敗します",
    ),
}
MILD = frozenset({"dial"})
