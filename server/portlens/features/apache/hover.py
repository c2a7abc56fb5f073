"""Hovers in httpd's files: what a virtual host is, and what else to know of a line."""

from collections.abc import Iterator

from portlens.formats._names import is_template_path
from portlens.formats.apache.entry import Entry
from portlens.model.address import ANY_IPV4
from portlens.model.port_use import PortRange, PortUse
from portlens.network.context import Context
from portlens.programs.program import program_of
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document

_VARIABLE = regex(r"\$\{[^{}\n]+\}")


def sentence(use: PortUse) -> Phrase | None:
    """Return what a line does that does otherwise than its role alone says, or None."""
    entry = use.detail
    if not isinstance(entry, Entry):
        return None
    if entry.is_own_port:
        return ANSWERS
    return REWRITES if entry.is_told else None


def reasons(document: Document, part: PortRange, _: Context) -> Iterator[Phrase]:
    """Yield that httpd fills in a variable which no `Define` of these files gives a value."""
    text = part.span.of(document.text)
    if _VARIABLE.fullmatch(text) and not is_template_path(document.path):
        yield ENVIRONMENT.fill(name=code_span(text))


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:
    """Yield that another socket takes what a `Listen` for every IPv4 address asks for."""
    entry, port = use.detail, use.port
    if not isinstance(entry, Entry) or use.role != "listens" or use.address != ANY_IPV4:
        return
    if port is None or port.first is None or entry.is_conditional:
        return
    sockets = program_of(document, context.workspace).sockets
    is_open = any(
        socket.place.path == document.path and socket.place.span == port.span for socket in sockets
    )
    if not is_open:
        yield PASSED_OVER.fill(port=port.first)


ANSWERS = Phrase(
    "{owner} answers on port **{port}**/{transport}{at}; a `Listen` opens it",
    "{owner} は {at}**{port}**/{transport} に応答します（ポートを開くのは `Listen` です）",
)
REWRITES = Phrase(
    "{owner} rewrites addresses with **{port}**/{transport}{at} in answers, and connects nowhere",
    "{owner} は応答に含まれる {at}**{port}**/{transport} のアドレスを書き換えます（接続なし）",
)
ENVIRONMENT = Phrase(
    "httpd takes {name} from its environment, or from a file that is not here, so the port is not "
    "known",
    "{name} は httpd の環境変数か、ここにないファイルの値になるため、ポートが分かりません",
)
PASSED_OVER = Phrase(
    "The socket of `[::]:{port}` takes IPv4 as well: httpd passes over this line.",
    "`[::]:{port}` のソケットが IPv4 も受け付けるため、httpd はこの行を読み飛ばします。",
)
