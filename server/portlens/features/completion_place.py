"""Where a port is being typed, and how it is spelt there."""

import re
from typing import NamedTuple

from portlens.model.port_use import PortRange, PortUse
from portlens.text.span import Span
from portlens.workspace.document import Document

_WORD = re.compile(r"[A-Za-z0-9_.+-]*")
_RANGE_END = re.compile(r"\d+-(?=\d*\Z)")


class Place(NamedTuple):
    """The word that is being typed: `typed` is its part before the cursor, `span` all of it."""

    span: Span
    typed: str
    use: PortUse
    takes_names: bool  # the program takes a service name in place of the number
    takes_transport: bool  # `5432/tcp` is to be written, and no transport is there yet

    def spell(self, port: int, transports: tuple[str, ...]) -> str:
        """Return `port` in the program's own grammar."""
        if not self.takes_transport:
            return str(port)
        return f"{port}/{transports[0] if transports else 'tcp'}"


def place_at(document: Document, offset: int) -> Place | None:
    """Return the place of a port at `offset`; None where no port can stand."""
    for use in sorted(document.uses, key=lambda use: use.span.end - use.span.start):
        if not use.span.touches(offset):
            continue
        part = use.part_at(offset)
        if part is not None and not part.is_implied:
            return None if part.is_variable else _place(document, use, part.span, offset)
        if part is None or _is_only_a_name(use, part):
            word = _word(document, use.span, offset)
            if word is not None:
                return _place(document, use, word, offset)
    return None


def _is_only_a_name(use: PortUse, part: PortRange) -> bool:
    """Tell whether `listen postg` was read as a host whose port is the default."""
    return part.is_implied and use.address is not None and use.address.family == "name"


def _word(document: Document, entry: Span, offset: int) -> Span | None:
    """Return the word at `offset` if it is all that stands in `entry`."""
    match = _WORD.match(document.text, entry.start, entry.end)
    if match is None or match.end() < entry.end or not entry.touches(offset):
        return None
    return entry


def _place(document: Document, use: PortUse, word: Span, offset: int) -> Place:
    typed = document.text[word.start : offset]
    ranged = _RANGE_END.match(typed)
    if ranged:
        word = Span(word.start + ranged.end(), word.end)
        typed = typed[ranged.end() :]
    format_id = document.format.id
    has_transport = document.text.startswith("/", word.end)
    return Place(
        word,
        typed,
        use,
        takes_names=format_id in {"ssh_config", "sshd_config"},
        takes_transport=format_id == "services" and not has_transport,
    )
