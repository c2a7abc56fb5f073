"""The two sides of a comparison, from the words of `portlens diff`."""

# ruff: noqa: PTH110, PTH118 - as everywhere on the command line

import os
from collections.abc import Sequence

from portlens.cli.arguments import Refusal, UsageError
from portlens.cli.change.files import CommitFiles, TrackedFiles
from portlens.cli.change.git import Blobs, Repository
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase, same
from portlens.text.typed import Literal
from portlens.text.visible import echo
from portlens.workspace.files import DiskFiles, Files, absolute
from portlens.workspace.walk import walk

Kind = Literal["commit", "working tree", "folder"]


class Side(NamedTuple):
    """One side: `paths` of files below `folder`, and the files in which all of them are read."""

    name: Phrase
    kind: Kind
    folder: str
    files: Files
    paths: Sequence[str]
    commit: str = ""


class Sides(NamedTuple):
    """What to compare, and the paths below both folders to which the answer is confined."""

    before: Side
    after: Side
    only: tuple[str, ...] = ()


def sides(words: Sequence[str], blobs: Blobs) -> Sides:
    """Return what `words` name: REV [REV2] [PATH…], REV..REV2, REV...REV2, or two folders.

    Raises Refusal where they name nothing, or two things.
    """
    given = list(words)
    if len(given) == 2 and all(map(os.path.isdir, given)):
        repository = _repository()
        if repository is None or not any(map(repository.commit, given)):
            return Sides(_of_folder(given[0]), _of_folder(given[1]))
    repository = Repository()
    first = given.pop(0) if given else "HEAD"
    one, dots, other = first.partition("...") if "..." in first else first.partition("..")
    if not dots and given and _is_revision(given[0], repository):
        other, dots = given.pop(0), ".."
    old = _commit(one or "HEAD", repository)
    new = _commit(other or "HEAD", repository) if dots else ""
    if dots == "...":
        base = repository.merge_base(old, new)
        if base is None:
            raise Refusal(_no_revision(NO_BASE, f"{one}...{other}", repository))
        old = base
    only = tuple(_inside(word, repository) for word in given)
    before = _of_commit(one or "HEAD", old, repository, blobs)
    if new:
        after = _of_commit(other or "HEAD", new, repository, blobs)
    else:
        after = _of_working_tree(repository)
    for word, path in zip(given, only, strict=True):
        if not any(is_at(each, path) for side in (before, after) for each in side.paths):
            raise UsageError(NO_PATH.fill(word=echo(word)))
    return Sides(before, after, only)


def is_at(inside: str, path: str) -> bool:
    """Tell whether the file `inside` is that at `path`, or lies below it; both from one folder."""
    return not path or f"{inside}/".startswith(path + "/")


def _of_working_tree(repository: Repository) -> Side:
    paths = [path for path in repository.files() if os.path.exists(_whole(path, repository))]
    files = TrackedFiles(repository.folder, paths)
    return Side(WORKING_TREE, "working tree", repository.folder, files, paths)


def _repository() -> Repository | None:
    try:
        return Repository()
    except Refusal:
        return None


def _of_folder(word: str) -> Side:
    folder = absolute(word)
    paths = [found.path for found in walk(folder) if found.unreadable is None]
    return Side(same(word), "folder", folder, DiskFiles(), paths)


def _of_commit(name: str, commit: str, repository: Repository, blobs: Blobs) -> Side:
    tree = repository.tree(commit)
    files = CommitFiles(repository.folder, commit, tree, blobs)
    return Side(same(name), "commit", repository.folder, files, sorted(tree), commit)


def _commit(word: str, repository: Repository) -> str:
    commit = repository.commit(word)
    if commit is None:
        raise Refusal(_no_revision(NO_REVISION, word, repository))
    return commit


def _no_revision(phrase: Phrase, word: str, repository: Repository) -> Phrase:
    more = SHALLOW if repository.is_shallow() else same("")
    return phrase.fill(word=echo(word), more=more)


def _is_revision(word: str, repository: Repository) -> bool:
    is_revision, is_path = repository.commit(word) is not None, os.path.lexists(word)
    if is_revision and is_path:
        raise UsageError(BOTH.fill(word=echo(word)))
    return is_revision


def _inside(word: str, repository: Repository) -> str:
    """Return the PATH `word` as seen from the top of the repository."""
    path = os.path.normpath(os.path.join(os.path.realpath("."), word)).replace(os.sep, "/")
    if path != repository.folder and not path.startswith(repository.folder.rstrip("/") + "/"):
        raise UsageError(OUTSIDE.fill(word=echo(word)))
    return path.removeprefix(repository.folder).lstrip("/")


def _whole(path: str, repository: Repository) -> str:
    return os.path.join(repository.folder, path)


WORKING_TREE = Phrase("working tree", "作業ツリー")
NO_REVISION = Phrase(
    "{word} is no revision that git knows{more}", "{word} というリビジョンはありません{more}"
)
NO_BASE = Phrase(
    "{word} have no commit in common that git knows{more}",
    "{word} に共通の祖先が見つかりません{more}",
)
SHALLOW = Phrase(
    ": this clone is shallow; `git fetch --unshallow`, or fetch-depth: 0 for actions/checkout, "
    "brings the rest",
    "。このクローンは浅いため（shallow）、`git fetch --unshallow` または actions/checkout の "
    "fetch-depth: 0 で残りを取得してください",
)
BOTH = Phrase(
    "{word} is a revision and a path: write ./{word} for the path, or {word}^0 for the revision",
    "{word} はリビジョンでもパスでもあります。パスなら ./{word}、"
    "リビジョンなら {word}^0 と書きます",
)
NO_PATH = Phrase(
    "{word} is no revision, and no path on either side",
    "{word} はリビジョンではなく、どちらの側にもこのパスはありません",
)
OUTSIDE = Phrase("{word} lies outside of the repository", "{word} はリポジトリの外にあります")
