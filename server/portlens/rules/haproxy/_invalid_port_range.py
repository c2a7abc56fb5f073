"""invalid-port-range in HAProxy's files: what is no range, and where none may stand."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "one": Phrase(
        "{text} is a range, and HAProxy takes one port here",
        "{text} は範囲ですが、ここに書けるポートは 1 つです",
    ),
    "open": Phrase(
        "{text} is a range without an end",
        "{text} は終わりのない範囲です",
    ),
}
