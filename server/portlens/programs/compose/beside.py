"""What Compose files beside a project may bring into it: `docker compose -f a -f b`."""

import posixpath
import re

from portlens.formats._template import has_tag
from portlens.formats.compose.services import ComposeFile
from portlens.formats.registry import format_named
from portlens.programs.compose.files import BASES
from portlens.programs.compose.project import FOLDERS_ABOVE, Project
from portlens.text.regex import regex
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def names_beside(project: Project, workspace: Workspace) -> frozenset[str] | None:
    """Return the services that other files may bring into the project; None if nobody can tell.

    A file beside it may be loaded together with it, one above may include it, and a
    devcontainer.json beside it may name it together with another.
    """
    folder = posixpath.dirname(project.files[0])
    found: set[str] = set()
    for name in workspace.names_in(folder or "."):
        path = posixpath.join(folder, name)
        if path not in project.documents and _MAY_BE_COMPOSE.search(name):
            there = _services_in(path, project, workspace)
            if there is None:
                return None
            found |= there
        if name in _DEVCONTAINERS and not _is_known(path, project, workspace):
            return None
    if _may_be_included(folder, workspace):
        return None
    return _NAMES.same(workspace, project.files, frozenset(found))


def _services_in(path: str, project: Project, workspace: Workspace) -> frozenset[str] | None:
    # Only what Compose finds by itself is surely the first of the files that are loaded together.
    if posixpath.basename(project.files[0]) not in BASES:
        return None
    document = workspace.document(path, format_named("compose"))
    if document is None or _MORE_NAMES.search(document.text) or has_tag(document.text):
        return None
    read = document.reading.tree
    if not isinstance(read, ComposeFile) or read.is_damaged:
        return None
    found = [service.name for services in read.services for service in services]
    return frozenset(map(str.casefold, found)) if all(map(_NAME.fullmatch, found)) else None


def _is_known(path: str, project: Project, workspace: Workspace) -> bool:
    """Tell whether the devcontainer.json at `path` names no Compose file but the project's."""
    from portlens.programs.devcontainer.named import compose_files  # few folders have one

    document = workspace.document(path, format_named("devcontainer"))
    return document is None or compose_files(document).keys() <= project.documents.keys()


def _may_be_included(folder: str, workspace: Workspace) -> bool:
    for _ in range(FOLDERS_ABOVE):
        above = posixpath.dirname(folder)
        if above == folder:
            return False
        folder = above
        for name in BASES:
            text = workspace.text(posixpath.join(folder, name))
            if text is not None and "include" in text:
                return True
    return False


_DEVCONTAINERS = frozenset({"devcontainer.json", ".devcontainer.json"})
_MAY_BE_COMPOSE = regex(r"compose[^/]*\.ya?ml\Z|\.compose\.ya?ml\Z", re.IGNORECASE)
# Names besides those of services, of the project, other networks, and files further away.
_MORE_NAMES = regex(
    r"\b(?:container_name|hostname|domainname|aliases|links|external|extra_hosts|networks"
    r"|network_mode|dns|dns_search|extends|include)\b|<<|^[\"']?name[\"']?[ \t]*:",
    re.MULTILINE,
)
# What Compose takes for the name of a service, but for `__NAME__`, which something fills in.
_NAME = regex(r"(?!__.*__\Z)[A-Za-z0-9._-]+")
_NAMES: Memo[frozenset[str]] = Memo(64)
