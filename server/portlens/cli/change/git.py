"""What git knows, asked of the program `git`; nothing is checked out, written or fetched."""

# ruff: noqa: S603 - git is called with a list of words, and a revision stands behind an end of options

import os
import subprocess
from collections.abc import Sequence

from portlens.cli.arguments import Refusal
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase, same
from portlens.text.visible import echo

LINK = "120000"  # the mode of a symbolic link; gitlinks of submodules are no blobs


class Entry(NamedTuple):
    """A file of a tree: its mode, the name of its blob, and its size in bytes."""

    mode: str
    blob: str
    size: int


class Repository:
    """The repository around the folder of the process; `folder` is the top of its files.

    Raises Refusal where there is none, or no program `git`.
    """

    def __init__(self) -> None:
        ran = _run("rev-parse", "--show-toplevel")
        if ran.returncode:
            reason = same(echo(_said(ran)))
            raise Refusal(NO_REPOSITORY.fill(reason=reason))
        self.folder = os.fsdecode(ran.stdout.rstrip(b"\n"))

    def commit(self, revision: str) -> str | None:
        """Return the full name of the commit that `revision` means, or None."""
        ran = _run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return None if ran.returncode else ran.stdout.decode().strip()

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the commit at which two commits parted, or None."""
        ran = _run("merge-base", one, other)
        return None if ran.returncode else ran.stdout.decode().strip()

    def is_shallow(self) -> bool:
        """Tell whether older commits were left out when the repository was cloned."""
        return _run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def tree(self, commit: str) -> dict[str, Entry]:
        """Return the files of a commit by their paths below the top."""
        found: dict[str, Entry] = {}
        listing = _answer("ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        for line in listing.split(b"\0"):
            facts, _, path = line.partition(b"\t")
            if path:
                mode, kind, blob, size = facts.decode().split()
                if kind == "blob":
                    found[os.fsdecode(path)] = Entry(mode, blob, int(size))
        return found

    def files(self) -> list[str]:
        """Return the paths of the working tree below the top, less what .gitignore leaves out."""
        listing = _answer(
            "-C", self.folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"
        )
        return sorted({os.fsdecode(path) for path in listing.split(b"\0") if path})


class Blobs:
    """The contents of blobs, from one `git cat-file` for all of them."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, blob: str) -> bytes | None:
        """Return a blob's bytes; None where the clone has left it out."""
        if self._process is None:
            self._process = subprocess.Popen(
                [*_GIT, "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            return None
        try:
            asked.write(f"{blob}\n".encode())
            asked.flush()
        except OSError:
            return None
        head = answers.readline().split()
        if len(head) != 3:  # `<name> missing`, or the process is gone
            return None
        content = answers.read(int(head[2]))
        answers.read(1)
        return content

    def close(self) -> None:
        """Let the process end."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


def _answer(*words: str) -> bytes:
    ran = _run(*words)
    if ran.returncode:
        raise Refusal(FAILED.fill(reason=same(echo(_said(ran)))))
    return ran.stdout


def _run(*words: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run([*_GIT, *words], capture_output=True, check=False, env=_environment())
    except OSError as error:
        raise Refusal(NO_GIT) from error


def _said(ran: "subprocess.CompletedProcess[bytes]") -> str:
    first = ran.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    return first.removeprefix("fatal: ")


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


# A repository's own settings may name a program to ask for changes: it is not run.
_GIT: Sequence[str] = ("git", "-c", "core.fsmonitor=false")

NO_GIT = Phrase(
    "diff needs the program git, or two folders to compare",
    "diff には git コマンドが必要です。git がない場合は 2 つのフォルダーを指定してください",
)
NO_REPOSITORY = Phrase(
    "git finds no repository here ({reason}); outside of one, name two folders",
    "Git リポジトリが見つかりません（{reason}）。リポジトリの外では"
    "2 つのフォルダーを指定してください",
)
FAILED = Phrase("git failed: {reason}", "git が失敗しました: {reason}")
