"""The objects of a manifest: one a document, or those of a List."""

from collections.abc import Iterable, Iterator

from portlens.formats._template import has_placeholder
from portlens.formats._yaml.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    entries,
    resolved,
    text_of,
    value_of,
)
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.span import Span

# Where the pods of a kind are described, by the API group; the empty one is the core's.
_TEMPLATE = ("spec", "template")
PODS: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "Pod"): (),
    ("", "PodTemplate"): ("template",),
    ("", "ReplicationController"): _TEMPLATE,
    **dict.fromkeys(
        (
            (group, kind)
            for group in ("apps", "extensions")
            for kind in ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")
        ),
        _TEMPLATE,
    ),
    ("batch", "Job"): _TEMPLATE,
    ("batch", "CronJob"): ("spec", "jobTemplate", "spec", "template"),
}


class Object(NamedTuple):
    """An object of the API; `group` is empty for those of the core, `place` is its name's."""

    group: str
    kind: str
    name: str
    namespace: str
    node: Mapping
    place: Span

    @property
    def owner(self) -> str:
        """The object as its users call it."""
        return f"{self.kind} {self.name}" if self.name else self.kind


def objects_in(documents: Iterable[Node]) -> Iterator[Object]:
    """Yield the objects of the documents, those of Lists too."""
    for document in pausing(documents):
        node = resolved(document)
        if not isinstance(node, Mapping):
            continue
        kind = text_of(value_of(node, "kind"))
        if kind.endswith("List"):
            yield from map(_object, _mappings(value_of(node, "items")))
        else:
            yield _object(node)


def has_unread_pods(subject: Object) -> bool:
    """Tell whether an object of a kind that is not known makes pods: Argo's Rollout, say."""
    is_known = (subject.group, subject.kind) in PODS
    return not is_known and isinstance(resolved(at(subject.node, *_TEMPLATE)), Mapping)


def at(node: Node | None, *keys: str) -> Node | None:
    """Return what is reached from `node` by `keys`, one below the other."""
    for key in keys:
        node = value_of(node, key)
    return node


def mappings_at(node: Node | None, *keys: str) -> Iterator[Mapping]:
    """Yield the mappings of the list that is reached by `keys`."""
    return _mappings(at(node, *keys))


def first_key(node: Mapping) -> Span:
    """Return where a mapping begins that has nothing of its own to point at: its first key."""
    return Span(node.start, node.pairs[0][0].end) if node.pairs else node.span


def labels_of(node: Node | None) -> dict[str, str] | None:
    """Return a mapping of texts; None where it is not there, or not all of it can be known."""
    found = resolved(node)
    if not isinstance(found, Mapping) or not found.pairs:
        return None
    labels = {}
    for key, value in entries(found):
        text = resolved(value)
        if not isinstance(text, Scalar) or has_placeholder(key.value + " " + text.value):
            return None
        labels[key.value] = text.value
    return labels


def _object(node: Mapping) -> Object:
    metadata = value_of(node, "metadata")
    version = text_of(value_of(node, "apiVersion"))
    group = version.rpartition("/")[0].removesuffix(".k8s.io")
    kind = text_of(value_of(node, "kind"))
    name, namespace = (text_of(value_of(metadata, key)) for key in ("name", "namespace"))
    named = resolved(value_of(metadata, "name"))
    place = named.span if isinstance(named, Scalar) else first_key(node)
    return Object(group, kind, name, namespace or "default", node, place)


def _mappings(node: Node | None) -> Iterator[Mapping]:
    found = resolved(node)
    for item in found.items if isinstance(found, Sequence) else ():
        mapping = resolved(item)
        if isinstance(mapping, Mapping):
            yield mapping
