"""`portlens watch`: the findings again at each change of what is read, and where they change."""

import os
import sys
import time
from collections.abc import Collection, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from portlens.cli import check
from portlens.cli.arguments import Arguments, Refusal
from portlens.cli.inputs import shown
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.regex import regex
from portlens.text.typed import TextIO
from portlens.text.visible import echo
from portlens.workspace.files import absolute
from portlens.workspace.settings_file import OWN, SHARED
from portlens.workspace.walk import PRUNED

# Between the findings of one change and those of the next, in a terminal: from the top again.
CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_MOST_NAMED = 3

# So many milliseconds nothing has to happen before what happened is one change: an editor that
# saves moves the old file away, writes another and waits for the disk.
_REST = 100
SETTINGS = (OWN, SHARED)
_ADDED = 1  # watchfiles' word for a file that has come into being


def run(arguments: Arguments) -> int:
    """Check what `arguments` name, and again after each change of a file there, until Ctrl-C."""
    if "-" in arguments.words:
        raise Refusal(NO_STDIN)
    try:
        from watchfiles import watch
    except ImportError:
        raise Refusal(MISSING) from None
    last = _looked(arguments, sys.stderr)
    _print(last, (), arguments)
    try:
        for changes in watch(*arguments.words or (".",), watch_filter=counts, step=_REST):
            changed = lasting(changes)
            if not changed:
                continue
            complaints = StringIO()
            before, last = last, _looked(arguments, complaints)
            read = _read(changed, before.paths | last.paths)
            if read or before.out != last.out:
                sys.stderr.write(complaints.getvalue())
                _print(last, read or changed, arguments)
    except FileNotFoundError as error:
        raise Refusal(GONE.fill(why=echo(str(error)))) from None
    return 0


class _Looked(NamedTuple):
    """What a check has found, as it is printed, and the paths of the files that it read."""

    out: str
    paths: frozenset[str]


def _looked(arguments: Arguments, complaints: TextIO) -> _Looked:
    """Check, and print nothing but `complaints` yet.

    What was changed may come to the same findings; and where these go through a pipe into a file
    that is watched, each look would call for the next.
    """
    out = _Held(sys.stdout)
    with redirect_stdout(out), redirect_stderr(complaints):
        checked = check.checked(arguments)
    return _Looked(out.getvalue(), checked.paths)


def _read(changed: Sequence[str], paths: Collection[str]) -> list[str]:
    """Return those of the changed files that are read: by the check, or as its settings."""
    left = [path for path in changed if absolute(path) not in paths]
    real = {os.path.realpath(path) for path in paths} if left else set()
    return [
        path
        for path in changed
        if path not in left or os.path.realpath(path) in real or Path(path).name in SETTINGS
    ]


class _Held(StringIO):
    """What is to be printed to `stream` later, laid out for it."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has it as a variable
        """That of the stream."""
        return self._stream.encoding

    def isatty(self) -> bool:
        """Tell whether the stream is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Return the file of the stream, whose width is asked for."""
        return self._stream.fileno()


def _print(looked: _Looked, changed: Sequence[str], arguments: Arguments) -> None:
    """Print the findings, in a terminal alone and else below a line that says what changed."""
    named = [echo(shown(absolute(path))) for path in changed]
    if _is_terminal():
        sys.stdout.write(CLEAR)
    if named:
        more = "" if len(named) <= _MOST_NAMED else " …"
        told = CHANGED.fill(time=time.strftime("%H:%M:%S"), paths=in_a_row(named[:_MOST_NAMED]))
        sys.stdout.write(f"{told.to(arguments.language)}{more}\n")
    sys.stdout.write(looked.out)
    sys.stdout.flush()


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def counts(_kind: object, path: str) -> bool:
    """Tell whether a change may matter; in a folder that no walk enters none does.

    The folders above the one here were not entered by a walk. Nor does a file matter that an editor
    makes while it has or writes another. A backup such as `site.conf~` does: it stays, and an
    `include` of `*` reads it.
    """
    parts = shown(absolute(path)).split("/")
    return PRUNED.isdisjoint(parts) and _PASSING.fullmatch(parts[-1]) is None


def lasting(changes: Collection[tuple[int, str]]) -> list[str]:
    """Return the paths among `changes` that are worth a look, each once and in order.

    What came into being and is gone already is a file that some program wrote beside another. A
    backup, `site.conf~`, is passed over as long as the file changed with it. So is the file that
    all this is printed to: each check would call for the next.
    """
    paths = {path for _, path in changes}
    paths -= {path for kind, path in changes if kind == _ADDED and not os.path.lexists(path)}
    backups = {path for path in paths if path.endswith("~") and path[:-1] in paths}
    return sorted(path for path in paths - backups if not _is_output(path))


def _is_output(path: str) -> bool:
    try:
        return os.path.samestat(Path(path).stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):  # it is gone, or nobody's file is printed to
        return False


# Swap files of Vim and Kate; the number that Vim tries to write; locks and autosaves of Emacs;
# what JetBrains, GNOME and portlens itself write beside a file before it takes its name. Names that
# a file of one's own might have, as sed makes them up, are none of these: see `lasting`.
_PASSING = regex(
    r"\..*\.(?:sw[a-px]|kate-swp)|4913|\.#.*|#.*#|.*___jb_(?:tmp|old)___|\.goutputstream-\w+"
    r"|\.portlens-[^.]+"
)


CHANGED = Phrase("── {time} changed: {paths}", "── {time} 変更: {paths}")
NO_STDIN = Phrase(
    "watch takes files and folders: nobody can see standard input change",
    "watch にはファイルかフォルダーを指定します。標準入力の変更は検出できません",
)
MISSING = Phrase(
    "watch needs watchfiles: pip install 'portlens-cli[watch]'",
    "watch には watchfiles が必要です: pip install 'portlens-cli[watch]'",
)
GONE = Phrase("nothing is there to watch: {why}", "監視する対象がありません: {why}")
