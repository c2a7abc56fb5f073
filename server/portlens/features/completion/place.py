"""Where a port is being typed, and how it is spelt there."""

from portlens.catalogue.assignment import Assignment
from portlens.features.own import own
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import Literal
from portlens.workspace.document import Document

# `5432`; the same or a service's name; that name alone; `5432/tcp`; `postgresql 5432/tcp`.
Spelling = Literal["number", "number or name", "name", "number/transport", "name and number"]

_IS_WORD = regex(r"[A-Za-z][A-Za-z0-9_+-]*")
_HALF_MAPPING = regex(r"[\d.-]+:")
_LONGEST = len("65535-")
_RANGE_END = regex(r"\d+-(?=\d*\Z)")


class Place(NamedTuple):
    """The word that is being typed: `typed` is its part before the cursor, `span` all of it."""

    span: Span
    typed: str
    use: PortUse
    spelling: Spelling
    above: int = 0  # the first port of the range whose last one is typed

    @property
    def takes_names(self) -> bool:
        """Whether the program takes a service name in place of the number."""
        return self.spelling in {"number or name", "name"}

    @property
    def takes_numbers(self) -> bool:
        """Whether a port can be written by its number, whatever stands beside that."""
        return self.spelling != "name"

    def spell(self, port: int, row: Assignment | None) -> str:
        """Return `port` as it is written here; `row` tells the name and the transport."""
        if self.spelling in {"number", "number or name"}:
            return str(port)
        number = f"{port}/{row.transports[0] if row and row.transports else 'tcp'}"
        # A name with a blank is a software's: two words would be a name and an alias.
        name = row.name.lower().replace(" ", "-") if row and " " in row.name else None
        name = name or (row.name if row else self.typed)
        return number if self.spelling == "number/transport" else f"{name}\t{number}"


def place_at(document: Document, offset: int) -> Place | None:
    """Return the place of a port at `offset`; None where no port can stand.

    A format's own module `completion` may have `place(document, use, word, offset)` where ports
    are spelt in its own way, and `unread(document, offset)`, the use and the word that is typed
    where the reader sees none.
    """
    for use in sorted(document.uses, key=lambda use: use.span.end - use.span.start):
        part = use.part_at(offset)
        if part is not None and use.role != "defines" and _is_glued(document, part.span, offset):
            part = next((other for other in use.parts if _is_typed(other.span, offset)), None)
            if part is None:
                continue
        if part is not None and not part.is_implied:
            return None if part.is_variable else _place(document, use, part.span, offset)
        if part is None and _is_before_port(use, offset):
            return _place(document, use, Span(offset, offset), offset)
        if use.span.touches(offset) and (part is None or part.is_implied):
            word = _word(document, use, offset)
            if word is not None:
                return _place(document, use, word, offset)
    unread = own(document.format, "completion", "unread")
    found: tuple[PortUse, Span] | None = unread(document, offset) if unread else None
    return _place(document, *found, offset) if found else None


def place_behind_host(document: Document, offset: int) -> Place | None:
    """Return the place of a port where nothing but its host tells that one may be typed.

    A format's own module `completion` may have `behind_host(document, offset)`, the use and the
    word that is typed.
    """
    behind_host = own(document.format, "completion", "behind_host")
    found: tuple[PortUse, Span] | None = behind_host(document, offset) if behind_host else None
    return _place(document, *found, offset) if found else None


def _is_typed(span: Span, offset: int) -> bool:
    return span.start < offset <= span.end


def _is_glued(document: Document, span: Span, offset: int) -> bool:
    """Tell whether nothing parts a place, still empty, from a word before it.

    `LocalForward 80`: what is typed is the first port, and not yet the target behind it. Right
    behind the `-` of a YAML list the port would be a part of a word that begins with `-`.
    """
    before = document.text[offset - 1 : offset]
    is_word = before.isalnum() or before in {".", "]", "_"}
    is_bullet = before == "-" and not document.text[offset - 2 : offset - 1].strip()
    return span.start == span.end and (is_word or is_bullet)


def _is_before_port(use: PortUse, offset: int) -> bool:
    """Tell whether only blanks are between a name and the place of its port, still empty."""
    port = use.port
    return (
        use.role == "defines"
        and port is not None
        and port.is_empty
        and use.span.end == port.span.start
        and use.span.start + len(use.name) < offset < port.span.start
    )


def _word(document: Document, use: PortUse, offset: int) -> Span | None:
    """Return the place of a port that was read as something else because it is half typed."""
    target = use.target
    if use.port is None and target and document.text.startswith(":", offset, target.span.start):
        return Span(offset, offset)  # `":80"`: Docker picks the port until one is written
    before = document.text[use.span.start : offset]
    # What somebody connects to by one word is a host; what is listened on by one, hardly.
    is_own = use.role != "connects"
    if is_own and _IS_WORD.fullmatch(document.text, use.span.start, use.span.end):
        return use.span  # `listen postg`: a host, for all that nginx knows
    if _HALF_MAPPING.fullmatch(before) and use.span.end == offset:
        return Span(offset, offset)  # `- 5432:`, in YAML a key without a value
    return None


def _place(document: Document, use: PortUse, word: Span, offset: int) -> Place:
    spelt = own(document.format, "completion", "place")
    if spelt is not None:
        place: Place = spelt(document, use, word, offset)
        return place
    typed = document.text[word.start : offset]
    ranged = _RANGE_END.match(typed)
    above = 0
    if ranged and ranged.end() <= _LONGEST:
        above = int(typed[: ranged.end() - 1])
        word = Span(word.start + ranged.end(), word.end)
        typed = typed[ranged.end() :]
    takes_names = document.format.takes_names
    return Place(word, typed, use, "number or name" if takes_names else "number", above)
