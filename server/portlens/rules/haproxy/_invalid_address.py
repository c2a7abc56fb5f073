"""invalid-address in HAProxy's files."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "in-head": Phrase(
        "{text} belongs into a bind line: since version 1.7 HAProxy takes no address here",
        "{text} は bind の行に書きます: HAProxy 1.7 以降、ここにアドレスは書けません",
    ),
    "no-path": Phrase(
        "{text} is the path of a socket, and HAProxy takes host:port here",
        "{text} はソケットのパスですが、ここには host:port を書きます",
    ),
    "not-ipv4": Phrase(
        "{text} is no IPv4 address, and ipv4@ takes no other",
        "{text} は IPv4 アドレスではありません: ipv4@ の後には IPv4 だけを書けます",
    ),
    "not-ipv6": Phrase(
        "{text} is no IPv6 address, and ipv6@ takes no other",
        "{text} は IPv6 アドレスではありません: ipv6@ の後には IPv6 だけを書けます",
    ),
}
BIND = Phrase("Write a bind line", "bind の行にする")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the address in a line of its own, where nothing else follows it."""
    start, end = fault.span
    line = document.lines.line_span(document.lines.position(end).line)
    if fault.reason != "in-head" or document.text[end : line.end].strip(" \t\r"):
        return
    while start > line.start and document.text[start - 1] in " \t":
        start -= 1
    text = fault.span.of(document.text)
    yield Fix(BIND, (Edit(Span(start, end), f"\n    bind {text}"),), is_preferred=True)
