"""One text in one format, read."""

from functools import partial

from portlens.formats._collecting import no_collecting
from portlens.formats._format import Format, Reading
from portlens.formats._template import decisions
from portlens.model.port_use import PortUse
from portlens.text.line_index import LineIndex
from portlens.text.phrase import Phrase
from portlens.workspace.files import OwnMark, mark_of
from portlens.workspace.guard import guarded


class Document:
    """A text that was read once; a changed text is a new document.

    `path` is the file's path with forward slashes, or the name an editor gave to a text that
    is no file. What is costly is made at the first question and kept. `mark`: the byte
    order mark with which the file begins, be that a part of the text or not; a fix may have taken
    it away.
    """

    __slots__ = (
        "_before",
        "_decisions",
        "_lines",
        "_read",
        "_source",
        "format",
        "mark",
        "path",
        "text",
    )

    def __init__(self, path: str, text: str, format_: Format) -> None:
        self.path = path
        self.text = str(text)  # a parser may take no kin of a string
        self.format = format_
        self._source: Document | None = None  # not itself: only a search for garbage would free it
        self.mark: OwnMark = mark_of(text)
        self._read: Reading | None = None
        self._before: Reading | None = None  # of another text of the same file, until this is read
        self._lines: LineIndex | None = None
        self._decisions: list[int] | None = None

    @property
    def source(self) -> "Document":
        """The document that this one is another reading of, else this one."""
        return self._source or self

    @property
    def reading(self) -> Reading:
        """What the format's reader finds in the text."""
        if self._read is None:
            with no_collecting():
                read = partial(self.format.read, self.text, self.path)
                if self._before is not None and self.format.read_again is not None:
                    read = partial(self.format.read_again, self.text, self.path, self._before)
                found = guarded(read, None, self.path, READER, self.format.title)
            return self._first(found or self.format.read("", self.path))
        return self._read

    def _first(self, found: Reading) -> Reading:
        """Keep a reading, unless who asked at a pause in it has one already."""
        if self._read is None:
            self._read, self._before = found, None
        return self._read

    def let_go(self) -> None:
        """Forget what is soon made again: of thousands of files most are looked at only once."""
        self._lines = self._decisions = None
        if self._read is not None and self.format.let_go is not None:
            self.format.let_go(self._read)

    def changed_to(self, text: str) -> "Document":
        """Return the same file with another text; its byte order mark stays."""
        other = Document(self.path, text, self.format)
        other._before = self._read or self._before
        # What is part of the text may have gone with an edit, what stands before it cannot.
        if not other.mark and not self.text.startswith("\ufeff"):
            other.mark = self.mark
        return other

    def reading_as(self, reading: Reading) -> "Document":
        """Return the same text with another reading of it."""
        other = Document(self.path, self.text, self.format)
        other.mark = self.mark
        other._source = self.source
        other._read = reading
        other._lines = self._lines
        other._decisions = self._decisions
        return other

    @property
    def uses(self) -> tuple[PortUse, ...]:
        """The port uses of the text, in its order."""
        return self.reading.uses

    @property
    def lines(self) -> LineIndex:
        """The text's lines."""
        if self._lines is None:
            self._lines = LineIndex(self.text)
        return self._lines

    @property
    def decisions(self) -> list[int]:
        """Where a template's statements stand that leave out or repeat what follows them."""
        if self._decisions is None:
            self._decisions = decisions(self.text)
        return self._decisions

    def mention_at(self, offset: int) -> PortUse | None:
        """Return the port that the text only tells of, and that a cursor at `offset` touches."""
        return next((use for use in self.reading.mentions if use.span.touches(offset)), None)

    def use_at(self, offset: int) -> PortUse | None:
        """Return the port use whose entry a cursor at `offset` touches; the shortest of several."""
        touched = [use for use in self.uses if use.span.touches(offset)]
        return min(touched, key=lambda use: use.span.end - use.span.start, default=None)


READER = Phrase(
    "the reader for {name} failed, so this file counts as empty",
    "{name} のリーダーが失敗したため、このファイルは空として扱います",
)
