"""Ports that forwardPorts has twice: they are forwarded once."""

from collections.abc import Iterator

from portlens.formats.devcontainer.configuration import Entry
from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.rules._flow_items import flow_removal
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase("{port} is forwarded already", "{port} はすでに転送されています")
FIRST = Phrase("the first of them", "最初の項目")
REMOVE = Phrase("Remove the second entry", "2 つ目の項目を削除する")


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield each port that an earlier entry has: `3000` and `localhost:3000` are one."""
    first: dict[tuple[str, int], Span] = {}
    for use in document.uses:
        pause()
        if not isinstance(use.detail, Entry) or use.detail.kind != "forward":
            continue
        if use.port is None or use.port.first is None or use.address is None:
            continue
        key = use.address.text, use.port.first
        if key in first:
            related = (Related(first[key], FIRST),)
            message = MESSAGE.fill(port=use.span.of(document.text))
            fixes = tuple(_removal(use.span, document))
            yield Finding(use.span, message, related, fixes, is_unnecessary=True)
        else:
            first[key] = use.span


def _removal(written: Span, document: Document) -> Iterator[Fix]:
    start, end = written
    if document.text.startswith('"', start - 1) and document.text.startswith('"', end):
        written = Span(start - 1, end + 1)
    edit = flow_removal(written, document)
    if edit is not None:
        yield Fix(REMOVE, (edit,), is_safe=True, is_preferred=True)
