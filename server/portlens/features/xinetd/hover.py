"""Hovers in xinetd's files: what becomes of whoever comes to a port."""

from collections.abc import Iterator

from portlens.formats.xinetd.entry import Entry
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


def sentence(use: PortUse) -> Phrase | None:
    """Return what a service makes xinetd do."""
    if not isinstance(use.detail, Entry):
        return None
    return WORDS[use.detail.does] if use.is_effective else NOT_STARTED


def notes(_: Document, use: PortUse, __: Context) -> Iterator[Phrase]:
    """Yield which program is started, and that a socket is one of a single family of addresses."""
    if isinstance(use.detail, Entry) and use.detail.server and use.detail.does == "starts":
        yield PROGRAM.fill(server=code_span(use.detail.server))
    families = {address.family for address in use.bound or () if address.is_wildcard}
    is_dual = any(address.dual_stack for address in use.bound or ())
    if families == {"ipv4"}:
        yield ONLY_IPV4
    elif families == {"ipv6"} and not is_dual:
        yield ONLY_IPV6


WORDS = {
    "starts": Phrase(
        "xinetd listens on **{port}**/{transport}, {address}, and starts a program for {owner}",
        "xinetd が{address}の **{port}**/{transport} で待ち受け、接続などがあると "
        "{owner}のプログラムを起動します",
    ),
    "answers": Phrase(
        "xinetd listens on **{port}**/{transport}, {address}, and answers by itself",
        "xinetd が{address}の **{port}**/{transport} で待ち受け、自身で応答します",
    ),
    "passes-on": Phrase(
        "xinetd listens on **{port}**/{transport}, {address}, and passes on what comes in",
        "xinetd が{address}の **{port}**/{transport} で待ち受け、届いたものを転送します",
    ),
    "is-passed-to": Phrase(
        "xinetd passes on what comes to {owner} to port **{port}**{at}",
        "xinetd が {owner}への接続を{at}ポート **{port}** に転送します",
    ),
}
NOT_STARTED = Phrase(
    "nothing listens on **{port}** because of this service: it is disabled, or xinetd drops it",
    "このサービスは無効であるか xinetd に無視されるため、**{port}** では待ち受けません",
)
PROGRAM = Phrase("The program is {server}.", "プログラムは {server} です。")
ONLY_IPV4 = Phrase("Over IPv4 alone.", "IPv4 だけで待ち受けます。")
ONLY_IPV6 = Phrase("Over IPv6 alone.", "IPv6 だけで待ち受けます。")
