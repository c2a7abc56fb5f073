"""What the pattern of an OpenSSH `Include` means.

Source: readconf.c and servconf.c (OpenSSH 9), which ask glob(3) and take its lexical order.
"""

import posixpath
import re
from functools import lru_cache

from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.workspace.workspace import Workspace

MOST_FILES = 1_000  # a bound for the editor's sake; OpenSSH has none


def expand(pattern: str, main: str, workspace: Workspace) -> list[str]:
    """Return the files that `Include pattern` in the main file `main` means, sorted.

    An absolute path is looked up on this machine only if the main file lies in /etc/ssh of
    this machine; in a project that holds a copy (`roles/ssh/files/etc/ssh/sshd_config`) it is
    looked up beside that copy, since this machine's files have nothing to do with it.
    """
    folder = main.rpartition("/")[0]
    if pattern.startswith("/"):
        pattern = beside(pattern, folder)
    elif folder:
        pattern = f"{folder}/{pattern.removeprefix('~/.ssh/')}"
    above, _, last = pattern.rpartition("/")
    if above != folder:  # a folder of drop-ins may be a link as a file may
        pattern = f"{_meant(above, folder, workspace)}/{last}"
    found = map(posixpath.normpath, _glob(pattern, workspace) if pattern else ())
    return [
        place
        for path in pausing(found)
        if workspace.version(place := _meant(path, folder, workspace)) is not None
    ]


def _meant(path: str, folder: str, workspace: Workspace) -> str:
    """Return where a copy of a machine's files has what a link at `path` leads to there."""
    real = workspace.real(path) if workspace.is_link(path) else ""
    place = beside(real, folder) if real.startswith("/etc/ssh/") else ""
    return place if place and workspace.version(place) is not None else path


def beside(pattern: str, folder: str) -> str:
    """Return where an absolute pattern leads from a main file in `folder`; empty for nowhere."""
    if pattern.startswith(f"{folder}/"):
        return pattern
    root = folder.removesuffix("/etc/ssh")
    if root != folder:
        return root + pattern
    if pattern.startswith("/etc/ssh/"):
        return f"{folder}/{pattern.removeprefix('/etc/ssh/')}"
    return ""


_MAGIC = regex(r"[*?\[]")


def _glob(pattern: str, workspace: Workspace) -> list[str]:
    paths = [""]
    for number, part in enumerate(pattern.split("/")):
        join = "/" if number else ""
        if not _MAGIC.search(part):
            paths = [f"{path}{join}{part}" for path in paths]
            continue
        expression = _component(part)
        paths = [
            f"{path}{join}{name}"
            for path in paths
            for name in workspace.names_in(path or ("/" if number else "."))
            if expression.fullmatch(name) and (part.startswith(".") or not name.startswith("."))
        ][: MOST_FILES + 1]
    return paths


@lru_cache(maxsize=256)
def _component(pattern: str) -> re.Pattern[str]:
    import fnmatch

    return re.compile(fnmatch.translate(pattern))
