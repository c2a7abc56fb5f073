"""A text that is open in the editor."""

from portlens.formats.registry import format_of_language
from portlens.text.line_buffer import LineBuffer
from portlens.workspace.document import Document
from portlens.workspace.files import LARGEST
from portlens.workspace.uris import path_of


class OpenText:
    """A text of whatever format: it may become one of ours while it is edited."""

    __slots__ = ("_last", "buffer", "changes", "language_id", "path", "uri", "version")

    def __init__(self, uri: str, language_id: str, version: int, text: str) -> None:
        self.uri = uri
        self.path = path_of(uri)
        self.language_id = language_id
        self.version = version
        self.buffer = LineBuffer(text)
        self._last: Document | None = None
        self.changes = 0  # how many there were, since a client's versions may stand still

    def document(self) -> Document | None:
        """Return the text as a document; None where it is in no format of ours."""
        content = self.buffer.text
        if len(content) > LARGEST:
            return None  # as on the disk: it is no configuration, and would only block the editor
        format_ = format_of_language(self.language_id, self.path, lambda: content)
        last = self._last
        if format_ is None:
            self._last = None
        elif last is not None and last.format is format_:
            self._last = last.changed_to(content)
        else:
            self._last = Document(self.path, content, format_)
        return self._last

    def replace_all(self, text: str) -> None:
        """Begin anew with `text`: what a client without incremental changes sends."""
        self.buffer = LineBuffer(text)
