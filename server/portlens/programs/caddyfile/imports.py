"""Following `import` to the files that it names.

Source: Caddy's documentation, "import": a path counts from the file that imports, a glob may match
nothing, and hidden files are passed over.
"""

import posixpath
from fnmatch import fnmatchcase

from portlens.formats._template import MASK
from portlens.programs.given import Container
from portlens.text.regex import regex
from portlens.workspace.workspace import Workspace

_MAGIC = regex(r"[*?\[]")


def imported(
    pattern: str, importing: str, files: Container | None, workspace: Workspace
) -> list[str] | None:
    """Return the paths that `import pattern` in the file at `importing` means.

    `files` are those of the container in which Caddy runs, if any. None: nobody knows.
    """
    if MASK in pattern or "{" in pattern or not pattern:
        return None
    if files is not None:
        return _in_container(pattern, importing, files, workspace)
    if pattern.startswith("/"):
        root, etc, _ = f"/{importing}".rpartition("/etc/")
        if not etc:
            return None
        whole = (root + pattern)[1:] if not importing.startswith("/") else root[1:] + pattern
    else:
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(importing), pattern))
    if not _MAGIC.search(pattern):
        return [whole] if workspace.version(whole) is not None else None
    folder, last = posixpath.split(whole)
    if _MAGIC.search(folder):
        return None
    names = workspace.names_in(folder or ".")
    return [posixpath.join(folder, name) for name in _matching(names, last)]


def _in_container(
    pattern: str, importing: str, files: Container, workspace: Workspace
) -> list[str] | None:
    inside = files.inside_of(importing)
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(inside), pattern))
    if not inside:
        return None
    if not _MAGIC.search(pattern):
        path = files.path_of(whole)
        return [path] if path else None
    if _MAGIC.search(posixpath.dirname(whole)) or not files.is_whole(posixpath.dirname(whole)):
        return None
    found = files.matching(whole, workspace.names_in)
    return [path for path in found if not posixpath.basename(path).startswith(".")]


def _matching(names: tuple[str, ...], pattern: str) -> list[str]:
    return [name for name in names if fnmatchcase(name, pattern) and not name.startswith(".")]
