"""What firewalld takes for no port."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "firewalld": Phrase(
        "{text} is no port: firewalld takes one port, one range such as 8000-8010, or a service"
        " name of /etc/services",
        "{text} はポートではありません: 書けるのは 1 つのポート、8000-8010 のような 1 つの範囲、"
        "/etc/services のサービス名です",
    ),
    "rule-firewalld": Phrase(
        "{text} is no port: firewalld leaves out the rule",
        "{text} はポートではありません: firewalld はこの規則を無視します",
    ),
}
MILD = frozenset({"rule-firewalld"})
