"""The manifests of which nothing is missing: those that one plain kustomization makes a set of.

What is not in such a set is not applied with it, so that a rule may say what its files lack. That
is so only where nobody changes what is written in them: no patch but of what is no port, name,
selector or kind (`patches`), no prefix, no generator of objects, nothing from elsewhere. Any doubt,
and there is no such set.
"""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap

from portlens.formats.kubernetes.manifest import Manifest, Service
from portlens.formats.registry import format_named
from portlens.programs.kubernetes.applied import described, family_around
from portlens.programs.kubernetes.kustomization import MOST, Closure, closure
from portlens.programs.kubernetes.selection import Selection
from portlens.programs.kubernetes.surroundings import is_among, surroundings, top_of
from portlens.text.lazy import Lazy
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


class Part(NamedTuple):
    """One file of a set, its objects all in one namespace, as they will be."""

    path: str
    manifest: Manifest


class Whole:
    """The files of one set in the order of Kustomize, with what each of them asks of all."""

    def __init__(self, parts: tuple[Part, ...], folder: str = "") -> None:
        self.parts = parts
        self.folder = folder

    @Lazy
    def selection(self) -> Selection:
        """The pods of all files."""
        return Selection(part.manifest for part in self.parts)

    @Lazy
    def services(self) -> Mapping[tuple[str, str], Sequence[tuple[str, Service]]]:
        """The Services of all files by namespace and name, each with the path of its file."""
        found: dict[tuple[str, str], list[tuple[str, Service]]] = {}
        for path, one in (
            (part.path, one) for part in self.parts for one in part.manifest.services
        ):
            found.setdefault((one.namespace, one.name), []).append((path, one))
        return found


class Complete(NamedTuple):
    """A file in the sets that it is part of: several, where overlays are made of one base.

    `mine` has its own objects, as they are in these. What is true of all sets is true of the file.
    """

    mine: Manifest
    sets: tuple[Whole, ...]


def complete_with(document: Document, workspace: Workspace) -> Complete | None:
    """Return the sets that `document` is part of; None where not all about them is certain."""
    subject = document.source
    family = family_around(subject.path, workspace)
    if family is None or not family.is_known:
        return None
    sets = [one for one in family.outermost if subject.path in one.files]
    paths = {each for one in sets for each in one.files}
    if not sets or len(paths) > MOST or not all(one.is_whole for one in sets):
        return None
    found: list[Whole] = []
    for one in sets:
        whole = _whole(one.folders[0], subject, workspace)
        if whole is None:
            return None
        found.append(whole)
    mine = next(part.manifest for part in found[0].parts if part.path == subject.path)
    return Complete(mine, tuple(found))


def is_as_written(document: Document, workspace: Workspace) -> bool:
    """Tell whether nobody that is seen changes what a file says, or adds to it."""
    path = document.source.path
    sets = _sets_with(path, workspace)
    return all(one.is_whole for one in sets) and not _is_changed(path, sets, workspace)


def keeps_pods(document: Document, workspace: Workspace) -> bool:
    """Tell whether nobody that is seen changes what is inside of the pods of a file."""
    path = document.source.path
    sets = _sets_with(path, workspace)
    return all(one.keeps_pods for one in sets) and not _is_changed(path, sets, workspace)


def may_be_patched(document: Document, workspace: Workspace) -> bool:
    """Tell whether a kustomization, Flux or Argo CD may change what is written in a file.

    A base may leave to each of its overlays what makes it valid.
    """
    path = document.source.path
    sets = _sets_with(path, workspace)
    return any(one.may_patch for one in sets) or _is_changed(path, sets, workspace)


def _sets_with(path: str, workspace: Workspace) -> list[Closure]:
    family = family_around(path, workspace)
    return [one for one in family.sets if path in one.files] if family is not None else []


def _is_changed(path: str, sets: Iterable[Closure], workspace: Workspace) -> bool:
    """Tell whether Flux or Argo CD may patch the folder of a file, or one that comes to it."""
    own = posixpath.dirname(path)
    top = top_of(own, workspace)
    if top is None:
        return False
    changed = workspace.ask(surroundings, top.folder).changed
    folders = {own, *(folder for one in sets for folder in one.folders)}
    return any(is_among(folder, changed) for folder in folders)


def _whole(folder: str, subject: Document, workspace: Workspace) -> Whole | None:
    """Return the files of the set of a folder; None where not all about them is certain.

    Made once for all of its files, each of which asks for it.
    """

    def find(trace: Workspace) -> Whole | None:
        one = trace.ask(closure, folder)
        manifests: dict[str, Manifest] = {}
        for path in one.files if one is not None else ():
            manifest = _manifest(path, trace)
            if manifest is None:
                return None
            manifests[path] = manifest
        placed = {path: _in_one_place(manifest) for path, manifest in manifests.items()}
        if one is None or not _is_sound(one, manifests, placed):
            return None
        return Whole(tuple(starmap(Part, placed.items())), folder)

    return _WHOLE.value(workspace, folder, find, subject=subject)


def _manifest(path: str, workspace: Workspace) -> Manifest | None:
    """Return the objects of a file, if that is certain; a set has files without ports as well."""
    # As the registry has it: the document is kept, and the rules of its format are asked by that.
    kubernetes = format_named("kubernetes")
    found = workspace.document(path, kubernetes) if workspace.may_read(path) else None
    tree = found.reading.tree if found is not None else None
    is_certain = isinstance(tree, Manifest) and tree.is_certain and not tree.has_unread_pods
    return tree if isinstance(tree, Manifest) and is_certain else None


def _is_sound(
    one: Closure, manifests: Mapping[str, Manifest], placed: Mapping[str, Manifest]
) -> bool:
    """Tell whether all objects of a set are in one namespace, whichever it is, and each there once.

    Kustomize refuses one that is there twice.
    """
    every = [each for path in one.files for each in set(described(placed[path]))]
    if len(set(every)) < len(every):
        return False
    written = {place for path in one.files for _, place in described(manifests[path])}
    return bool(one.outermost) or (not one.namespaces and len(written) <= 1)


def _in_one_place(manifest: Manifest) -> Manifest:
    return manifest._replace(
        pods=tuple(each._replace(namespace="") for each in manifest.pods),
        services=tuple(each._replace(namespace="") for each in manifest.services),
        backends=tuple(
            each._replace(namespace="") for each in manifest.backends if not each.says_namespace
        ),
        permits=tuple(each._replace(namespace="") for each in manifest.permits),
    )


_WHOLE: Memo[Whole | None] = Memo(256)
