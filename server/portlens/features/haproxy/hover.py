"""Hovers in HAProxy's files: proxies that are off, and what else to know of a line."""

from collections.abc import Iterator

from portlens.formats._names import is_template_path
from portlens.formats.haproxy.entry import Entry
from portlens.model.port_use import PortRange, PortUse
from portlens.network.context import Context
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document

_VARIABLE = regex(r"\$\{?\w+\}?")


def sentence(use: PortUse) -> Phrase | None:
    """Return what a line of a disabled proxy does, or None."""
    return None if use.is_effective else DISABLED


def reasons(document: Document, part: PortRange, _: Context) -> Iterator[Phrase]:
    """Yield that HAProxy itself fills in a variable, from its environment or from `setenv`."""
    text = part.span.of(document.text)
    if _VARIABLE.fullmatch(text) and not is_template_path(document.path):
        words = ENVIRONMENT if part.first is None else KNOWN
        yield words.fill(name=code_span(text), port=part.first)


def notes(_: Document, use: PortUse, __: Context) -> Iterator[Phrase]:
    """Yield that a socket takes no IPv4."""
    entry = use.detail
    if isinstance(entry, Entry) and use.role == "listens" and "v6only" in entry.options:
        yield ONLY_IPV6


DISABLED = Phrase(
    "nothing listens on **{port}** because of this line: its proxy is disabled",
    "プロキシが disabled のため、この行の **{port}** では待ち受けません",
)
ENVIRONMENT = Phrase(
    "HAProxy takes {name} from its environment, so the port is not known here",
    "{name} は HAProxy の環境変数の値になるため、ここではポートが分かりません",
)
KNOWN = Phrase(
    "{name} is {port}, by `setenv` or by the environment of the container",
    "{name} は `setenv` またはコンテナーの環境変数により {port} です",
)
ONLY_IPV6 = Phrase("Over IPv6 alone: `v6only`.", "IPv6 だけで待ち受けます (`v6only`)。")
