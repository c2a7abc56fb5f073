"""What ufw refuses of a range."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "ufw-colon": Phrase(
        "a colon stands between the ends of a range, and {text} is a service name to ufw",
        "範囲の両端の間はコロンです: {text} は ufw にとってサービス名になります",
    ),
    "ufw-one": Phrase(
        "{text} is no range: the last port is to be higher than the first",
        "{text} は範囲になっていません: 最後のポートは最初より大きくします",
    ),
}
