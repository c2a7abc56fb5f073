"""Hovers in nftables' files: what the rule does with packets of the port."""

from collections.abc import Iterator

from portlens.features.packet_words import FROM, OTHERS, TO
from portlens.features.published import published_at
from portlens.formats.nftables.entry import Entry
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


def sentence(use: PortUse) -> Phrase | None:
    """Return what happens to the packets that the rule asks for, as far as the rule tells."""
    entry = use.detail
    if not isinstance(entry, Entry):
        return None
    if entry.is_not:
        return OTHERS
    return (TO if entry.side == "dport" else FROM)[entry.verdict]


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:
    """Yield that what comes to a container's published port passes by a chain of the input hook.

    Docker has it forwarded. It is said where the setting `hosts` puts both files on one machine.
    """
    entry = use.detail
    if not isinstance(entry, Entry) or entry.side != "dport" or entry.hook != "input":
        return
    if entry.is_not or use.port is None:
        return
    socket = published_at(document, use, context)
    if socket is not None:
        yield PUBLISHED.fill(owner=code_span(socket.owner))


PUBLISHED = Phrase(
    "{owner} publishes this port. Docker, as it is set up by default, forwards to the container"
    " what comes from other machines: that passes the hooks prerouting and forward, and not this"
    " chain.",
    "このポートは {owner} が公開しています。既定の Docker は他のマシンからのパケットをコンテナーに"
    "転送するため、prerouting と forward のフックは通りますが、このチェーンは通りません。",
)
