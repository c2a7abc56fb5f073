"""Hovers in devcontainer.json: what is forwarded, and what only has attributes."""

from portlens.formats.devcontainer.configuration import Entry
from portlens.model.port_use import PortUse
from portlens.text.phrase import Phrase


def sentence(use: PortUse) -> Phrase | None:
    """Return what becomes of a port of the container."""
    kind = use.detail.kind if isinstance(use.detail, Entry) else ""
    return {"forward": FORWARDED, "attribute": ATTRIBUTES}.get(kind)


FORWARDED = Phrase(
    "the editor forwards **{port}**/{transport}{at}, as the container sees it, to the machine in"
    " front",
    "エディターは、コンテナーから見た {at}**{port}**/{transport} を手元のマシンに転送します",
)
ATTRIBUTES = Phrase(
    "what holds where **{port}**/{transport}{at} is forwarded to the machine in front",
    "{at}**{port}**/{transport} を手元のマシンに転送するときの設定です",
)
