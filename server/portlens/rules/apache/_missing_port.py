"""missing-port in httpd's files."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "ignored": Phrase(
        "no port follows the colon: httpd starts, and ignores this address",
        "コロンの後にポートがありません: httpd は起動しますが、このアドレスを無視します",
    ),
}
MILD = frozenset({"ignored"})
