"""invalid-port-range in httpd's files: it takes one port in a line."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "apache": Phrase(
        "{text} is a range, and httpd takes one port here",
        "{text} は範囲ですが、ここに書けるポートは 1 つです",
    ),
}
