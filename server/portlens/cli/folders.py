"""The folders that a command line asks for: what other files name is read only in them."""

# ruff: noqa: PTH110, PTH112, PTH120 - pathlib costs 5 ms at the start of a check

import os
from collections.abc import Callable

from portlens.cli.arguments import Arguments
from portlens.workspace.files import absolute


def folders_asked(arguments: Arguments) -> Callable[[], list[str]]:
    """Return what tells the folders in which files may be read that others name.

    Those are the folder of the process, those of the PATHs, and the repositories around them.
    """
    found: dict[str, None] = {}
    for word in (".", *arguments.words):
        path = absolute(arguments.last("--stdin-filename", ".") if word == "-" else word)
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        if word != "." or folder != "/":
            found[repository_of(folder) or folder] = None
    return lambda: list(found)


def repository_of(folder: str) -> str:
    """Return the top of the repository that `folder` lies in, or nothing."""
    while not os.path.exists(f"{folder}/.git"):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above
    return folder
