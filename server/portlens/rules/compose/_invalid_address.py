"""What Compose says of an address before the ports, and the cures."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "docker": Phrase(
        "{text} is no IP address, and Compose takes nothing else before the ports",
        "{text} は IP アドレスではありません: Compose ではポートの前に IP アドレスだけを書けます",
    ),
}
PICK = Phrase(
    "Let Docker pick the host's port: {text}", "ホスト側のポートを Docker に任せる: {text}"
)
SAME = Phrase("Publish on the same port: {text}", "同じポートで公開する: {text}")

_CONTAINER = regex(r":([0-9]+(?:-[0-9]+)?)")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield what `127.0.0.1:80` may mean: `127.0.0.1:80:80` or `127.0.0.1::80`."""
    if fault.reason != "without-host-port":
        return
    address = fault.span
    match = _CONTAINER.match(document.text, address.end)
    if match is None:
        return
    if not is_port_number(match[1]):
        return
    place = Span(address.end, address.end)
    host, container = address.of(document.text), match[1]
    same = SAME.fill(text=f"{host}:{container}:{container}")
    yield Fix(same, (Edit(place, f":{container}"),), is_preferred=True)
    yield Fix(PICK.fill(text=f"{host}::{container}"), (Edit(place, ":"),))
