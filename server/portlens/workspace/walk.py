"""Walking a folder for files that some format may know."""

# ruff: noqa: PTH113 - pathlib costs 5 ms at the start of a check

import os
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from portlens.formats._glob import matches
from portlens.formats.registry import may_have_format
from portlens.workspace.files import Unreadable, absolute, why
from portlens.workspace.gitignore import IgnoreFile, ignore_file, ignore_files_above, ignored
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


class Walked(NamedTuple):
    """One file found, its path below the folder walked; or a folder that could not be read."""

    path: str
    unreadable: Unreadable | None = None


def walk(
    folder: str,
    excluded: Sequence[Excluded] = (),
    on_folder: Callable[[], object] = lambda: None,
) -> Iterator[Walked]:
    """Yield the files below `folder` whose names may belong to a format, each folder sorted.

    .gitignore files from the repository's root downwards are obeyed, but only folders and
    candidates are ever held against them: that is what makes the walk fast. Links to folders
    are not entered, so that a circle of links ends; links to files are followed. `on_folder`
    is called for each folder.
    """
    root = absolute(folder).rstrip("/")
    names = names_of_formats()
    stack: list[tuple[str, tuple[IgnoreFile, ...]]] = [("", ignore_files_above(root))]
    while stack:
        inside, ignores = stack.pop()
        on_folder()
        try:
            folders, files, has_ignore_file = _entries(f"{root}/{inside}", names)
        except OSError as error:
            yield Walked(inside.rstrip("/") or ".", Unreadable(why(error)))
            continue
        if has_ignore_file:
            ignores = (*ignores, *ignore_file(f"{root}/{inside}"))
        for name in sorted(files):
            if not _is_left_out(f"{root}/{inside}{name}", ignores, excluded, is_folder=False):
                yield Walked(inside + name)
        stack += (
            (f"{inside}{name}/", ignores)
            for name in sorted(folders, reverse=True)
            if not _is_left_out(f"{root}/{inside}{name}", ignores, excluded, is_folder=True)
        )


def is_left_out(folder: str, inside: str, excluded: Sequence[Excluded]) -> bool:
    """Tell whether a walk of `folder` would leave out the file `inside` whatever its name.

    So it is in a folder of another program's making, or for .gitignore or the user's patterns.
    """
    folder = folder.rstrip("/")
    ignores = ignore_files_above(folder)
    *folders, name = inside.split("/")
    above = folder
    for part in folders:
        ignores = (*ignores, *ignore_file(above))
        above = f"{above}/{part}"
        if part in PRUNED or _is_left_out(above, ignores, excluded, is_folder=True):
            return True
    ignores = (*ignores, *ignore_file(above))
    return _is_left_out(f"{above}/{name}", ignores, excluded, is_folder=False)


def _entries(folder: str, names: Names) -> tuple[list[str], list[str], bool]:
    """Return the folders and the candidates in `folder`, and whether it has a .gitignore.

    This loop sees every name of the tree; what it does for each is what the walk costs.
    """
    folders: list[str] = []
    likely: list[str] = []
    others: list[str] = []
    endings = names.endings
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif entry.name.endswith(endings):
                likely.append(entry.name)
            else:
                others.append(entry.name)
    likely += others if names.takes_all(folder[:-1]) else names.pick(others)
    # A link that leads nowhere or round in a circle is no file: nothing is said of it, since
    # nobody named it.
    files = [
        name for name in likely if may_have_format(folder + name) and os.path.isfile(folder + name)
    ]
    return [name for name in folders if name not in PRUNED], files, ".gitignore" in others


def _is_left_out(
    path: str, ignores: tuple[IgnoreFile, ...], excluded: Sequence[Excluded], *, is_folder: bool
) -> bool:
    if ignores and ignored(path, ignores, is_folder=is_folder):
        return True
    return any(each.leaves_out(path, is_folder=is_folder) for each in excluded)
