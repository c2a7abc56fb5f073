"""Which files make up a unit: the unit file itself and the drop-ins around it.

Source: systemd.unit(5) of systemd 252. Drop-ins count in the order of their names, wherever they
lie; of two with one name, and of two unit files, that of the folder which comes first.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial

from portlens.formats.registry import format_named
from portlens.formats.systemd.reader import unit_name
from portlens.programs.systemd.unit import Unit
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

SOCKET = ".socket"
_FOLDERS = ("etc", "run", "usr/local/lib", "usr/lib", "lib")
_SYSTEM = regex(rf"(?:\A|(?<=/))(?:{'|'.join(_FOLDERS)})/systemd/(system|user)/")


def unit_of(document: Document, workspace: Workspace) -> Unit:
    """Return the unit that `document` is a file of: one for all of its files."""
    subject = document.source
    name = unit_name(subject.path)
    match = _SYSTEM.search(subject.path)
    root = None if match is None else subject.path[: match.start()]
    if match is None:
        folder = subject.path.rpartition("/")[0]
        folder = folder.rpartition("/")[0] if folder.endswith(f"{name}.d") else folder
        folders: tuple[str, ...] = (folder,)
    else:
        folders = tuple(f"{root}{folder}/systemd/{match[1]}" for folder in _FOLDERS)
    make = partial(_unit, name, root, folders)
    return _UNITS.value(workspace, (name, folders), make, subject=subject)


_UNITS: Memo[Unit] = Memo(512)


def sockets_at(root: str, workspace: Workspace) -> Iterator[Unit]:
    """Yield the socket units below `root` that its administrator has enabled or written."""
    etc = f"{root}etc/systemd/system"
    folders = tuple(f"{root}{folder}/systemd/system" for folder in _FOLDERS)
    names = {
        name.removesuffix(".d")
        for name in workspace.names_in(etc)
        if name.endswith((SOCKET, f"{SOCKET}.d"))
    }
    wanted = _WANTED.value(workspace, etc, partial(_all_wanted, etc))
    names |= {name for name in wanted if name.endswith(SOCKET)}
    for name in sorted(names):
        yield _unit(name, root, folders, workspace)


def _unit(name: str, root: str | None, folders: tuple[str, ...], workspace: Workspace) -> Unit:
    wants = (
        [path for folder in folders for path in _wants(folder, name, workspace)]
        if root is not None
        else []
    )
    places = [*(f"{folder}/{name}" for folder in folders), *wants]
    main = next(filter(None, (_document(path, workspace) for path in places)), None)
    is_seen = main is not None
    if not is_seen and wants:
        main = _unseen(wants[0])
    documents = (*((main,) if main else ()), *_drop_ins(name, folders, workspace))
    return Unit(name, root, documents, is_enabled=bool(wants), is_seen=is_seen)


def _drop_ins(name: str, folders: tuple[str, ...], workspace: Workspace) -> Iterator[Document]:
    found: dict[str, str] = {}
    for above in _names_above(name):
        for folder in folders:
            for file in workspace.names_in(f"{folder}/{above}.d"):
                if file.endswith(".conf"):
                    found.setdefault(file, f"{folder}/{above}.d/{file}")
    for file in pausing(sorted(found)):
        document = _document(found[file], workspace)
        if document is not None:
            yield document


def _names_above(name: str) -> Iterator[str]:
    """Yield the names whose drop-ins count for a unit: `a-b.socket`, `a-.socket`, `socket`."""
    stem, _, kind = name.rpartition(".")
    yield name
    if "@" in stem:
        stem = stem.partition("@")[0] + "@"
        yield f"{stem}.{kind}"
    while "-" in stem.rstrip("-@"):
        stem = stem.rstrip("-@").rpartition("-")[0] + "-"
        yield f"{stem}.{kind}"
    yield kind


def _wants(folder: str, unit: str, workspace: Workspace) -> Sequence[str]:
    """Return the links below `folder` by which another unit starts this one."""
    return _WANTED.value(workspace, folder, partial(_all_wanted, folder)).get(unit, ())


def _all_wanted(folder: str, workspace: Workspace) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name in workspace.names_in(folder):
        if name.endswith((".wants", ".requires")):
            for unit in workspace.names_in(f"{folder}/{name}"):
                found.setdefault(unit, []).append(f"{folder}/{name}/{unit}")
    return found


_WANTED: Memo[Mapping[str, Sequence[str]]] = Memo(64)  # by folder


def _document(path: str, workspace: Workspace) -> Document | None:
    # Of the file that is judged alone it is told that it is open. That is asked last: else the unit
    # would be another one for each of its files.
    may_read = workspace.may_read(path, path.rpartition("/")[0])
    if not may_read and workspace.open_document(path) is None:
        return None
    return workspace.document(path, format_named("systemd"))


@lru_cache(maxsize=64)
def _unseen(path: str) -> Document | None:
    """Return an empty text for a unit that is enabled and that nobody here can read."""
    format_ = format_named("systemd")
    return Document(path, "", format_) if format_ else None
