"""port-out-of-range in httpd's files: numbers that it takes, and reads as others."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "read-as": Phrase(
        "{text} is not a port: httpd reads {number} in its place",
        "{text} はポート番号ではありません: httpd は {number} と読みます",
    ),
    "no-request": Phrase(
        "{text} is not a port: httpd starts, and answers each request with an error",
        "{text} はポート番号ではありません: httpd は起動しますが、リクエストにはエラーを返します",
    ),
}
MILD = frozenset({"no-request", "read-as"})
