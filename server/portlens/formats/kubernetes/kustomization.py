"""The file of a kustomization, and what it names: manifests, patches, other kustomizations.

Source: the Kustomization type of kubectl's Kustomize (api/types/kustomization.go).
"""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Link
from portlens.formats._template import has_placeholder
from portlens.formats._yaml.nodes import Node, Scalar, entries, resolved, value_of
from portlens.formats._yaml.nodes import Sequence as Listed
from portlens.text.pause import pausing

# What the file is called; of several in one folder Kustomize takes none.
NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")

# Lists of what is applied: a manifest, or a folder with a kustomization of its own.
APPLIED = ("resources", "bases", "components")
# Lists of other files; a patch may stand there itself, in several lines.
_FILES = (
    *("patchesStrategicMerge", "crds", "configurations"),
    *("generators", "transformers", "validators"),
)
_WITH_PATH = ("patches", "patchesJson6902", "replacements")
# Maps and secrets are made of `files`, each with a name before it or without, and of `envs`.
_GENERATORS = ("configMapGenerator", "secretGenerator")


def is_kustomization(path: str) -> bool:
    """Tell whether the file at `path` is that of a kustomization: its name alone decides."""
    return path.rpartition("/")[2] in NAMES


def links_in(documents: Sequence[Node], text: str) -> Iterator[Link]:
    """Yield what a kustomization names, each path as written; those of templates are none."""
    for key, value in (pair for node in documents for pair in entries(node)):
        if key.value in APPLIED:
            yield from _paths(value, text, NAMES)
        elif key.value in _FILES:
            yield from _paths(value, text)
        elif key.value in _WITH_PATH:
            for item in pausing(_items(value)):
                yield from _path(value_of(item, "path"), text)
        elif key.value in _GENERATORS:
            for item in pausing(_items(value)):
                yield from _path(value_of(item, "env"), text)
                for name in ("files", "envs"):
                    yield from _paths(value_of(item, name), text)


def _paths(node: Node | None, text: str, within: tuple[str, ...] = ()) -> Iterator[Link]:
    for item in pausing(_items(node)):
        yield from _path(item, text, within)


def _path(node: Node | None, text: str, within: tuple[str, ...] = ()) -> Iterator[Link]:
    found = resolved(node)
    place = found.content(text) if isinstance(found, Scalar) else None
    if place is None or not isinstance(found, Scalar) or has_placeholder(found.value):
        return
    name, equals, path = found.value.partition("=")
    if equals and not within:  # `app.conf=nginx.conf` has the key of a map before the file
        place = place._replace(start=place.start + len(name) + 1)
    else:
        path = found.value
    if path and place.of(text) == path:
        yield Link("kustomize", place, path, within)


def _items(node: Node | None) -> Sequence[Node]:
    listed = resolved(node)
    return listed.items if isinstance(listed, Listed) else ()
