"""Hovers in Caddyfiles: options that open nothing by themselves, and what else to know."""

from collections.abc import Iterator

from portlens.formats.caddyfile.entry import entry_of
from portlens.model.port_use import PortRange, PortUse
from portlens.network.context import Context
from portlens.programs.caddyfile.environment import environment_at
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document

_VARIABLE = regex(r"\{\$([^{}:]+)(?::[^{}]*)?\}")
_PLACEHOLDER = regex(r"\{(?:env|args|http|vars)[.\[][^{}]*\}")


def sentence(use: PortUse) -> Phrase | None:
    """Return what the port of HTTP or HTTPS in the global options does, or None."""
    return SITES.get(use.owner) if use.role == "listens" and use.bound == () else None


def reasons(document: Document, part: PortRange, _: Context) -> Iterator[Phrase]:
    """Yield who fills in a port that is not known."""
    text = part.span.of(document.text)
    variable = _VARIABLE.fullmatch(text)
    if variable is not None:
        yield ENVIRONMENT.fill(name=code_span(variable[1]))
    elif _PLACEHOLDER.search(text):
        yield LATER.fill(name=code_span(text))


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:
    """Yield where the port of a variable comes from, and what the scheme means."""
    entry, port = entry_of(use), use.port
    if port is not None and port.is_variable and port.is_known:
        variable = _VARIABLE.fullmatch(port.span.of(document.text))
        environment = environment_at(document.path, context.workspace)
        if variable is not None and environment.leaves_default(variable[0]):
            yield DEFAULT.fill(name=code_span(variable[1]))
    if entry is not None and entry.keyword == "site" and entry.protocol == "https":
        yield HTTP3


SITES = {
    "http_port": Phrase(
        "Caddy listens on **{port}** for sites of HTTP that name no other port, and sends"
        " visitors on to HTTPS from there",
        "ほかのポートを指定しない HTTP のサイトのために **{port}** で待ち受け、"
        "HTTPS へのリダイレクトもここから行います",
    ),
    "https_port": Phrase(
        "Caddy listens on **{port}** for sites of HTTPS that name no other port",
        "ほかのポートを指定しない HTTPS のサイトのために **{port}** で待ち受けます",
    ),
}
ENVIRONMENT = Phrase(
    "Caddy takes {name} from its environment, so the port is not known here",
    "{name} は Caddy の環境変数の値になるため、ここではポートが分かりません",
)
LATER = Phrase(
    "Caddy fills in {name} later, so the port is not known here",
    "{name} には Caddy が後で値を入れるため、ここではポートが分かりません",
)
DEFAULT = Phrase(
    "The default, unless {name} is set in Caddy's environment.",
    "Caddy の環境変数 {name} が設定されていない場合の既定値です。",
)
HTTP3 = Phrase(
    "Over UDP as well, for HTTP/3, unless `protocols` leaves it out.",
    "`protocols` で除外しない限り、HTTP/3 のために UDP でも待ち受けます。",
)
