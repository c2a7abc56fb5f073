"""invalid-address in Caddyfiles."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "comma": Phrase(
        "a blank is missing behind a comma: Caddy refuses {text}",
        "コンマの後に空白がありません: Caddy は {text} を拒否します",
    ),
    "brace": Phrase(
        "a blank is missing before the brace: Caddy takes it for a part of the address",
        "波括弧の前に空白がありません: Caddy は波括弧をアドレスの一部とみなします",
    ),
    "bind-port": Phrase(
        "bind takes an address without a port, which the site's address says: "
        "Caddy cannot listen on {text}",
        "bind に書けるのはポートのないアドレスで、ポートはサイトのアドレスに書きます: "
        "Caddy は {text} で待ち受けできません",
    ),
    "path": Phrase(
        "{text} is too much: Caddy takes scheme, host and port for an upstream, and no path",
        "{text} は余分です: アップストリームに書けるのはスキーム、ホスト、ポートだけです",
    ),
    "placeholder": Phrase(
        "{text} has a scheme, and then Caddy takes no placeholder in an upstream",
        "{text} にはスキームがあり、その場合 Caddy はプレースホルダーを受け付けません",
    ),
    "servers-twice": Phrase(
        "another servers option has this address: Caddy refuses the file",
        "同じアドレスの servers オプションが他にあります: Caddy はファイルを拒否します",
    ),
    "other-scheme": Phrase(
        "{text} is of another scheme than the upstream before it, and Caddy takes one for all",
        "{text} のスキームが前のアップストリームと異なります: すべて同じスキームにします",
    ),
}
PART = Phrase("Put a blank behind each comma", "各コンマの後に空白を入れる")
BEFORE = Phrase("Put a blank before the brace", "波括弧の前に空白を入れる")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the blanks that are missing."""
    text = fault.span.of(document.text)
    if fault.reason == "brace":
        at = Span(fault.span.start, fault.span.start)
        yield Fix(BEFORE, (Edit(at, " "),), is_preferred=True)
    elif fault.reason == "comma" and '"' not in text and "`" not in text:
        parts = ", ".join(part for part in text.split(",") if part)
        parts += "," if text.endswith(",") else ""
        yield Fix(PART, (Edit(fault.span, parts),), is_preferred=True)
