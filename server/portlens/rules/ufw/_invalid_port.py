"""What ufw refuses of the ports of a profile."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "ufw-too-many": Phrase(
        "one rule takes at most 15 ports, a range counting as two: part them by |",
        "1 つの規則に書けるポートは 15 個まで（範囲は 2 個分）です: | で分けます",
    ),
}
