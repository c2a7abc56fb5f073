"""A port is needed here and none is written

The program refuses the line: a listening line, a forward or a permission without a port says
nothing.

## Example

```sshd_config
PermitOpen db.example.com
```

## Instead

```sshd_config
PermitOpen db.example.com:5432
```
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.rules._own import Own
from portlens.rules._rule import Rule, check_faults, left_by_reader
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    # OpenSSH
    "keyword": Phrase("{text} needs a port", "{text} にはポートが必要です"),
    "after-host": Phrase("no port is written after {host}", "{host} の後にポートがありません"),
    "no-target": Phrase(
        "nothing says where {text} is forwarded to: write host:port after it",
        "{text} の転送先がありません: 後に host:port を書きます",
    ),
    "one-word": Phrase(
        "a blank stands before the target here: {text} is the form of the command line",
        "ここでは転送先の前を空白で区切ります: {text} はコマンドラインでの書き方です",
    ),
    # Docker Compose
    "container": Phrase("the container's port is missing", "コンテナー側のポートがありません"),
    "target": Phrase(
        "target is missing: which port of the container is meant",
        "target がありません: コンテナー側のどのポートかを書きます",
    ),
    "published": Phrase("published has no value", "published に値がありません"),
    # nginx
    "listen": Phrase("listen needs a port or an address", "listen にはポートかアドレスが必要です"),
    "after-colon": Phrase("no port follows the colon", "コロンの後にポートがありません"),
}

BLANK = Phrase("Put a blank before the target", "転送先の前を空白にする")

JAPANESE = """
ポートが必要な場所にポートがない

待ち受け、転送、許可の行はポートなしでは意味を持たないため、プログラムはこの行を拒否します。
"""


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:
    """Yield `8080 db:80` for `8080:db:80`, and what only a format knows to be meant."""
    yield from OWN.fixes(fault, document, context)
    at = fault.values.get("at")
    if isinstance(at, Span):
        yield Fix(BLANK, (Edit(at, " "),), is_preferred=True)


OWN = Own("missing-port")
_check_faults = check_faults("missing-port", MESSAGES, _fixes)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what the grammars refuse, and what only a whole configuration tells."""
    yield from _check_faults(document, context)
    yield from OWN.check(document, context)


RULE = Rule("error", check, JAPANESE, left_by_reader("missing-port"))
