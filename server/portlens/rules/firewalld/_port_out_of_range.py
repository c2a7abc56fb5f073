"""Numbers at which firewalld leaves out a rich rule."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "rule-highest": Phrase(
        "{text} is not a port: firewalld leaves out the rule, as the highest is 65535",
        "{text} はポート番号ではありません: 最大は 65535 で、firewalld はこの規則を無視します",
    ),
}
MILD = frozenset({"rule-highest"})
