"""Hovers in nftables' files: what the rule does with packets of the port."""

from collections.abc import Iterator

from portlens.features.packet_words import FROM, OTHERS, TO
from portlens.features.published import forwarded
from portlens.formats.nftables.entry import Entry
from portlens.model.port_use import PortUse
from portlens.network.context import Context
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
    """Yield that what comes to a container's published port passes by the input hook."""
    if isinstance(use.detail, Entry) and use.detail.is_incoming:
        yield from forwarded(document, use, context, ("prerouting", "forward"))
