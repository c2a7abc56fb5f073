"""invalid-port in httpd's files."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "apache-port": Phrase(
        "httpd stops here: Listen took the place of Port in version 2.0",
        "httpd はここで停止します: Port は 2.0 で Listen に置き換えられました",
    ),
    "apache-section": Phrase(
        "httpd stops here: {text} cannot stand in <{section}>, only outside of all sections",
        "httpd はここで停止します: {text} は <{section}> の中には書けず、セクションの外に書きます",
    ),
    "apache-comment": Phrase(
        "a comment needs a line of its own: httpd takes {text} for arguments",
        "コメントは単独の行に書きます: httpd は {text} を引数として読みます",
    ),
    "ignored": Phrase(
        "{text} is not a port number: httpd starts, and ignores this address",
        "{text} はポート番号ではありません: httpd は起動しますが、このアドレスを無視します",
    ),
    "no-request": Phrase(
        "{text} is not a port number: httpd starts, and answers each request with an error",
        "{text} はポート番号ではありません: httpd は起動しますが、リクエストにはエラーを返します",
    ),
}
MILD = frozenset({"no-request", "ignored"})
OWN_LINE = Phrase("Put the comment on a line of its own", "コメントを単独の行にする")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the comment on the line before."""
    if fault.reason != "apache-comment":
        return
    line = document.lines.line_span(document.lines.position(fault.span.start).line)
    text, start = document.text, fault.span.start
    if fault.span.end > line.end or text[: line.start].endswith(("\\\n", "\\\r\n")):
        return
    end = line.end
    while start > line.start and text[start - 1] in " \t":
        start -= 1
    comment = text[fault.span.start : end].rstrip(" \t\r")
    edits = Edit(Span(line.start, line.start), f"{comment}\n"), Edit(Span(start, end), "")
    yield Fix(OWN_LINE, edits, is_preferred=True)
