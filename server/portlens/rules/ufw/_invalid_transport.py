"""What ufw refuses of a transport, or of none."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "ufw": Phrase(
        "{text} is no transport: a profile takes tcp and udp, in small letters",
        "{text} というトランスポートはありません: プロファイルでは小文字の tcp と udp を使えます",
    ),
    "ufw-needed": Phrase(
        "several ports need a transport: ufw refuses {text} without /tcp or /udp",
        "複数のポートにはトランスポートが必要です: /tcp か /udp のない {text} は拒否されます",
    ),
}
