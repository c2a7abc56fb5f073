"""Which manifests are applied together: those of a kustomization, or those of one folder.

Nobody can know what else a cluster has, so that no rule reports what is missing from these files:
they are for going from one to the other, and for renaming.
"""

import posixpath
from collections.abc import Iterator, Sequence

from portlens.formats._yaml.documents import read_documents
from portlens.formats._yaml.nodes import Sequence as Items
from portlens.formats._yaml.nodes import resolved, text_of, value_of
from portlens.formats.kubernetes.manifest import Manifest
from portlens.formats.registry import may_have_format
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

_KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_HIGHEST = 4  # folders above a file whose kustomization may name it
_MOST = 64  # files; all of them are read for each


def applied_with(document: Document, workspace: Workspace) -> tuple[Document, ...]:
    """Return the manifests that `document` is applied with, itself among them, by their paths.

    Files that describe one object twice are one in the place of the other, as for two clusters:
    each of these stands alone.
    """
    subject = document.source

    def find(trace: Workspace) -> tuple[Document, ...]:
        paths = trace.ask(_paths, subject.path)
        beside = (path for path in paths if path != subject.path and trace.may_read(path))
        found = map(trace.document, beside)
        others = [each for each in found if each is not None and _manifest(each) is not None]
        every = sorted((subject, *others), key=lambda each: each.path)
        alone = _alone(every)
        if subject.path in alone:
            return (subject,)
        return tuple(each for each in every if each.path not in alone)

    return _TOGETHER.value(workspace, subject.path, find, subject=subject)


def _manifest(document: Document) -> Manifest | None:
    if document.format.id != "kubernetes":
        return None
    tree = document.reading.tree
    return tree if isinstance(tree, Manifest) else None


def _alone(documents: Sequence[Document]) -> set[str]:
    """Return the paths of those that describe what another one does."""
    first: dict[tuple[str, str], str] = {}
    alone: set[str] = set()
    for document in documents:
        for described in set(_described(document)):
            other = first.setdefault(described, document.path)
            if other != document.path:
                alone |= {other, document.path}
    return alone


def _described(document: Document) -> Iterator[tuple[str, str]]:
    manifest = _manifest(document)
    if manifest is not None:
        yield from ((each.owner, each.namespace) for each in manifest.pods)
        yield from ((each.owner, each.namespace) for each in manifest.services)
        yield from ((each.owner, each.namespace) for each in manifest.backends)
        yield from ((each.owner, each.namespace) for each in manifest.permits)


def _paths(path: str, workspace: Workspace) -> tuple[str, ...]:
    """Return the paths of what is applied with the file at `path`; the very same while it holds."""

    def find(trace: Workspace) -> tuple[str, ...]:
        folder, widest = posixpath.dirname(path), None
        for _ in range(_HIGHEST):
            listed = trace.ask(_listed, folder)
            widest = listed if listed is not None and path in listed else widest
            if not posixpath.basename(folder):
                break
            folder = posixpath.dirname(folder)
        return trace.ask(_beside, posixpath.dirname(path)) if widest is None else widest

    return _PATHS.value(workspace, path, find)


def _beside(folder: str, workspace: Workspace) -> tuple[str, ...]:
    """Return the files of a folder that may be manifests; none where a kustomization names some."""

    def find(trace: Workspace) -> tuple[str, ...]:
        names = trace.names_in(folder or ".")
        if any(name in names for name in _KUSTOMIZATIONS):
            return ()
        found = tuple(posixpath.join(folder, name) for name in names if _is_yaml(name))
        found = tuple(filter(may_have_format, found))
        return found if len(found) <= _MOST else ()

    return _BESIDE.value(workspace, folder, find)


def _listed(folder: str, workspace: Workspace) -> tuple[str, ...] | None:
    """Return the files that the kustomization of a folder names; None where it has none."""

    def find(trace: Workspace) -> tuple[str, ...] | None:
        found = tuple(dict.fromkeys(_named_from(folder, trace)))
        is_there = any(name in trace.names_in(folder or ".") for name in _KUSTOMIZATIONS)
        return found[:_MOST] if is_there else None

    return _LISTED.value(workspace, folder, find)


def _named_from(folder: str, workspace: Workspace) -> Iterator[str]:
    """Yield the files below `folder` that its kustomization names, those of its folders too.

    What lies beside it, as the base of an overlay does, is used by others as well.
    """
    waiting = [folder]
    for inner in waiting:  # grows on the way
        names = workspace.names_in(inner or ".")
        name = next((each for each in _KUSTOMIZATIONS if each in names), None)
        place = posixpath.join(inner, name) if name is not None else ""
        text = workspace.text(place) if place and workspace.may_read(place) else None
        for entry in _resources(text) if text is not None else ():
            path = posixpath.normpath(posixpath.join(inner, entry))
            if posixpath.relpath(path, folder or ".").startswith(".."):
                continue
            if _is_yaml(path):
                yield path
            elif path not in waiting and len(waiting) < _MOST:
                waiting.append(path)


def _resources(text: str) -> Iterator[str]:
    for document in read_documents(text).nodes:
        listed = resolved(value_of(document, "resources"))
        for item in listed.items[:_MOST] if isinstance(listed, Items) else ():
            entry = text_of(item)
            if entry and "://" not in entry:
                yield entry


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


_TOGETHER: Memo[tuple[Document, ...]] = Memo(1024)
_PATHS: Memo[tuple[str, ...]] = Memo(1024)
_BESIDE: Memo[tuple[str, ...]] = Memo(256)
_LISTED: Memo[tuple[str, ...] | None] = Memo(256)
