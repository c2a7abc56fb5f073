"""invalid-transport in inetd.conf: the type of the socket says whether it is TCP or UDP."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "other-transport": Phrase(
        "{text} is not {transport}: inetd opens a {kind} socket all the same, which is {shown}",
        "{text} は {transport} ではありません: "
        "inetd はそれでも {kind} のソケット、つまり {shown} を開きます",
    ),
    "unknown-names": Phrase(
        "{text} is no protocol in which /etc/services has {name}: inetd drops the entry",
        "/etc/services に {text} というプロトコルの {name} はなく、inetd はこの項目を無視します",
    ),
    "without-names": Phrase(
        "openbsd-inetd finds no service by its name in {text}, and drops the entry: write the port "
        "of {name} as a number",
        "openbsd-inetd は {text} ではサービス名を検索できず、この項目を無視します: "
        "{name} のポートを番号で書きます",
    ),
}
MILD = frozenset({"other-transport"})

WRITE = Phrase("Write {text}", "{text} と書く")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:
    """Yield the transport that the socket has, or the number that the name stands for."""
    if fault.reason == "without-names":
        use = document.use_at(fault.span.start)
        transport, name = str(fault.values["transport"]), str(fault.values["name"])
        number = context.catalogue.port_of(name, transport)
        if use is not None and use.port is not None and number is not None:
            edit = Edit(use.port.span, str(number))
            yield Fix(WRITE.fill(text=number), (edit,), is_preferred=True)
    else:
        transport = str(fault.values["transport"])
        yield Fix(WRITE.fill(text=transport), (Edit(fault.span, transport),))
