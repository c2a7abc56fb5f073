"""Hovers in nftables' files: what the rule does with packets of the port."""

from portlens.formats.nftables.entry import Entry, Verdict
from portlens.model.port_use import PortUse
from portlens.text.phrase import Phrase


def sentence(use: PortUse) -> Phrase | None:
    """Return what happens to the packets that the rule asks for, as far as the rule tells."""
    entry = use.detail
    if not isinstance(entry, Entry):
        return None
    if entry.is_not:
        return OTHERS
    return (TO if entry.side == "dport" else FROM)[entry.verdict]


OTHERS = Phrase(
    "{owner} asks for packets of every port but **{port}**/{transport}",
    "{owner}は **{port}**/{transport} 以外のポートのパケットを対象にします",
)
TO: dict[Verdict, Phrase] = {
    "": Phrase(
        "{owner} asks for packets to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを対象にします",
    ),
    "accept": Phrase(
        "{owner} accepts packets to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを許可します",
    ),
    "drop": Phrase(
        "{owner} drops packets to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを破棄します",
    ),
    "reject": Phrase(
        "{owner} rejects packets to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを拒否します",
    ),
}
FROM: dict[Verdict, Phrase] = {
    "": Phrase(
        "{owner} asks for packets from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} からのパケットを対象にします",
    ),
    "accept": Phrase(
        "{owner} accepts packets from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} からのパケットを許可します",
    ),
    "drop": Phrase(
        "{owner} drops packets from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} からのパケットを破棄します",
    ),
    "reject": Phrase(
        "{owner} rejects packets from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} からのパケットを拒否します",
    ),
}
