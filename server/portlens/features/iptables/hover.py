"""Hovers in iptables' files: what the rule does with packets of the port."""

from collections.abc import Iterator

from portlens.features.packet_words import FROM, OTHERS, TO
from portlens.features.published import forwarded
from portlens.formats.iptables.entry import Entry
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
    if entry.part in _PARTS:
        return _PARTS[entry.part]
    return (TO if entry.part == "dport" else FROM)[entry.verdict]


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:
    """Yield that what comes to a container's published port passes by the chain INPUT."""
    if isinstance(use.detail, Entry) and use.detail.is_incoming:
        yield from forwarded(document, use, context, ("PREROUTING", "FORWARD"))


_PARTS: dict[str, Phrase] = {
    "port": Phrase(
        "{owner} asks for packets to or from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛またはそこからのパケットを対象にします",
    ),
    "to": Phrase(
        "{owner} sends packets on to port **{port}**/{transport}{at}",
        "{owner}はパケットを {at}**{port}**/{transport} に送ります",
    ),
    "from": Phrase(
        "{owner} gives packets the source port **{port}**/{transport}",
        "{owner}はパケットの送信元ポートを **{port}**/{transport} に変えます",
    ),
}
