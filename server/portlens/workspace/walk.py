"""Walking a folder for files that some format may know."""

# ruff: noqa: PTH113, PTH114 - pathlib costs 5 ms at the start of a check

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence

from portlens.formats._glob import matches
from portlens.formats.registry import may_have_format
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.files import Unreadable, absolute, why
from portlens.workspace.gitignore import IgnoreFile, ignore_file, ignore_files_above, ignored
from portlens.workspace.settings_file import OWN, SHARED
from portlens.workspace.walk_names import Names, names_of_formats

# Folders of other programs' own making: nobody configures a machine in them. Other hidden
# folders are entered: `.ssh/config` and `.devcontainer/compose.yaml` are worth reading.
PRUNED = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".jj",
        "node_modules",
        "__pycache__",
        ".venv",
        ".tox",
        ".nox",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".terraform",
    }
)


class Excluded(NamedTuple):
    """The user's own patterns of what is left out, and the folder from which they count."""

    globs: tuple[str, ...] = ()
    folder: str = ""

    def leaves_out(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether the absolute `path` itself is left out; its folders are not asked."""
        if not self.globs:
            return False
        below = path.removeprefix(self.folder).lstrip("/")
        return any(
            matches(below, glob) or (is_folder and matches(below + "/", glob))
            for glob in self.globs
        )


# Tells the patterns that hold in a folder, which is given by its absolute path.
ExcludedIn = Callable[[str], Sequence[Excluded]]


def nothing_excluded(_folder: str) -> Sequence[Excluded]:
    """Return no patterns, whatever the folder."""
    return ()


class Walked(NamedTuple):
    """One file found, its path below the folder walked; or a folder that could not be read."""

    path: str
    unreadable: Unreadable | None = None


def walk(
    folder: str,
    excluded_in: ExcludedIn = nothing_excluded,
    on_folder: Callable[[], object] = lambda: None,
    around: Iterable[str] = (),
) -> Iterator[Walked]:
    """Yield the files below `folder` whose names may belong to a format, each folder sorted.

    `on_folder` is called for every folder; see `walk_folders`.
    """
    for found in walk_folders(folder, excluded_in, around):
        on_folder()
        yield from found


def walk_folders(
    folder: str, excluded_in: ExcludedIn = nothing_excluded, around: Iterable[str] = ()
) -> Iterator[Sequence[Walked]]:
    """Yield for each folder what `walk` finds in it, which may be nothing.

    .gitignore files from the repository's root downwards are obeyed, but only folders and
    candidates are ever held against them: that is what makes the walk fast. Links to folders
    are not entered, so that a circle of links ends; links to files are followed below `folder`
    and the folders `around`. In a copy of a machine's /etc, the others lead into the /etc of this
    machine. `excluded_in` is asked of `folder` and of each folder with settings of its own.
    """
    root = absolute(folder).rstrip("/")
    homes = tuple({f"{os.path.realpath(home).rstrip('/')}/" for home in (root or "/", *around)})
    names = names_of_formats()
    excluded = excluded_in(root or "/")
    stack = [("", ignore_files_above(root), excluded)]
    while stack:
        inside, ignores, excluded = stack.pop()
        try:
            folders, files, others = _entries(f"{root}/{inside}", names)
        except OSError as error:
            yield (Walked(inside.rstrip("/") or ".", Unreadable(why(error))),)
            continue
        if inside and (OWN in others or SHARED in others):
            excluded = excluded_in(f"{root}/{inside[:-1]}")
        if ".gitignore" in others:
            ignores = (*ignores, *ignore_file(f"{root}/{inside}"))
        yield [
            Walked(inside + name)
            for name in sorted(files)
            if not _leads_away(f"{root}/{inside}{name}", homes)
            and not _is_left_out(f"{root}/{inside}{name}", ignores, excluded, is_folder=False)
        ]
        stack += (
            (f"{inside}{name}/", ignores, excluded)
            for name in sorted(folders, reverse=True)
            if not _is_left_out(f"{root}/{inside}{name}", ignores, excluded, is_folder=True)
        )


def is_left_out(folder: str, inside: str, excluded_in: ExcludedIn) -> bool:
    """Tell whether a walk of `folder` would leave out the file `inside` whatever its name.

    So it is in a folder of another program's making, or for .gitignore or the user's patterns.
    """
    folder = folder.rstrip("/")
    ignores = ignore_files_above(folder)
    *folders, name = inside.split("/")
    above = folder
    for part in folders:
        ignores = (*ignores, *ignore_file(above))
        excluded = excluded_in(above or "/")
        above = f"{above}/{part}"
        if part in PRUNED or _is_left_out(above, ignores, excluded, is_folder=True):
            return True
    ignores = (*ignores, *ignore_file(above))
    excluded = excluded_in(above or "/")
    return _is_left_out(f"{above}/{name}", ignores, excluded, is_folder=False)


def is_excluded(
    path: str, excluded_in: ExcludedIn, top: str = "/", *, is_folder: bool = False
) -> bool:
    """Tell whether the patterns leave out `path`, or a folder below `top` that it is in."""
    while path != top:
        above = posixpath.dirname(path)
        if above == path:
            break
        if any(each.leaves_out(path, is_folder=is_folder) for each in excluded_in(above)):
            return True
        path, is_folder = above, True
    return False


def _entries(folder: str, names: Names) -> tuple[list[str], list[str], list[str]]:
    """Return the folders, the candidates and the other names in `folder`.

    This loop sees every name of the tree; what it does for each is what the walk costs.
    """
    folders: list[str] = []
    likely: list[str] = []
    others: list[str] = []
    endings_of, tail = names.endings.get, -names.tail
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
            elif (endings := endings_of(name[tail:])) and name.endswith(endings):
                likely.append(name)
            else:
                others.append(name)
    likely += others if names.takes_all(folder[:-1]) else names.pick(others)
    # A link that leads nowhere or round in a circle is no file: nothing is said of it, since
    # nobody named it.
    files = [
        name for name in likely if may_have_format(folder + name) and os.path.isfile(folder + name)
    ]
    return [name for name in folders if name not in PRUNED], files, others


def _leads_away(path: str, homes: tuple[str, ...]) -> bool:
    return os.path.islink(path) and not os.path.realpath(path).startswith(homes)


def _is_left_out(
    path: str, ignores: tuple[IgnoreFile, ...], excluded: Sequence[Excluded], *, is_folder: bool
) -> bool:
    if ignores and ignored(path, ignores, is_folder=is_folder):
        return True
    return any(each.leaves_out(path, is_folder=is_folder) for each in excluded)
