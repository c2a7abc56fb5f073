"""Putting a text into a file: all of it or nothing, and the file is otherwise as it was."""

# ruff: noqa: PTH105, PTH108, PTH116, PTH118, PTH120 - as everywhere in a check

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, NamedTuple

from portlens.text.phrase import Phrase
from portlens.workspace.files import decode, encode, why

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


def rewrite(path: str, before: str, after: str) -> Phrase | None:
    """Put `after` in the place of the text `before` of the file at `path`; return why not.

    `path` leads through no link. The new text is written beside the file and takes its name
    only once it is on the disk: whatever happens meanwhile, the file holds the one text or the
    other. Mode, owner, access lists, extended attributes, byte order mark and bytes that are no
    UTF-8 stay. Where one of these cannot be kept, nothing is written.
    """
    try:
        with open(path, "rb+", opener=_open_no_link) as file:
            _lock(file)
            status = os.fstat(file.fileno())
            content = file.read()
            if decode(content) != before:
                return CHANGED
            if status.st_nlink > 1:
                return HARD_LINKS.fill(count=status.st_nlink)
            mark = _MARK if content.startswith(_MARK) else b""
            _replace(_Old(path, file, status, content), mark + encode(after))
    except _Refused as refused:
        return refused.reason
    except PermissionError:
        return NOT_WRITABLE
    except OSError as error:
        return NOT_WRITTEN.fill(reason=why(error))
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
    with _made_beside(old) as new:
        written = 0
        while written < len(content):
            written += os.write(new.file, content[written:])
        try:
            _keep_attributes(old.file.fileno(), new.file)
        except OSError as error:
            raise _Refused(NOT_KEPT.fill(reason=why(error))) from None
        os.fsync(new.file)
        if not new.has_name:
            # Only with `src_dir_fd` does Python follow the link to the file without a name.
            os.link(f"{_OPEN_FILES}/{new.file}", new.path, src_dir_fd=new.file)
        old.check()
        os.replace(new.path, old.path)
    with suppress(OSError, AttributeError):  # not every system can sync a folder
        folder = os.open(os.path.dirname(old.path), os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class _New(NamedTuple):
    """The file being written: its descriptor, its name, and whether it has that name yet."""

    file: int
    path: str
    has_name: bool


@contextmanager
def _made_beside(old: _Old) -> Iterator[_New]:
    """Make a file in the same folder; whatever then goes wrong, none is left behind.

    Linux makes it without a name, so that nothing is left by a kill either. Where a kill left
    a file all the same, it has the name that this run uses too, and goes with it: the name is
    made of the number of the file that is locked.
    """
    name = os.path.join(os.path.dirname(old.path), f".portlens-{old.status.st_ino}")
    try:
        _remove(name)
        new = _open_new(name)
    except OSError as error:
        raise _Refused(NO_ROOM_BESIDE.fill(reason=why(error))) from None
    try:
        yield new
    finally:
        os.close(new.file)
        _remove(name)


def _open_new(name: str) -> _New:
    if hasattr(os, "O_TMPFILE") and os.path.isdir(_OPEN_FILES):  # noqa: PTH112
        with suppress(OSError):  # not every file system has nameless files
            file = os.open(os.path.dirname(name), os.O_WRONLY | os.O_TMPFILE, 0o600)
            return _New(file, name, has_name=False)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return _New(os.open(name, flags, 0o600), name, has_name=True)


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


CHANGED = Phrase(
    "not fixed: the file changed meanwhile", "処理中にファイルが変更されたため、修正していません"
)
BUSY = Phrase(
    "not fixed: another program has locked the file",
    "ほかのプログラムがファイルをロックしているため、修正していません",
)
NOT_WRITABLE = Phrase(
    "not fixed: no permission to write the file", "書き込み権限がないため、修正していません"
)
NOT_WRITTEN = Phrase("not fixed: {reason}", "書き込めないため、修正していません: {reason}")
HARD_LINKS = Phrase(
    "not fixed: the file has {count} names (hard links), and writing it would part them",
    "ファイルに {count} 個の名前（ハードリンク）があり、書き込むと別々のファイルになるため、"
    "修正していません",
)
NOT_KEPT = Phrase(
    "not fixed: the file's owner, mode or attributes could not be kept ({reason})",
    "所有者、モード、拡張属性のいずれかを維持できないため、修正していません（{reason}）",
)
NO_ROOM_BESIDE = Phrase(
    "not fixed: no new file can be made in its folder ({reason})",
    "同じフォルダーに新しいファイルを作成できないため、修正していません（{reason}）",
)
