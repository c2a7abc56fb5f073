"""Putting a text into a file: all of it or nothing, and the file is otherwise as it was."""

# ruff: noqa: PTH101, PTH105, PTH108, PTH116, PTH118, PTH120, PTH123 - as everywhere in a check

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.typed import BinaryIO
from portlens.workspace.files import decode, encode, mark_of, why

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_MARK = b"\xef\xbb\xbf"  # the byte order mark that `decode` takes away
_OPEN_FILES = "/proc/self/fd"


class _Refused(Exception):  # noqa: N818 - no error of the program's
    """The file stays as it is; the phrase tells the user why."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.en)
        self.reason = reason


def rewrite(path: str, before: str, after: str, *, keeps_mark: bool = True) -> Phrase | None:
    """Put `after` in the place of the text `before` of the file at `path`; return why not.

    `path` leads through no link. The new text is written beside the file and takes its name
    only once it is on the disk: whatever happens meanwhile, the file holds the one text or the
    other. Mode, owner, access lists, extended attributes, byte order mark (unless that is not
    kept) and bytes that are no UTF-8 stay. Where one of these cannot be kept, nothing is written.
    """
    try:
        with open(path, "rb+", opener=_open_no_link) as file:
            _lock(file)
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):  # a device may have no end
                return CHANGED
            content = file.read()
            text = decode(content)
            if text != before:
                return CHANGED
            if mark_of(text) == "utf-16":
                return IN_UTF_16
            if status.st_nlink > 1:
                return HARD_LINKS.fill(count=status.st_nlink)
            mark = _MARK if keeps_mark and content.startswith(_MARK) else b""
            _replace(_Old(path, file, status, content), mark + encode(after))
    except _Refused as refused:
        return refused.reason
    except PermissionError:
        return NOT_WRITABLE
    except OSError as error:
        return why(error)
    return None


def write(path: str, text: str) -> Phrase | None:
    """Let the file at `path` hold `text`, whether it is there yet or not; return why not.

    As with `rewrite` there is never a half of it; a link is followed.
    """
    real = os.path.realpath(path)
    try:
        with open(real, "rb") as file:
            before = decode(file.read())
    except FileNotFoundError:
        return _create(real, encode(text))
    except OSError as error:
        return why(error)
    return rewrite(real, before, text) if text != before else None


def _create(path: str, content: bytes) -> Phrase | None:
    """Make the file at `path`, with the mode that every new file gets."""
    folder, name = os.path.split(path)
    try:
        with _made_beside(os.path.join(folder, f".portlens-{name}")) as new:
            _write_all(new.file, content)
            mask = os.umask(0)
            os.umask(mask)
            file = new.file.fileno()
            os.chmod(file if os.chmod in os.supports_fd else new.path, 0o666 & ~mask)
            os.fsync(file)
            _give_name(new)
            _let_go(new.file)
            os.replace(new.path, path)
    except _Refused as refused:
        return refused.reason
    except OSError as error:
        return why(error)
    return None


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _lock(file: BinaryIO) -> None:
    """Keep other runs of portlens away until the file is closed, where the system can."""
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _Refused(BUSY) from None
    except OSError:  # a file system without locks
        return


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return (
        status.st_dev,
        status.st_ino,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
        status.st_nlink,
    )


class _Old(NamedTuple):
    """The file as it was read; `file` is still open."""

    path: str
    file: BinaryIO
    status: os.stat_result
    content: bytes

    def check(self) -> None:
        """Raise `_Refused` if another file stands at the path by now, or other bytes in it."""
        self.file.seek(0)
        now = os.stat(self.path, follow_symlinks=False)
        if _identity(now) != _identity(self.status) or self.file.read() != self.content:
            raise _Refused(CHANGED)


def _replace(old: _Old, content: bytes) -> None:
    """Write `content` beside the file and give it the file's name."""
    old.check()
    folder = os.path.dirname(old.path)
    # A name that a killed run would have used too: the file of this number is locked.
    with _made_beside(os.path.join(folder, f".portlens-{old.status.st_ino}")) as new:
        _write_all(new.file, content)
        try:
            _keep_attributes(old.file.fileno(), new.file.fileno())
        except OSError as error:
            raise _Refused(NOT_KEPT.fill(reason=why(error))) from None
        os.fsync(new.file.fileno())
        _give_name(new)
        old.check()
        _let_go(new.file, old.file)
        os.replace(new.path, old.path)
    with suppress(OSError, AttributeError):  # not every system can sync a folder
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _write_all(file: FileIO, content: bytes) -> None:
    written = 0
    while written < len(content):
        written += os.write(file.fileno(), content[written:])


class _New(NamedTuple):
    """The file being written, still open; its name, and whether it has that name yet."""

    file: FileIO
    path: str
    has_name: bool


def _give_name(new: _New) -> None:
    if not new.has_name:
        file = new.file.fileno()
        # Only with `src_dir_fd` does Python follow the link to the file without a name.
        os.link(f"{_OPEN_FILES}/{file}", new.path, src_dir_fd=file)


def _let_go(*files: FileIO | BinaryIO) -> None:
    """Close the files where one that is open can neither take a name nor lose it."""
    if os.name == "nt":
        for file in files:
            file.close()


@contextmanager
def _made_beside(name: str) -> Iterator[_New]:
    """Make a file that is to have `name`; whatever then goes wrong, none is left behind.

    Linux makes it without a name, so that nothing is left by a kill either. Where a kill left
    a file all the same, it has the name that the next run uses too, and goes with it.
    """
    try:
        _remove(name)
        new = _open_new(name)
    except OSError as error:
        raise _Refused(NO_ROOM_BESIDE.fill(reason=why(error))) from None
    try:
        yield new
    finally:
        new.file.close()
        _remove(name)


def _open_new(name: str) -> _New:
    if hasattr(os, "O_TMPFILE") and os.path.isdir(_OPEN_FILES):  # noqa: PTH112
        with suppress(OSError):  # not every file system has nameless files
            file = os.open(os.path.dirname(name), os.O_WRONLY | os.O_TMPFILE, 0o600)
            return _New(FileIO(file, "w"), name, has_name=False)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return _New(FileIO(os.open(name, flags, 0o600), "w"), name, has_name=True)


def _remove(name: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name)


def _keep_attributes(old: int, new: int) -> None:
    """Give the file `new` the owner, the extended attributes and the mode of `old`."""
    wanted, made = os.fstat(old), os.fstat(new)
    if (made.st_uid, made.st_gid) != (wanted.st_uid, wanted.st_gid):
        os.fchown(new, wanted.st_uid, wanted.st_gid)
    if hasattr(os, "listxattr"):  # access lists are among them
        kept, own = _attributes(old), _attributes(new)
        for name in own.keys() - kept.keys():
            os.removexattr(new, name)
        for name, value in kept.items():
            if own.get(name) != value:
                os.setxattr(new, name, value)
    if hasattr(os, "fchmod"):
        os.fchmod(new, stat.S_IMODE(wanted.st_mode))


def _attributes(file: int) -> dict[str, bytes]:
    try:
        names = os.listxattr(file)
    except OSError:  # a file system without them
        return {}
    return {name: os.getxattr(file, name) for name in names}


CHANGED = Phrase("the file changed meanwhile", "処理中にファイルが変更されました")
IN_UTF_16 = Phrase(
    "the file is in UTF-16; portlens writes UTF-8 only",
    "ファイルは UTF-16 です。portlens が書き込めるのは UTF-8 だけです",
)
BUSY = Phrase("another program has locked the file", "ほかのプログラムがファイルをロックしています")
NOT_WRITABLE = Phrase("no permission to write the file", "書き込み権限がありません")
HARD_LINKS = Phrase(
    "the file has {count} names (hard links), and writing it would part them",
    "ファイルに {count} 個の名前（ハードリンク）があり、書き込むと別々のファイルになります",
)
NOT_KEPT = Phrase(
    "the file's owner, mode or attributes could not be kept ({reason})",
    "所有者、モード、拡張属性のいずれかを維持できません（{reason}）",
)
NO_ROOM_BESIDE = Phrase(
    "no new file can be made in its folder ({reason})",
    "同じフォルダーに新しいファイルを作成できません（{reason}）",
)
