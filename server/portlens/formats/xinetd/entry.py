"""What stands in xinetd's files: entries with their attributes, and names of other files."""

from portlens.model.address import Address
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.text.typed import Literal


class Word(NamedTuple):
    """A word and where it stands."""

    text: str
    span: Span


def lower(text: str) -> str:
    """Return `text` as strcasecmp(3) compares it: only letters of ASCII are equal to others."""
    return text.lower() if text.isascii() else text


class Attribute(NamedTuple):
    """A line `name = value …` of an entry; `name` is in small letters."""

    name: Word
    operator: str  # `=`, `+=` or `-=`
    at: Span  # where the operator stands
    values: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """The line from its name to its last value."""
        return Span(self.name.span.start, (self.values[-1].span if self.values else self.at).end)


class Broken(NamedTuple):
    """A line that xinetd cannot read, for which it gives up the entry around it."""

    reason: str
    span: Span


class Section(NamedTuple):
    """An entry `service NAME { … }` or `defaults { … }`; `header` is all before the brace."""

    name: Word
    header: Span
    lines: tuple[Attribute | Broken, ...]
    is_defaults: bool
    is_closed: bool


class Include(NamedTuple):
    """A line that names another file, or a folder of files."""

    target: Word
    is_folder: bool


Statement = Section | Include | Broken


class Entry(NamedTuple):
    """What a port of a service is beyond its number.

    `header` is where the service stands. `server` is the program that xinetd starts, by its name
    alone; `does` is what becomes of who comes to the port.
    """

    header: Span
    does: Literal["starts", "answers", "passes-on", "is-passed-to"]
    server: str = ""
    host: Span | None = None  # of a redirect


class Opened(NamedTuple):
    """What xinetd binds for a service; port 0 is one that the system picks."""

    address: Address
    transport: str
    port: int
