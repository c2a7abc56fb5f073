"""What firewalld refuses of a transport, or of none."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "firewalld": Phrase(
        "{text} is no transport: firewalld takes tcp, udp, sctp and dccp, in small letters",
        "{text} というトランスポートはありません: firewalld では小文字の tcp、udp、sctp、dccp を"
        "使えます",
    ),
    "rule-firewalld": Phrase(
        "{text} is no transport: firewalld leaves out the rule",
        "{text} というトランスポートはありません: firewalld はこの規則を無視します",
    ),
    "missing": Phrase(
        "a port needs its protocol beside it: firewalld refuses the file",
        "ポートには protocol が必要です: firewalld はこのファイルを拒否します",
    ),
}
MILD = frozenset({"rule-firewalld"})
