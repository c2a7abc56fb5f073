"""The files that a Compose file puts into containers, where other programs read them."""

import posixpath
from collections.abc import Iterator

from portlens.formats.registry import format_installed_at, may_hold_installed
from portlens.programs.compose.built import DOCKERFILE
from portlens.programs.compose.given import given_around, may_mount
from portlens.programs.given import Given
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

_MOST_FILES = 500  # of one folder that is mounted
_DEEPEST = 4
_MAY_GIVE = regex(r"\b(?:build|include|extends)\b")


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the files that are mounted, given as configs, or copied into an image that is built.

    The Dockerfile of that image is one, whatever it is called. What another file is, its path in
    the container tells.
    """
    for path, inside, *_ in files_given(document, workspace):
        if not inside:
            yield path, DOCKERFILE
            continue
        for file, place in _files(path, inside, workspace, 0):
            format_ = format_installed_at(place)
            # A link in the folder may lead anywhere.
            if format_ is not None and (file == path or workspace.may_read(file)):
                yield file, format_.id


def files_given(document: Document, workspace: Workspace) -> tuple[Given, ...]:
    """Return the files and folders that the services of the document's project are given.

    Of the files of one project those answer that give something, or bring in others that may.
    """
    text = document.text
    return given_around(document, workspace) if may_mount(text) or _MAY_GIVE.search(text) else ()


def _files(path: str, inside: str, workspace: Workspace, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the file at `path`, or those in the folder that it is."""
    names = workspace.names_in(path) if may_hold_installed(inside) and depth <= _DEEPEST else ()
    if not names:
        if workspace.version(path) is not None:
            yield path, inside
        return
    for name in names[:_MOST_FILES]:
        inner = posixpath.join(inside, name)
        yield from _files(posixpath.join(path, name), inner, workspace, depth + 1)
