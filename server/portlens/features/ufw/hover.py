"""Hovers in ufw's profiles: what `ufw allow` with the profile's name lets in."""

from portlens.formats.ufw.reader import Entry
from portlens.model.port_use import PortUse
from portlens.text.phrase import Phrase


def sentence(use: PortUse) -> Phrase | None:
    """Return what the profile stands for."""
    return ANY if isinstance(use.detail, Entry) and use.detail.is_any else ONE


ONE = Phrase(
    "the profile {owner} stands for port **{port}**/{transport}: `ufw allow` with its name lets"
    " that in",
    "プロファイル {owner}はポート **{port}**/{transport} を表し、その名前での `ufw allow` で"
    "許可されます",
)
ANY = Phrase(
    "the profile {owner} stands for port **{port}**, of TCP and UDP: `ufw allow` with its name lets"
    " that in",
    "プロファイル {owner}は TCP と UDP のポート **{port}** を表し、その名前での `ufw allow` で"
    "許可されます",
)
