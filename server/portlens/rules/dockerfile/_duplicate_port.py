"""Ports that EXPOSE names twice in one stage."""

from collections.abc import Iterator

from portlens.formats.dockerfile.exposed import Exposed
from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.rules.dockerfile._lines import removal
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{port}/{transport} is exposed in this stage already",
    "{port}/{transport} はこのステージですでに EXPOSE されています",
)
FIRST = Phrase("the first of them", "最初の項目")
REMOVE = Phrase("Remove the second one", "2 つ目を削除する")


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield a finding for each port that an earlier EXPOSE of the stage has named.

    A range that holds a port named before, and a variable that happens to have the same value,
    say something of their own. A word that the builder refuses is no port yet: who mends it may
    mean another, and would lose the right one to the fix.
    """
    refused = {
        fault.use.span
        for fault in document.reading.faults
        if fault.use is not None and fault.rule != "host-port-in-expose"
    }
    first: dict[object, PortUse] = {}
    for use in document.uses:
        pause()
        port, detail = use.port, use.detail
        if use.role != "container" or port is None or not isinstance(detail, Exposed):
            continue
        if not port.is_known or port.is_variable or use.span in refused:
            continue
        key = detail.stage, detail.is_on_build, port.first, port.last, use.transport
        if key in first:
            yield _finding(use, first[key], document)
        else:
            first[key] = use


def _finding(use: PortUse, first: PortUse, document: Document) -> Finding:
    edit = removal(use.span, document)
    fixes = (Fix(REMOVE, (edit,), is_safe=True, is_preferred=True),) if edit else ()
    span: Span = use.port.span if use.port is not None else use.span
    return Finding(
        use.span,
        MESSAGE.fill(port=span.of(document.text), transport=use.transport),
        (Related(first.span, FIRST),),
        fixes,
        is_unnecessary=True,
    )
