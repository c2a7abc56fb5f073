"""Hovers in iptables' files: what the rule does with packets of the port."""

from collections.abc import Iterator

from portlens.features.packet_words import FROM, OTHERS, TO
from portlens.features.published import published_at
from portlens.formats.iptables.entry import Entry
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
    if entry.part in _PARTS:
        return _PARTS[entry.part]
    return (TO if entry.part == "dport" else FROM)[entry.verdict]


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:
    """Yield that what comes to a container's published port passes by the chain INPUT.

    Docker has it forwarded. It is said where the setting `hosts` puts both files on one machine.
    """
    entry = use.detail
    if not isinstance(entry, Entry) or entry.part != "dport" or entry.hook != "input":
        return
    if entry.is_not or use.port is None:
        return
    socket = published_at(document, use, context)
    if socket is not None:
        yield PUBLISHED.fill(owner=code_span(socket.owner))


PUBLISHED = Phrase(
    "{owner} publishes this port. Docker, as it is set up by default, forwards to the container"
    " what comes from other machines: that passes the chains PREROUTING and FORWARD, and not this"
    " one.",
    "このポートは {owner} が公開しています。既定の Docker は他のマシンからのパケットをコンテナーに"
    "転送するため、PREROUTING と FORWARD のチェーンは通りますが、このチェーンは通りません。",
)
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
