"""port-out-of-range in httpd's files: numbers that it takes, and reads as others."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "highest-if-read": Phrase(
        "{text} is not a port, the highest is 65535: httpd stops here if the module is loaded",
        "{text} はポート番号ではありません (最大は 65535): "
        "モジュールが読み込まれていると httpd はここで停止します",
    ),
    "lowest-if-read": Phrase(
        "{text} is not a port, the lowest is {lowest}: httpd stops here if the module is loaded",
        "{text} はポート番号ではありません (最小は {lowest}): "
        "モジュールが読み込まれていると httpd はここで停止します",
    ),
    "read-as": Phrase(
        "{text} is not a port: httpd reads {number} in its place",
        "{text} はポート番号ではありません: httpd は {number} と読みます",
    ),
    "no-request": Phrase(
        "{text} is not a port: httpd starts, and answers each request with an error",
        "{text} はポート番号ではありません: httpd は起動しますが、リクエストにはエラーを返します",
    ),
}
MILD = frozenset({"highest-if-read", "lowest-if-read", "no-request", "read-as"})
