"""invalid-address in httpd's files."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "colon": Phrase(
        "httpd takes no colon without an address before it: write the port alone",
        "前にアドレスのないコロンは書けません: ポートだけを書きます",
    ),
    "colon-alone": Phrase(
        "an address belongs before the colon: * is every address",
        "コロンの前にアドレスが必要です: すべてのアドレスなら * です",
    ),
    "only-port": Phrase(
        "{text} is a port, and an address belongs before it: *:{text} is every address",
        "{text} はポートで、その前にアドレスが必要です: すべてのアドレスなら *:{text} です",
    ),
    "wildcard-name": Phrase(
        "httpd takes no * or ? in a ServerName: a pattern of names belongs in ServerAlias",
        "ServerName に * と ? は書けません: ワイルドカードを含む名前は ServerAlias に書きます",
    ),
    "ignored": Phrase(
        "nothing can resolve {text}: httpd starts, and ignores it",
        "{text} は名前解決できません: httpd は起動しますが、これを無視します",
    ),
}
MILD = frozenset({"ignored"})
ALONE = Phrase("Remove the colon", "コロンを削除する")
ASTERISK = Phrase("Write * before it", "前に * を付ける")
EVERY = Phrase("Write *:{port}", "*:{port} にする")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the port alone for `:80`, and `*:80` for a virtual host on `80`."""
    text = fault.span.of(document.text)
    if fault.reason == "colon" and text == ":":
        yield Fix(ALONE, (Edit(fault.span, ""),), is_preferred=True)
    elif fault.reason == "colon-alone":
        yield Fix(ASTERISK, (Edit(fault.span, "*:"),), is_preferred=True)
    elif fault.reason == "only-port" and is_port_number(text):
        yield Fix(EVERY.fill(port=text), (Edit(fault.span, f"*:{text}"),), is_preferred=True)
