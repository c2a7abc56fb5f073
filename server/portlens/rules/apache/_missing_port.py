"""missing-port in httpd's files: lines without a port, and a server without any Listen."""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.apache.configuration import configuration
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "ignored": Phrase(
        "no port follows the colon: httpd starts, and ignores this address",
        "コロンの後にポートがありません: httpd は起動しますが、このアドレスを無視します",
    ),
}
MILD = frozenset({"ignored"})
NO_LISTEN = Phrase(
    "httpd will not start: there is no Listen, and it has no usual port",
    "httpd は起動しません: Listen がなく、既定のポートもありません",
)
# Lines that only a server's main file has: others are called httpd.conf as well.
_OF_A_SERVER = frozenset({"serverroot", "pidfile", "defaultruntimedir"})


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for a main file of which all is here, and nowhere a `Listen`.

    `apache2 -t` passes it ("no listening sockets available" comes at the start).
    """
    found = configuration(document, context.workspace)
    if not found.is_whole or next(iter(found.documents)) != document.path or found.asks("listen"):
        return
    for there, line in pausing(found.lines):
        is_own = there.path == document.path and line.section is None
        if is_own and line.name in _OF_A_SERVER:
            yield Finding(line.words[0].span, NO_LISTEN)
            return
