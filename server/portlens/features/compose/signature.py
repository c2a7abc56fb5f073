"""Which part of a Compose short mapping the cursor is in."""

from portlens.features.signature import Signature
from portlens.formats.compose.port_entry import PortEntry
from portlens.text.phrase import Language, Phrase
from portlens.workspace.document import Document


def signature(document: Document, offset: int, language: Language) -> Signature | None:
    """Return the form of the mapping that the cursor is in; None anywhere else."""
    use = document.use_at(offset)
    if use is None or not isinstance(use.detail, PortEntry) or use.detail.form != "short":
        return None
    parts = tuple(
        ((_LABEL.index(part), _LABEL.index(part) + len(part)), MEANINGS[part].to(language))
        for part in _PARTS
    )
    return Signature(
        _LABEL,
        parts,
        _active(document.text[use.span.start : use.span.end], offset - use.span.start),
    )


def _active(entry: str, cursor: int) -> int:
    """Return the number of the part at `cursor`, counted from the right as Compose does.

    A single number is the container's port: a host's port has a colon behind it. Colons inside
    `${NAME:-80}` and brackets are no separators.
    """
    depth = 0
    colons = [0]
    for index, sign in enumerate(entry):
        depth += (sign in "{[") - (sign in "}]")
        if sign == "/" and not depth and index < cursor:
            return 3
        if sign == ":" and not depth:
            colons.append(index + 1)
    passed = sum(start <= cursor for start in colons) - 1
    from_right = len(colons) - 1 - passed
    return max(0, 2 - from_right)


_LABEL = "[ADDRESS:][HOST:]CONTAINER[/TRANSPORT]"
_PARTS = ("ADDRESS", "HOST", "CONTAINER", "TRANSPORT")
MEANINGS = {
    "ADDRESS": Phrase(
        "the host's address, all of them if none is written",
        "ホストのアドレス。省略するとすべてのアドレス",
    ),
    "HOST": Phrase(
        "the port of the host, one that Docker picks if none is written",
        "ホストのポート。省略すると Docker が選択",
    ),
    "CONTAINER": Phrase(
        "the port inside the container, the only part that is needed",
        "コンテナー内のポート。必須なのはここだけ",
    ),
    "TRANSPORT": Phrase(
        "tcp, udp or sctp; tcp if none is written", "tcp、udp、sctp。省略すると tcp"
    ),
}
