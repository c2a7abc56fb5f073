"""Many documents: those open in an editor, and those on the disk that they name."""

from portlens.formats._format import Format
from portlens.formats.registry import format_of_path
from portlens.workspace.document import Document
from portlens.workspace.files import DiskFiles, Files, Unreadable


class Workspace:
    """The documents that may look at each other; an open one stands for the file on the disk."""

    def __init__(self, files: Files | None = None) -> None:
        self.files: Files = files or DiskFiles()
        self._open: dict[str, Document] = {}
        self._read: dict[str, tuple[object, Document | None]] = {}  # by path, with its version

    def with_document(self, document: Document) -> "Workspace":
        """Return the same workspace with `document` open in it; this one stays as it is."""
        other = Workspace(self.files)
        other._open = {**self._open, document.path: document}
        other._read = self._read
        return other

    def open(self, document: Document) -> None:
        """Let `document` stand for the file at its path until it is closed."""
        self._open[document.path] = document

    def close(self, path: str) -> None:
        """Go back to what the disk says of `path`."""
        self._open.pop(path, None)

    def open_document(self, path: str) -> Document | None:
        """Return the document that is open under `path`."""
        return self._open.get(path)

    def document(self, path: str, format_: Format | None = None) -> Document | None:
        """Return the document at `path`, open or on the disk; None where there is none to read.

        `format_` is the format in which another document names it; without it the path and
        the text tell. A file is read again only when its time of change or its size changes.
        """
        opened = self._open.get(path)
        if opened is not None:
            return opened
        version = self.files.version(path)
        if version is None:
            self._read.pop(path, None)
            return None
        kept = self._read.get(path)
        # That no format knows the file says nothing of one that is asked for by name.
        if (kept and kept[0] == version) and (
            format_ is None or (kept[1] and kept[1].format.id == format_.id)
        ):
            return kept[1]
        text = self.files.read(path)
        if isinstance(text, Unreadable):
            return None
        format_ = format_ or format_of_path(path, lambda: text)
        document = Document(path, text, format_) if format_ else None
        self._read[path] = (version, document)
        return document

    def text(self, path: str) -> str | None:
        """Return the text at `path`, of whatever format (a `.env` file, say), or None."""
        opened = self._open.get(path)
        if opened is not None:
            return opened.text
        text = self.files.read(path)
        return None if isinstance(text, Unreadable) else text
