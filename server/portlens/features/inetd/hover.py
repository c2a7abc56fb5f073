"""Hovers in inetd.conf: which program inetd starts for whoever comes to a port."""

from collections.abc import Iterator

from portlens.formats.inetd.entry import Entry
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


def sentence(use: PortUse) -> Phrase | None:
    """Return what an entry makes inetd do."""
    if not isinstance(use.detail, Entry) or not use.owner:
        return None
    if not use.is_effective:
        return DROPPED
    return ITSELF if use.detail.is_internal else STARTS


def notes(_: Document, use: PortUse, __: Context) -> Iterator[Phrase]:
    """Yield that a socket takes connections of one family of addresses only."""
    families = {address.family for address in use.bound or () if address.is_wildcard}
    is_dual = any(address.dual_stack for address in use.bound or ())
    if families == {"ipv4"}:
        yield ONLY_IPV4
    elif families == {"ipv6"} and not is_dual:
        yield ONLY_IPV6


STARTS = Phrase(
    "inetd listens on **{port}**/{transport}, {address}, and starts {owner} for what comes in",
    "inetd が{address}の **{port}**/{transport} で待ち受け、接続などがあると {owner}を起動します",
)
ITSELF = Phrase(
    "inetd listens on **{port}**/{transport}, {address}, and answers by itself",
    "inetd が{address}の **{port}**/{transport} で待ち受け、自身で応答します",
)
DROPPED = Phrase(
    "nothing listens on **{port}** because of this entry: inetd drops it or never comes to it",
    "inetd がこの項目を無視するか、ここまで読まないため、**{port}** では待ち受けません",
)
ONLY_IPV4 = Phrase("Over IPv4 alone.", "IPv4 だけで待ち受けます。")
ONLY_IPV6 = Phrase("Over IPv6 alone.", "IPv6 だけで待ち受けます。")
