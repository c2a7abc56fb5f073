"""Addresses that only some versions of nginx take, and what was meant by one that it refuses."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats.nginx.connect import Connect
from portlens.model.address import parse_ip
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.nginx.configuration import configuration
from portlens.programs.nginx.variables import defines
from portlens.rules.nginx._version import at_least
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
from portlens.workspace.document import Document

MESSAGES = {
    "number": Phrase(
        "nginx takes what stands before the colon in {text} for an address, which cannot be bound: "
        "a listen has one port",
        "{text} のコロンより前を nginx はアドレスと見なし、バインドできません。"
        "listen に書けるポートは 1 つです",
    ),
}
BRACKETS = Phrase("Put brackets around the address", "アドレスを角括弧で囲む")
NO_BRACKETS = Phrase("Remove the brackets", "角括弧を外す")
SCHEME = Phrase("Write http:// in front", "先頭に http:// を付ける")
VARIABLE = Phrase("Write ${name}, the variable", "変数 ${name} と書く")
DROP_PORT = Phrase("Remove the port", "ポートを削除する")
TOO_NEW = Phrase(
    "{directive} takes brackets without a port since nginx 1.27.3 only",
    "{directive} でポートのない角括弧を書けるのは nginx 1.27.3 からです",
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each `proxy_bind [::1]` and the like, where nginx is older than that."""
    if at_least(context, (1, 27, 3)):
        return
    for use in document.uses:
        pause()
        connect = use.detail
        if not isinstance(connect, Connect) or not connect.directive.name.endswith("_bind"):
            continue
        parsed = connect.parsed
        if parsed.host.startswith("[") and parsed.port is None and parsed.problem is None:
            fix = Fix(NO_BRACKETS, (Edit(use.span, parsed.host.strip("[]")),), is_preferred=True)
            message = TOO_NEW.fill(directive=connect.directive.name)
            yield Finding(use.span, message, fixes=(fix,))


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:
    """Yield the spelling of the address that nginx takes, where there is no doubt of it."""
    text = fault.span.of(document.text)
    start = fault.span._replace(end=fault.span.start)
    if fault.reason == "no-brackets":
        yield Fix(BRACKETS, (Edit(fault.span, _in_brackets(text)),), is_preferred=True)
    elif fault.reason == "takes-no-port":
        yield Fix(DROP_PORT, (Edit(fault.span, ""),), is_preferred=True)
    elif fault.reason == "no-scheme" and "://" not in text:
        if defines(configuration(document, context.workspace), text):
            yield Fix(VARIABLE.fill(name=text), (Edit(start, "$"),), is_preferred=True)
        else:
            yield Fix(SCHEME, (Edit(start, "http://"),), is_preferred=True)


def _in_brackets(text: str) -> str:
    """Return an IPv6 address in brackets, with a decimal number at its end as the port."""
    host, _, port = text.rpartition(":")
    is_port = is_number(port) and len(host) > 1 and parse_ip(host) is not None
    return f"[{host}]:{port}" if is_port else f"[{text}]"
