"""Reading files: every byte sequence has a text, and what cannot be read has a reason."""

import os
import posixpath
import stat
from collections.abc import Mapping

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.typed import Literal, Protocol

# The largest configuration file in the wild that anyone showed us has 400 KB. Past this size
# the file is something else, and reading it would only make the editor stutter.
LARGEST = 16 * 1024 * 1024


class Unreadable(NamedTuple):
    """Why a file could not be read."""

    reason: Phrase


class Files(Protocol):
    """Where texts come from: the disk, or a table in a test. Paths have forward slashes."""

    def read(self, path: str) -> str | Unreadable:
        """Return the text of the file at `path`, or why there is none."""

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the names in `folder`, sorted; none where it cannot be read."""

    def folders(self, folder: str) -> tuple[str, ...] | None:
        """Return the names of the folders in `folder`, sorted, no links; None if it is unread."""

    def version(self, path: str) -> object:
        """Return a value that changes when the file at `path` does; None where there is none."""

    def is_link(self, path: str) -> bool:
        """Tell whether the file at `path` itself is a symbolic link."""

    def real(self, path: str) -> str:
        """Return where the file at `path` really lies, all links on the way followed."""

    def is_read_only(self, path: str) -> bool:
        """Tell whether there is a file at `path` that may not be written."""


class DiskFiles:
    """The files of this machine, read and never written."""

    def read(self, path: str) -> str | Unreadable:
        """Return the file's text; see `decode` for bytes that are no UTF-8."""
        try:
            status = os.stat(path)  # noqa: PTH116 - pathlib costs 5 ms at the start of a check
            if not stat.S_ISREG(status.st_mode):
                return Unreadable(NOT_A_FILE)
            refused = too_large(status.st_size)
            if refused:
                return refused
            with open(path, "rb") as file:  # noqa: PTH123 - as above
                return decode(file.read())
        except (OSError, ValueError) as error:
            return Unreadable(why(error))

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the names in `folder`, sorted as glob(3) does; none where it cannot be read."""
        try:
            return tuple(sorted(os.listdir(folder)))  # noqa: PTH208 - as above
        except (OSError, ValueError):
            return ()

    def folders(self, folder: str) -> tuple[str, ...] | None:
        """Return the names of the folders in `folder`, sorted; links to others are not among them.

        None where it cannot be read.
        """
        try:
            with os.scandir(folder) as entries:
                return tuple(
                    sorted(each.name for each in entries if each.is_dir(follow_symlinks=False))
                )
        except (OSError, ValueError):
            return None

    def version(self, path: str) -> object:
        """Return the file's time of change and size."""
        try:
            return version_of(os.stat(path))  # noqa: PTH116 - as above
        except (OSError, ValueError):
            return None

    def is_link(self, path: str) -> bool:
        """Tell whether the file itself is a symbolic link."""
        return os.path.islink(path)  # noqa: PTH114 - as above

    def real(self, path: str) -> str:
        """Return where the file really lies, all links on the way followed.

        An editor shows no links in a file system of its own.
        """
        if is_elsewhere(path):
            return posixpath.normpath(path)
        try:
            return os.path.realpath(path).replace(os.sep, "/")
        except (OSError, ValueError):
            return path

    def is_read_only(self, path: str) -> bool:
        """Tell whether the file is there and the user may not write it."""
        return os.path.exists(path) and not os.access(path, os.W_OK)  # noqa: PTH110 - as above


class ChangedFiles:
    """The same files, but for some that have other texts."""

    def __init__(self, files: Files, texts: Mapping[str, str]) -> None:
        self._files = files
        self._texts = texts
        self._real = {files.real(path): text for path, text in texts.items()}

    def read(self, path: str) -> str | Unreadable:
        """Return the other text, else the file's."""
        text = self._other(path)
        return self._files.read(path) if text is None else text

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the names in `folder`."""
        return self._files.list(folder)

    def folders(self, folder: str) -> tuple[str, ...] | None:
        """Return the names of the folders in `folder`."""
        return self._files.folders(folder)

    def version(self, path: str) -> object:
        """Return the other text itself, else the file's version."""
        text = self._other(path)
        return self._files.version(path) if text is None else text

    def _other(self, path: str) -> str | None:
        """Return the other text of the file at `path`, whichever links lead to it."""
        text = self._texts.get(path)
        return self._real.get(self._files.real(path)) if text is None else text

    def is_link(self, path: str) -> bool:
        """Tell whether the file itself is a symbolic link."""
        return self._files.is_link(path)

    def real(self, path: str) -> str:
        """Return where the file really lies."""
        return self._files.real(path)

    def is_read_only(self, path: str) -> bool:
        """Tell whether the file may not be written."""
        return self._files.is_read_only(path)


def version_of(status: os.stat_result) -> object:
    """Return what changes when the file with this status does."""
    return status.st_mtime_ns, status.st_size, status.st_ino


def is_elsewhere(path: str) -> bool:
    """Tell whether `path` lies in a file system of an editor's own; `uris.path_of` writes it."""
    return path.startswith("//") and ":" in path[2:].partition("/")[0]


def absolute(path: str) -> str:
    """Return the absolute spelling of `path`, with forward slashes; links stay as they are."""
    try:
        found = os.path.abspath(path)  # noqa: PTH100 - as above
    except OSError:  # the folder of the process was removed: nothing can be found from there
        found = os.path.normpath(path)
    # Elsewhere than on Windows a backslash is a letter of a name like any other.
    return found.replace(os.sep, "/")


def too_large(size: int) -> Unreadable | None:
    """Return why a text of `size` bytes is not read, or None where it is."""
    if size <= LARGEST:
        return None
    mebi = 1024 * 1024
    return Unreadable(TOO_LARGE.fill(size=f"{size / mebi:.0f}", limit=LARGEST // mebi))


class MarkedText(str):
    """The text of a file that begins with a byte order mark, which is no part of the text."""

    __slots__ = ()


class Utf16Text(MarkedText):
    """The text of a file in UTF-16, which `encode` does not give back."""

    __slots__ = ()


def decode(content: bytes) -> str:
    """Return the text of a file's bytes; a byte order mark makes it a `MarkedText`.

    Where the mark is that of UTF-16, it is read as such, as an editor does and as programs that
    read YAML do. Bytes that are no UTF-8 become lone surrogates, so that every offset stays right
    and `encode` gives back the very bytes.
    """
    if content.startswith(_UTF_16_MARKS):
        try:
            return Utf16Text(content.decode("utf-16"))
        except UnicodeDecodeError:
            pass  # it only looks like it
    text = content.removeprefix(_MARK).decode("utf-8", "surrogateescape")
    return MarkedText(text) if content.startswith(_MARK) else text


_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


Mark = Literal["", "utf-8", "utf-16"]  # which byte order mark a file begins with
OwnMark = Literal[Mark, "taken-away"]  # of a document: it has none, whatever its file has


def mark_of(text: str) -> Mark:
    """Return the mark of the file that `decode` made `text` from."""
    if isinstance(text, Utf16Text):
        return "utf-16"
    if isinstance(text, MarkedText) or text.startswith("\ufeff"):
        return "utf-8"
    return "utf-16" if text.startswith(_UTF_16) else ""


# Broken UTF-16, and of no UTF-8: its bytes are lone surrogates in the text.
_UTF_16 = ("\udcff\udcfe", "\udcfe\udcff")


def encode(text: str) -> bytes:
    """Return the bytes that `decode` made `text` from, less a byte order mark."""
    return text.encode("utf-8", "surrogateescape")


NOT_A_FILE = Phrase("not a regular file", "通常のファイルではありません")
TOO_LARGE = Phrase(
    "{size} MiB is more than the {limit} MiB that portlens reads",
    "{size} MiB あり、portlens が読む上限の {limit} MiB を超えています",
)
NO_PERMISSION = Phrase("permission denied", "読み取り権限がありません")
NOT_FOUND = Phrase("no such file or folder", "ファイルまたはフォルダーがありません")
LINK_LOOP = Phrase("the symbolic links go round in a circle", "シンボリックリンクが循環しています")


_INVALID_NAME = 123  # Windows' word for a path that no file can have, such as `*.conf`


def why(error: OSError | ValueError) -> Phrase:
    """Return what to tell the user of a file or folder that gave `error`."""
    import errno

    known = {
        errno.EACCES: NO_PERMISSION,
        errno.EPERM: NO_PERMISSION,
        errno.ENOENT: NOT_FOUND,
        errno.ENOTDIR: NOT_FOUND,
        errno.ELOOP: LINK_LOOP,
    }
    number = getattr(error, "errno", None)
    if getattr(error, "winerror", None) == _INVALID_NAME:
        return NOT_FOUND
    text = getattr(error, "strerror", None) or str(error)
    return known.get(number, Phrase(text, text)) if number is not None else Phrase(text, text)
