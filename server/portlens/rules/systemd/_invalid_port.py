"""invalid-port in unit files: a value is one port, and nothing beside it."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import BLANKS, split_blanks, strip_blanks
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "comment": Phrase(
        "a comment needs a line of its own: systemd takes {text} for a part of the value and "
        "ignores the line",
        "コメントは別の行に書きます: {text} まで値とみなされ、systemd はこの行を無視します",
    ),
    "one-a-line": Phrase(
        "{text} is too much: one socket a line, or systemd ignores the line",
        "{text} は多すぎます: 1 行に書けるソケットは 1 つで、systemd はこの行を無視します",
    ),
    "no-range": Phrase(
        "{text} is a range, and systemd takes one port here: it ignores the line",
        "{text} は範囲ですが、ここに書けるポートは 1 つで、systemd はこの行を無視します",
    ),
    "with-transport": Phrase(
        "the key tells the transport: ListenStream is TCP, ListenDatagram UDP; systemd ignores "
        "the line",
        "トランスポートはキーで決まります (ListenStream は TCP、ListenDatagram は UDP)。"
        "systemd はこの行を無視します",
    ),
    "quotes": Phrase(
        "systemd takes quotes for a part of the value and ignores the line",
        "引用符も値とみなされ、systemd はこの行を無視します",
    ),
    "bind": Phrase(
        "{text} is no port, range or any: write [ipv4:|ipv6:][tcp:|udp:][ports]",
        "{text} はポート、範囲、any のいずれでもありません: "
        "[ipv4:|ipv6:][tcp:|udp:][ポート] と書きます",
    ),
}
ABOVE = Phrase("Put the comment on the line above", "コメントを上の行に移す")
EACH = Phrase("Give each a line of its own", "1 つずつ別の行にする")
UNQUOTE = Phrase("Remove the quotes", "引用符を削除する")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield what was meant, where the text leaves no doubt of it."""
    start, end = fault.span
    text = fault.span.of(document.text)
    line = document.lines.line_span(document.lines.position(start).line)
    if end > line.end:
        return  # a value over several lines
    if fault.reason == "comment":
        above = Edit(Span(line.start, line.start), f"{strip_blanks(text)}\n")
        value = document.text[line.start : start].rstrip(BLANKS)
        rest = Edit(Span(line.start + len(value), end), "")
        yield Fix(ABOVE, (above, rest), is_preferred=True)
    elif fault.reason == "one-a-line":
        key = document.text[line.start : start]
        edit = Edit(fault.span, f"\n{key}".join(split_blanks(text)))
        yield Fix(EACH, (edit,), is_preferred=True)
    elif fault.reason == "quotes" and is_port_number(text[1:-1]):
        yield Fix(UNQUOTE, (Edit(fault.span, text[1:-1]),), is_preferred=True)
