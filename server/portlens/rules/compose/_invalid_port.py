"""Ports that Compose and the Engine read otherwise than they are written: their cures."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

DROP_TRANSPORT = Phrase("Remove the transport", "トランスポートを削除する")
DROP_SIGN = Phrase("Remove the sign", "符号を削除する")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the entry without what is ignored, or without what one version refuses."""
    start, end = fault.span
    written = fault.span.of(document.text)
    if "$" in written:
        return
    if fault.reason == "cut-transport":
        slash = start + written.index("/")
        yield Fix(DROP_TRANSPORT, (Edit(Span(slash, end), ""),), is_preferred=True)
    elif fault.reason == "sign":
        edit = Edit(fault.span, written.replace("+", ""))
        yield Fix(DROP_SIGN, (edit,), is_preferred=True)
