"""What was meant by an address that nginx refuses."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.address import parse_ip
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
from portlens.workspace.document import Document

BRACKETS = Phrase("Put brackets around the address", "アドレスを角括弧で囲む")
SCHEME = Phrase("Write http:// in front", "先頭に http:// を付ける")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the spelling of the address that nginx takes, where there is no doubt of it."""
    text = fault.span.of(document.text)
    if fault.reason == "no-brackets":
        yield Fix(BRACKETS, (Edit(fault.span, _in_brackets(text)),), is_preferred=True)
    elif fault.reason == "no-scheme" and "://" not in text:
        edit = Edit(fault.span._replace(end=fault.span.start), "http://")
        yield Fix(SCHEME, (edit,), is_preferred=True)


def _in_brackets(text: str) -> str:
    """Return an IPv6 address in brackets, with a decimal number at its end as the port."""
    host, _, port = text.rpartition(":")
    is_port = is_number(port) and len(host) > 1 and parse_ip(host) is not None
    return f"[{host}]:{port}" if is_port else f"[{text}]"
