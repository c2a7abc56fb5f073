"""Many documents: those open in an editor, and those on the disk that they name."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from portlens.formats._format import Format
from portlens.formats.registry import format_of_path
from portlens.text.typed import Any, TypeVar
from portlens.workspace.document import Document
from portlens.workspace.files import ChangedFiles, DiskFiles, Files, Mark, Unreadable, mark_of
from portlens.workspace.snapshot import Snapshot

Answer = TypeVar("Answer")


class Workspace:
    """The documents that may look at each other; an open one stands for the file on the disk."""

    def __init__(
        self, files: Files | None = None, folders: Callable[[], Iterable[str]] | None = None
    ) -> None:
        """Make a workspace of `folders`, which may change; without them, of the whole disk."""
        self._disk = Snapshot(files or DiskFiles())
        self._folders = folders
        self._open: dict[str, Document] = {}
        self._real: dict[str, str] = {}  # of folders
        self._moment: object = None
        self._folders_then: tuple[str, ...] = ()  # as they were when they were last asked for
        self.memos: dict[object, Any] = {}  # what is made of all this, by the `Memo` that keeps it
        # By path and the format asked for: the file's version, and what was made of it.
        self._read: dict[tuple[str, str], tuple[object, Document | None]] = {}
        self._marks: dict[str, tuple[object, Mark]] = {}  # of open files, by path, with a version

    def with_document(self, document: Document) -> "Workspace":
        """Return the same workspace with `document` open in it; this one stays as it is.

        Where this one stands still, so does the other, from now on.
        """
        other = Workspace(self.files, self._folders)
        other._open = {**self._open, document.path: document}
        other._read = self._read
        if self._moment is not None:
            other.stand_still()
        return other

    def with_texts(self, texts: Mapping[str, str]) -> "Workspace":
        """Return the same workspace with other texts at some paths; this one stays as it is.

        Where this one stands still, so does the other, from now on.
        """
        other = Workspace(ChangedFiles(self.files, texts), self._folders)
        other._open = {
            path: Document(path, texts[path], document.format) if path in texts else document
            for path, document in self._open.items()
        }
        other._read = dict(self._read)
        if self._moment is not None:
            other.stand_still()
        return other

    def open(self, document: Document) -> None:
        """Let `document` stand for the file at its path until it is closed."""
        self._open[document.path] = document
        self._begin_moment()

    def close(self, path: str) -> None:
        """Go back to what the disk says of `path`."""
        if self._open.pop(path, None) is not None:
            self._begin_moment()

    @property
    def moment(self) -> object:
        """What stays the same for as long as nobody needs to look at the disk again, or None.

        Judging a thousand files of one configuration would otherwise look at each of them a
        thousand times.
        """
        return self._moment

    def stand_still(self) -> None:
        """Let the disk count as unchanged from now on, until this is said again.

        The moment is the same as before where the disk says the same. A document that is opened or
        closed begins a moment of its own.
        """
        if not self._disk.begin():
            self._moment = object()
        self._folders_now()

    def _folders_now(self) -> tuple[str, ...] | None:
        """Return the folders of the workspace; where they have changed, a moment of its own begins.

        None where it is the whole disk.
        """
        if self._folders is None:
            return None
        folders = tuple(self._folders())
        if folders != self._folders_then:
            self._folders_then = folders
            self._begin_moment()
        return folders

    def _begin_moment(self) -> None:
        if self._moment is not None:
            self._moment = object()

    @property
    def files(self) -> Files:
        """Where texts come from. What is kept of files asks the workspace itself instead."""
        return self._disk.files

    @files.setter
    def files(self, files: Files) -> None:
        self._disk = Snapshot(files)

    def ask(self, question: Callable[..., Answer], *arguments: object) -> Answer:
        """Return `question(*arguments, self)`; see `Trace.ask`."""
        return question(*arguments, self)

    def names_in(self, folder: str) -> tuple[str, ...]:
        """Return the names in `folder`, sorted; none where it cannot be read."""
        return self._disk.list(folder)

    def folders_in(self, folder: str) -> tuple[str, ...] | None:
        """Return the names of the folders in `folder`; None where it cannot be read."""
        return self._disk.folders(folder)

    def version(self, path: str) -> object:
        """Return what changes when the file at `path` does; None where there is none."""
        opened = self.open_document(path)
        return self._disk.version(path) if opened is None else opened

    def is_link(self, path: str) -> bool:
        """Tell whether the file at `path` itself is a symbolic link."""
        return self._disk.is_link(path)

    def real(self, path: str) -> str:
        """Return where the file at `path` really lies, all links on the way followed."""
        return self._disk.real(path)

    def open_documents(self) -> Sequence[Document]:
        """Return the documents that are open, in the order in which they came."""
        return tuple(self._open.values())

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
        key = path, format_.id if format_ else ""
        version = self._disk.version(path)
        if version is None:
            self._read.pop(key, None)
            return None
        kept = self._read.get(key)
        if kept and kept[0] == version:
            return kept[1]
        text = self._disk.read(path)
        if isinstance(text, Unreadable):
            return None
        if format_ is None:
            format_ = format_of_path(path, lambda: text)
            # Asked for by name, it is the same document.
            same = self._read.get((path, format_.id)) if format_ else None
            if same and same[0] == version:
                self._read[key] = same
                return same[1]
        document = Document(path, text, format_) if format_ else None
        self._read[key] = version, document
        if format_ is not None:
            self._read[path, format_.id] = version, document
        return document

    def mark(self, document: Document) -> Mark:
        """Return the byte order mark with which the file of `document` begins.

        An editor keeps the mark to itself and gives the text without, in whatever encoding the file
        is, so that of an open document the disk is asked, once for each version of the file.
        """
        path = document.path
        own = document.mark
        if own == "taken-away":
            return ""
        if own or path not in self._open:
            return own
        version = self._disk.version(path)
        kept = self._marks.get(path)
        if kept is None or kept[0] != version:
            text = self._disk.read(path) if version is not None else None
            kept = self._marks[path] = version, mark_of(text) if isinstance(text, str) else ""
        return kept[1]

    def may_read(self, path: str, near: str = "") -> bool:
        """Tell whether a file that another one names lies where reading it was asked for.

        That is in the workspace, or in `near`, the folder of a main file that somebody named;
        links are followed first. What a file names elsewhere is none of the user's project.
        """
        real = self._disk.real(path)
        if real.startswith(("/proc/", "/sys/", "/dev/")):
            return False
        folders = self._folders_now()
        if folders is None:
            return True
        return any(
            f"{real}/".startswith(folder.rstrip("/") + "/")
            for written in ((*folders, near) if near else folders)
            for folder in (written, self._real_folder(written))
        )

    def _real_folder(self, folder: str) -> str:
        """Return where a folder really lies; asked a thousand times, it is looked up once."""
        if folder not in self._real:
            self._real[folder] = self._disk.real(folder)
        return self._real[folder]

    def text(self, path: str) -> str | None:
        """Return the text at `path`, of whatever format (a `.env` file, say), or None."""
        opened = self._open.get(path)
        if opened is not None:
            return opened.text
        if self._disk.version(path) is None:
            return None
        text = self._disk.read(path)
        return None if isinstance(text, Unreadable) else text
