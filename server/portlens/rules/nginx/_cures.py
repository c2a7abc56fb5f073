"""What was meant by an address that nginx refuses."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats.nginx.listen import Listen
from portlens.model.address import parse_ip
from portlens.model.finding import Fix
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase

BRACKETS = Phrase("Put brackets around the address", "アドレスを角括弧で囲む")
SCHEME = Phrase("Write http:// in front", "先頭に http:// を付ける")
OPTION = Phrase("Write the option udp", "オプション udp にする")
DROP = Phrase("Remove the transport", "トランスポートを削除する")


def address_fixes(fault: Fault, text: str) -> Iterator[Fix]:
    """Yield the spelling of the address `text` that nginx takes, where there is no doubt of it."""
    if fault.reason == "no-brackets":
        yield Fix(BRACKETS, (Edit(fault.span, _in_brackets(text)),), is_preferred=True)
    elif fault.reason == "no-scheme" and "://" not in text:
        edit = Edit(fault.span._replace(end=fault.span.start), "http://")
        yield Fix(SCHEME, (edit,), is_preferred=True)


def _in_brackets(text: str) -> str:
    """Return an IPv6 address in brackets, with a decimal number at its end as the port."""
    host, _, port = text.rpartition(":")
    is_port = port.isdigit() and len(host) > 1 and parse_ip(host) is not None
    return f"[{host}]:{port}" if is_port else f"[{text}]"


def transport_fixes(fault: Fault, text: str) -> Iterator[Fix]:
    """Yield the option in place of `/udp`, and nothing in place of `/tcp`."""
    listen = fault.use.detail if fault.use is not None else None
    transport = fault.span.of(text).lower()
    if transport == "/tcp":
        yield Fix(DROP, (Edit(fault.span, ""),), is_preferred=True)
    elif transport == "/udp" and isinstance(listen, Listen) and listen.module == "stream":
        yield Fix(OPTION, (Edit(fault.span, " udp"),), is_preferred=True)
