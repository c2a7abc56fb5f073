"""Which manifests are applied together: those of kustomizations, or those of one folder.

As good as nobody knows what else a cluster has: this is for going from one to the other, and for
renaming. What a rule may say is missing, `complete` knows.
"""

import posixpath
from collections.abc import Iterator, Sequence

from portlens.formats.kubernetes.manifest import Manifest
from portlens.formats.registry import format_named, may_have_format
from portlens.programs.kubernetes.kustomization import MOST, closure, is_json, is_yaml
from portlens.programs.kubernetes.overlays import Family, family_of
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

_HIGHEST = 4  # folders above a file whose kustomization may name it


def applied_with(document: Document, workspace: Workspace) -> tuple[Document, ...]:
    """Return the manifests that `document` is applied with, itself among them, by their paths.

    Files that describe one object twice are one in the place of the other, as for two clusters:
    each of these stands alone.
    """
    subject = document.source
    kubernetes = format_named("kubernetes")

    def find(trace: Workspace) -> tuple[Document, ...]:
        paths = trace.ask(_paths, subject.path)
        beside = (path for path in paths if path != subject.path and trace.may_read(path))
        found = (trace.document(path, kubernetes if is_json(path) else None) for path in beside)
        others = [each for each in found if each is not None and _manifest(each) is not None]
        every = sorted((subject, *others), key=lambda each: each.path)
        alone = _alone(every)
        if subject.path in alone:
            return (subject,)
        return tuple(each for each in every if each.path not in alone)

    return _TOGETHER.value(workspace, subject.path, find, subject=subject)


def described(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Yield the objects of a manifest as their owner and their namespace."""
    yield from ((each.owner, each.namespace) for each in manifest.pods)
    yield from ((each.owner, each.namespace) for each in manifest.services)
    yield from ((each.owner, each.namespace) for each in manifest.backends)
    yield from ((each.owner, each.namespace) for each in manifest.permits)


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
        manifest = _manifest(document)
        for one in set(described(manifest)) if manifest is not None else ():
            other = first.setdefault(one, document.path)
            if other != document.path:
                alone |= {other, document.path}
    return alone


def family_around(path: str, workspace: Workspace) -> Family | None:
    """Return the sets of what is applied with the file at `path`, as kustomizations name it.

    The first is that of the widest of those above it that comes to the file. None where none does.
    """
    folder, widest = posixpath.dirname(path), None
    for _ in range(_HIGHEST):
        found = workspace.ask(closure, folder)
        widest = folder if found is not None and path in found.files else widest
        if not posixpath.basename(folder):
            break
        folder = posixpath.dirname(folder)
    return workspace.ask(family_of, widest) if widest is not None else None


def _paths(path: str, workspace: Workspace) -> tuple[str, ...]:
    """Return the paths of what is applied with the file at `path`; the very same while it holds."""

    def find(trace: Workspace) -> tuple[str, ...]:
        family = family_around(path, trace)
        if family is None:
            return trace.ask(_beside, posixpath.dirname(path))
        every = dict.fromkeys(each for one in family.sets for each in one.files)
        return tuple(every) if len(every) <= MOST else family.sets[0].files

    return _PATHS.value(workspace, path, find)


def _beside(folder: str, workspace: Workspace) -> tuple[str, ...]:
    """Return the files of a folder that may be manifests; none where a kustomization names some."""

    def find(trace: Workspace) -> tuple[str, ...]:
        if trace.ask(closure, folder) is not None:
            return ()
        found = tuple(
            posixpath.join(folder, name) for name in trace.names_in(folder or ".") if is_yaml(name)
        )
        found = tuple(filter(may_have_format, found))
        return found if len(found) <= MOST else ()

    return _BESIDE.value(workspace, folder, find)


_TOGETHER: Memo[tuple[Document, ...]] = Memo(1024)
_PATHS: Memo[tuple[str, ...]] = Memo(1024)
_BESIDE: Memo[tuple[str, ...]] = Memo(256)
