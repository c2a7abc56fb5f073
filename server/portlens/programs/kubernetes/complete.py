"""The manifests of which nothing is missing: those that one plain kustomization makes a set of.

What is not in such a set is not applied with it, so that a rule may say what its files lack. That
is so only where nobody changes what is written in them: no patch, no prefix, no generator of
objects, nothing from elsewhere. Any doubt, and there is no such set.
"""

from collections.abc import Mapping

from portlens.formats.kubernetes import FORMATS
from portlens.formats.kubernetes.manifest import Manifest
from portlens.programs.kubernetes.applied import described, family_around
from portlens.programs.kubernetes.kustomization import MOST, Closure
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


class Part(NamedTuple):
    """One file of a set, its objects all in one namespace, as they will be."""

    path: str
    manifest: Manifest


class Complete(NamedTuple):
    """A file in the sets that it is part of: several, where overlays are made of one base.

    `mine` has its own objects, as they are in these. What is true of all sets is true of the file.
    """

    mine: Manifest
    sets: tuple[tuple[Part, ...], ...]


def complete_with(document: Document, workspace: Workspace) -> Complete | None:
    """Return the sets that `document` is part of; None where not all about them is certain."""
    path = document.source.path
    family = family_around(path, workspace)
    sets = [one for one in family.outermost if path in one.files] if family is not None else []
    paths = dict.fromkeys(each for one in sets for each in one.files)
    if family is None or not family.is_known or not sets or len(paths) > MOST:
        return None
    if not all(one.is_whole for one in sets):
        return None
    manifests: dict[str, Manifest] = {}
    for each in paths:
        manifest = _manifest(each, document.source, workspace)
        if manifest is None:
            return None
        manifests[each] = manifest
    placed = {each: _in_one_place(manifest) for each, manifest in manifests.items()}
    if not all(_is_sound(one, manifests, placed) for one in sets):
        return None
    parts = {each: Part(each, manifest) for each, manifest in placed.items()}
    return Complete(placed[path], tuple(tuple(parts[each] for each in one.files) for one in sets))


def is_as_written(document: Document, workspace: Workspace) -> bool:
    """Tell whether no kustomization that is seen changes what a file says, or adds to it."""
    path = document.source.path
    family = family_around(path, workspace)
    sets = family.sets if family is not None else ()
    return all(one.is_whole for one in sets if path in one.files)


def _manifest(path: str, subject: Document, workspace: Workspace) -> Manifest | None:
    """Return the objects of a file, if that is certain; a set has files without ports as well."""
    (kubernetes,) = FORMATS
    found = subject if path == subject.path else None
    if found is None and workspace.may_read(path):
        found = workspace.document(path, kubernetes)
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
