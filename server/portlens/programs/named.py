"""Which files other files name: what a configuration includes, what a container is given.

Such a file is in the format in which it will be read, whatever it is called. Each program has a
module `named` that says which files its documents name; nothing else has to know of it.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import import_module

from portlens import programs
from portlens.formats._format import Format
from portlens.formats._modules import modules_in
from portlens.formats.registry import format_named, may_have_format
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

# Paths, with the id of the format in which each will be read.
Namer = Callable[[Document, Workspace], Iterable[tuple[str, str]]]

MOST_NAMED = 5_000  # files; links and globs could lead round and round
_HIGHEST_FOLDER = 5
_MOST_ASKED = 64  # files of one folder


def named_by(document: Document, workspace: Workspace) -> Iterator[tuple[str, Format]]:
    """Yield the files that `document` names, with the format in which they will be read."""
    namer = _namers().get(document.format.id)
    if namer is None:
        return
    for path, name in namer()(document, workspace):
        format_ = format_named(name)
        if format_ is not None and path != document.path:
            yield path, format_


def all_named(documents: Iterable[Document], workspace: Workspace) -> dict[str, Format]:
    """Return the files that the documents name, and those that these name in turn.

    A file that is named twice has the format of the first who names it.
    """
    found: dict[str, Format] = {}
    waiting = list(documents)
    seen = {document.path for document in waiting}
    for document in waiting:  # grows on the way
        for path, format_ in named_by(document, workspace):
            if path in found or len(found) >= MOST_NAMED:
                continue
            found[path] = format_
            inner = workspace.document(path, format_) if path not in seen else None
            if inner is not None:
                seen.add(path)
                waiting.append(inner)
    return found


def named_format(path: str, workspace: Workspace) -> Format | None:
    """Return the format in which a file nearby names the file at `path`.

    Asked are the files in its own folder and in those above, up to the repository's root.
    """
    files = workspace.files
    real = files.real(path)
    for candidate in _near(path, workspace):
        document = workspace.document(candidate)
        if document is None or document.format.id not in _namers():
            continue
        for other, format_ in all_named((document,), workspace).items():
            if other == path or (files.is_link(other) and files.real(other) == real):
                return format_
    return None


def _near(path: str, workspace: Workspace) -> Iterator[str]:
    folder = posixpath.dirname(path)
    for _ in range(_HIGHEST_FOLDER):
        names = workspace.files.list(folder or ".")
        asked = 0
        for name in names:
            other = posixpath.join(folder, name)
            if other != path and may_have_format(other):
                asked += 1
                if asked > _MOST_ASKED:
                    break
                yield other
        if ".git" in names or not posixpath.basename(folder):
            return
        folder = posixpath.dirname(folder)


@lru_cache(maxsize=1)
def _namers() -> dict[str, Callable[[], Namer]]:
    """Return by the id of a format what says which files its documents name.

    A program's package has `NAMING`, the ids of the formats whose documents its module `named`
    knows; the module is imported when the first such document is there.
    """
    found: dict[str, Callable[[], Namer]] = {}
    for name in modules_in(programs.__path__):
        package = f"{programs.__name__}.{name}"
        for format_id in getattr(import_module(package), "NAMING", ()):
            found[format_id] = lru_cache(maxsize=1)(_Import(f"{package}.named"))
    return found


class _Import:
    """The function `files_named` of a module that is not imported before it is asked."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __call__(self) -> Namer:
        namer: Namer = import_module(self._module).files_named
        return namer
