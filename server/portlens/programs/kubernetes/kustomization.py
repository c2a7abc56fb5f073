"""What a kustomization says: which files it makes one of, and whether it changes them.

Source: the Kustomization type of kubectl's Kustomize (api/types/kustomization.go).
"""

import posixpath
from collections.abc import Callable, Iterator

from portlens.formats._template import has_placeholder
from portlens.formats._yaml.documents import read_documents
from portlens.formats._yaml.nodes import Node, Scalar, Sequence, entries, resolved, text_of
from portlens.formats.kubernetes.kustomization import APPLIED, NAMES
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

Read = Callable[[str], str | None]  # the text of a file; None where there is none to be had

MOST = 64  # files of one set; all of them are read for each
# What leaves ports, the names of objects and their labels as the files have them. Generated maps
# and secrets are no objects with ports. Whatever else there is, or will be, may change them.
_HARMLESS = frozenset(
    {
        *("apiVersion", "kind", "metadata", "resources", "bases", "components", "namespace"),
        *("images", "replicas", "commonAnnotations", "buildMetadata", "sortOptions"),
        *("configMapGenerator", "secretGenerator", "generatorOptions"),
    }
)
# What changes names and labels of whole objects alone: inside a pod all stays as it is.
_OF_OBJECTS = frozenset({"namePrefix", "nameSuffix", "labels", "commonLabels"})
_LABELS = frozenset({"pairs", "includeSelectors", "includeTemplates"})
# What changes a value anywhere in an object.
_PATCHING = frozenset(
    {
        *("patches", "patchesStrategicMerge", "patchesJson6902", "replacements", "vars"),
        "transformers",
    }
)
_REMOTE = regex(r".*(?:://|\?ref=)|git@|git::|github\.com[/:]|bitbucket\.org[/:]|gitlab\.com[/:]")


class Kustomization(NamedTuple):
    """What the kustomization of a folder names: files and folders, by their paths.

    `namespace` is where it puts all of them, if it says so. `is_plain`: all that it names is here,
    and it leaves the objects in these files as they are. `keeps_pods`: it leaves the containers.
    `may_patch`: it may change single values in them, ports among these.
    """

    named: tuple[str, ...]
    namespace: str
    is_plain: bool
    keeps_pods: bool
    may_patch: bool = True


_UNREAD = Kustomization((), "", is_plain=False, keeps_pods=False)


class Closure(NamedTuple):
    """All `files` that a kustomization comes to, and the `folders` of those that it is made of.

    The files stand in the order of Kustomize, its own folder is the first. `outermost` is its own
    namespace, and `namespaces` are those of all. `is_whole`: there is no more to it, and nothing
    changes the objects in these files. `keeps_pods`: nothing changes the containers of its pods.
    `may_patch`: a patch may change what is written in the files.
    """

    files: tuple[str, ...]
    folders: tuple[str, ...]
    outermost: str
    namespaces: frozenset[str]
    is_whole: bool
    keeps_pods: bool
    may_patch: bool


def kustomization_in(folder: str, workspace: Workspace) -> Kustomization | None:
    """Return the kustomization of a folder; None where it has none."""

    def find(trace: Workspace) -> Kustomization | None:
        names = [name for name in trace.names_in(folder or ".") if name in NAMES]
        names.sort(key=NAMES.index)
        if not names:
            return None
        path = posixpath.join(folder, names[0])
        text = trace.text(path) if trace.may_read(path) else None
        # Kustomize refuses a folder with several.
        if text is None:
            return _UNREAD

        def read(path: str) -> str | None:
            return trace.text(path) if trace.may_read(path) else None

        return _read(text, folder, read, is_alone=len(names) == 1)

    return _KUSTOMIZATIONS.value(workspace, folder, find)


def closure(folder: str, workspace: Workspace) -> Closure | None:
    """Return what the kustomization of `folder` comes to; None where it has none."""

    def find(trace: Workspace) -> Closure | None:
        first = trace.ask(kustomization_in, folder)
        return None if first is None else _followed(folder, first, trace)

    return _CLOSURES.value(workspace, folder, find)


def is_yaml(name: str) -> bool:
    """Tell whether a path is that of a YAML file, by its name."""
    return name.endswith((".yaml", ".yml"))


def is_json(name: str) -> bool:
    """Tell whether a path is that of a JSON file: a manifest, if a kustomization names it."""
    return name.endswith(".json")


def _followed(folder: str, first: Kustomization, workspace: Workspace) -> Closure:
    files: dict[str, None] = {}
    found = {folder: first}
    waiting, is_whole = list(reversed(first.named)), True
    # As Kustomize does: all that a folder comes to stands where the folder is named.
    while waiting:
        path = waiting.pop()
        if is_yaml(path) or is_json(path):
            files[path] = None
        elif path in found:
            is_whole = False  # named twice, or in a circle: Kustomize refuses it
        else:
            there = workspace.ask(kustomization_in, path) if len(found) < MOST else None
            if there is None:
                is_whole = False
            else:
                found[path] = there
                waiting += reversed(there.named)
    is_whole &= len(files) <= MOST
    return Closure(
        tuple(files)[:MOST],
        tuple(found),
        first.namespace,
        frozenset(each.namespace for each in found.values() if each.namespace),
        is_whole and all(each.is_plain for each in found.values()),
        is_whole and all(each.keeps_pods for each in found.values()),
        any(each.may_patch for each in found.values()),
    )


def _read(text: str, folder: str, read: Read, *, is_alone: bool) -> Kustomization:
    nodes, _, is_damaged, _ = read_documents(text)
    named: dict[str, None] = {}
    is_whole = is_alone and not is_damaged and len(nodes) == 1 and not has_placeholder(text)
    namespace, is_plain, may_patch = "", True, not is_whole
    pairs = [pair for node in nodes for pair in entries(node)]
    for key, value in pairs:
        is_of_objects = key.value in _OF_OBJECTS and not _has_fields(key, value)
        is_harmless = key.value in _HARMLESS or _is_harmless_patch(key, value, folder, read)
        is_plain &= is_harmless
        may_patch |= not is_harmless and key.value in _PATCHING
        is_whole &= (is_harmless or is_of_objects) and not _is_component(key, value)
        if key.value == "namespace":
            namespace = text_of(value)
    # Kustomize takes the lists in its own order, whichever the file has.
    lists = (value for name in APPLIED for key, value in pairs if key.value == name)
    for entry in (entry for value in lists for entry in _entries(value)):
        is_local = bool(entry) and _REMOTE.match(entry) is None
        path = posixpath.normpath(posixpath.join(folder, entry)) if is_local else ""
        is_whole &= is_local and path not in named
        if is_local and len(named) <= MOST:
            named[path] = None
    is_plain &= is_whole
    return Kustomization(tuple(named), namespace, is_plain, is_whole, may_patch)


def _is_harmless_patch(key: Scalar, value: Node, folder: str, read: Read) -> bool:
    if key.value not in ("patches", "patchesStrategicMerge", "patchesJson6902"):
        return False
    from portlens.programs.kubernetes.patches import are_harmless  # most have none

    return are_harmless(key, value, folder, read)


def _has_fields(key: Scalar, value: Node) -> bool:
    """Tell whether `labels` names places of its own, which may be anywhere in an object."""
    listed = resolved(value) if key.value == "labels" else None
    items = listed.items if isinstance(listed, Sequence) else ()
    return any(inner.value not in _LABELS for item in items for inner, _ in entries(item))


def _is_component(key: Scalar, value: Node) -> bool:
    """Tell whether that is `kind: Component`, which changes what others name."""
    return key.value == "kind" and text_of(value) != "Kustomization"


def _entries(node: Node) -> Iterator[str]:
    """Yield what a list names; an empty text for what is no path."""
    listed = resolved(node)
    for item in listed.items if isinstance(listed, Sequence) else ():
        yield text_of(item)


_KUSTOMIZATIONS: Memo[Kustomization | None] = Memo(1024)
_CLOSURES: Memo[Closure | None] = Memo(512)
