"""ineffective-port in httpd's files: a virtual host on a port that no Listen opens."""

from collections.abc import Iterator

from portlens.formats.apache.entry import Entry
from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.programs.apache.configuration import configuration
from portlens.programs.apache.made import is_known
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "no Listen has httpd listen on {port}: no request reaches this virtual host",
    "httpd が {port} で待ち受ける Listen がないため、このバーチャルホストにリクエストは届きません",
)
LISTENS = Phrase("httpd listens here", "httpd が待ち受ける場所")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each port of a virtual host that httpd does not listen on."""
    found = configuration(document, context.workspace)
    if not found.is_whole or not is_known(found):
        return
    listening = found.listens()
    open_ = {use.port.first for _, use in listening if use.port is not None and use.bound != ()}
    if not open_:
        return  # httpd does not start at all
    there, first = listening[0]
    path = None if there.path == document.path else there.path
    at = first.port.span if first.port is not None else first.span
    related = Related(at, LISTENS, path)
    for use in pausing(document.uses):
        entry, port = use.detail, use.port
        if not isinstance(entry, Entry) or not use.is_own_port or not _may_be_read(entry):
            continue
        if port is not None and port.first is not None and port.first not in open_:
            message = MESSAGE.fill(port=port.first)
            yield Finding(port.span, message, (related,), is_unnecessary=True)


def _may_be_read(entry: Entry) -> bool:
    """Tell whether httpd may read the line: what no request reaches, none reaches if it is read."""
    section = entry.directive.section
    is_macro = section is not None and section.is_macro
    return entry.directive.is_read is not False and not is_macro
