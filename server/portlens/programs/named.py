"""Which files other files name: what a configuration includes, what a container is given.

Such a file is in the format in which it will be read, whatever it is called. Each program has a
module `named` that says which files its documents name; nothing else has to know of it.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from importlib import import_module
from itertools import islice

from portlens import programs
from portlens.formats._format import Format
from portlens.formats._modules import modules_in
from portlens.formats.registry import format_named, may_have_format
from portlens.programs.given import Container, Containers, containers
from portlens.text.typed import Any
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.steps import Steps, finish
from portlens.workspace.workspace import Workspace

MOST_NAMED = 5_000  # files; links and globs could lead round and round
_HIGHEST_FOLDER = 5
MOST_ASKED = 64  # files of one folder


def named_by(document: Document, workspace: Workspace) -> Iterator[tuple[str, Format]]:
    """Yield the files that `document` names, with the format in which they will be read."""
    module = _modules().get(document.format.id)
    if module is None:
        return
    for path, name in module().files_named(document, workspace):
        format_ = format_named(name)
        if format_ is not None and path != document.path:
            yield path, format_


def all_named(documents: Iterable[Document], workspace: Workspace) -> dict[str, Format]:
    """Return the files that the documents name, and those that these name in turn.

    A file that is named twice has the format of the first who names it.
    """
    return finish(naming(documents, workspace))


def naming(documents: Iterable[Document], workspace: Workspace) -> Steps[dict[str, Format]]:
    """Do the same in steps: one for each document."""
    found: dict[str, Format] = {}
    waiting = list(documents)
    seen = {document.path for document in waiting}
    for document in waiting:  # grows on the way
        for path, format_ in named_by(document, workspace):
            if path in found or len(found) >= MOST_NAMED:
                continue
            if path not in seen:
                inner = workspace.document(path, format_)
                if inner is None:
                    continue  # a folder, or a file that cannot be read
                seen.add(path)
                waiting.append(inner)
            found[path] = format_
        yield
    return found


def named_format(path: str, workspace: Workspace) -> Format | None:
    """Return the format in which a file nearby names the file at `path`.

    Asked are the files in its own folder and in those above, up to the repository's root.
    """
    real = workspace.real(path)
    for candidate in near(path, workspace):
        document = workspace.document(candidate)
        if document is None:
            continue
        for other, format_ in all_named((document,), workspace).items():
            if other == path or (workspace.is_link(other) and workspace.real(other) == real):
                return format_
    return None


@lru_cache(maxsize=64)
def _worth_asking(folder: str, names: tuple[str, ...]) -> tuple[str, ...]:
    paths = (posixpath.join(folder, name) for name in names)
    return tuple(islice(filter(may_have_format, paths), MOST_ASKED))


def near(path: str, workspace: Workspace) -> Iterator[str]:
    """Yield the files worth asking about the one at `path`, the nearest folder first."""
    folder = posixpath.dirname(path)
    for _ in range(_HIGHEST_FOLDER):
        names = workspace.names_in(folder or ".")
        yield from (other for other in _worth_asking(folder, names) if other != path)
        if ".git" in names or not posixpath.basename(folder):
            return
        folder = posixpath.dirname(folder)


def documents_giving(path: str, workspace: Workspace) -> Iterator[Document]:
    """Yield the documents nearby, and those that are open, that give the file to a container."""
    seen: set[str] = set()
    nearby = (workspace.document(candidate) for candidate in near(path, workspace))
    for document in (*nearby, *_open_giving(workspace)):
        if document is None or document.path in seen or not _gives(document):
            continue
        seen.add(document.path)
        if any(container.has(path) for container in _containers(document, workspace)):
            yield document


def container_of(path: str, workspace: Workspace) -> Container | None:
    """Return the container that the project's file at `path` is given to, if anybody says so.

    Asked are the files nearby, and the documents that are open.
    """
    nearby = next(_containers_nearby(path, workspace), None)
    return nearby or open_containers(workspace).of(path)


def containers_of(path: str, workspace: Workspace) -> list[Container]:
    """Return all containers that the files nearby give the file to, or one of an open document."""
    nearby = list(_containers_nearby(path, workspace))
    found = None if nearby else open_containers(workspace).of(path)
    return nearby or ([found] if found is not None else [])


def _containers_nearby(path: str, workspace: Workspace) -> Iterator[Container]:
    for candidate in near(path, workspace):
        document = workspace.document(candidate)
        if document is not None and _gives(document):
            for container in _containers(document, workspace):
                if container.has(path):
                    yield container


def open_containers(workspace: Workspace) -> Containers:
    """Return the containers of all open documents; the very same until one of these changes."""

    def gather(trace: Workspace) -> list[Container]:
        return [one for each in _open_giving(trace) for one in _containers(each, trace)]

    found = _OF_OPEN.value(workspace, "open", gather)
    return _OPEN.of_parts(workspace, "open", lambda: Containers(found), found)


def _open_giving(workspace: Workspace) -> list[Document]:
    """Return the open documents that may give files to containers."""
    opened = workspace.open_documents()
    return _GIVING.of_parts(workspace, "open", lambda: list(filter(_gives, opened)), opened)


_GIVING: Memo[list[Document]] = Memo(1)
_OF_OPEN: Memo[list[Container]] = Memo(1)
_OPEN: Memo[Containers] = Memo(1)
_CONTAINERS: Memo[list[Container]] = Memo(4096)


def _gives(document: Document) -> bool:
    return _is_giving(document.format.id)


@lru_cache(maxsize=64)
def _is_giving(format_id: str) -> bool:
    module = _modules().get(format_id)
    return module is not None and hasattr(module(), "files_given")


def _containers(document: Document, workspace: Workspace) -> list[Container]:
    given = _modules()[document.format.id]().files_given(document, workspace)
    return _CONTAINERS.of_parts(workspace, document.path, lambda: containers(given), (given,))


@lru_cache(maxsize=1)
def _modules() -> dict[str, Callable[[], Any]]:
    """Return by the id of a format what returns the module that says what its documents name.

    A program's package has `NAMING`, the ids of the formats whose documents its module `named`
    knows; the module is imported when the first such document is there. It has `files_named`,
    which yields paths and ids of formats, and may have `files_given`, which yields `Given`.
    """
    found: dict[str, Callable[[], Any]] = {}
    for name in modules_in(programs.__path__):
        package = f"{programs.__name__}.{name}"
        for format_id in getattr(import_module(package), "NAMING", ()):
            found[format_id] = lru_cache(maxsize=1)(partial(import_module, f"{package}.named"))
    return found
