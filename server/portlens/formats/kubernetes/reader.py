"""A Kubernetes manifest to port uses."""

import json
from collections.abc import Iterator, Sequence
from operator import attrgetter

from portlens.formats._format import Fault, Reading
from portlens.formats._jsonc import read_jsonc
from portlens.formats._template import has_tag
from portlens.formats._yaml.documents import Documents, read_documents
from portlens.formats.kubernetes.kustomization import is_kustomization, links_in
from portlens.formats.kubernetes.manifest import Backend, Manifest, Permit, Pod, Service
from portlens.formats.kubernetes.objects import PODS, Object, at, has_unread_pods, objects_in
from portlens.formats.kubernetes.pods import read_pod
from portlens.formats.kubernetes.routes import read_ingress, read_policy, read_route
from portlens.formats.kubernetes.services import read_service
from portlens.model.port_use import PortUse
from portlens.text.pause import pause, pausing
from portlens.text.regex import regex
from portlens.text.typed import TypeVar

# What is wrong with these lies in a text's being incomplete, which a template's and a patch's are.
_NEEDS_THE_WHOLE = frozenset(
    {
        "container-port",
        "probe-port",
        "service-port",
        "needed",
        "twice",
        "host-network",
        "no-node-port",
    }
)
_INGRESS = ("networking", "extensions")


def read(text: str, path: str) -> Reading:
    """Return the ports of a manifest, whatever state its text is in; a kustomization has links."""
    if path.endswith(".json"):
        documents, is_yaml, is_damaged, _ = _read_json(text)
    else:
        documents, is_yaml, is_damaged, _ = read_documents(text)
    if is_kustomization(path):
        links = tuple(links_in(documents, text))
        return Reading(links=links, tree=Manifest(), is_yaml=is_yaml)
    # `$patch: delete` makes a part of a patch of what looks like an object; so do the comments
    # of ytt, and they make templates, too.
    is_certain = not (is_damaged or has_tag(text) or "$patch" in text or "#@" in text)
    objects = tuple(objects_in(documents))
    found = [item for subject in pausing(objects) for item in _items(subject, text)]
    faults = [
        each for each in _of(Fault, found) if is_certain or each.reason not in _NEEDS_THE_WHOLE
    ]
    uses = sorted(_of(PortUse, found), key=_place)
    faults.sort(key=_place)
    manifest = Manifest(
        tuple(_of(Pod, found)),
        tuple(_of(Service, found)),
        tuple(_of(Backend, found)),
        tuple(_of(Permit, found)),
        is_certain,
        any(has_unread_pods(subject) for subject in pausing(objects)),
    )
    return Reading(tuple(uses), tuple(faults), tree=manifest, is_yaml=is_yaml)


def _read_json(text: str) -> Documents:
    """Return the object of a manifest in JSON, which kubectl takes tabs in as well.

    What is no JSON is read as far as it can be, and nobody is told: YAML it need not be.
    """
    node = read_jsonc(text)
    documents = (node,) if node is not None else ()
    return Documents(documents, is_yaml=True, is_damaged=not _is_json(text))


def _is_json(text: str) -> bool:
    depth = 0
    for match in pausing(_BRACKET.finditer(text)):
        depth += 1 if match[0] in "[{" else -1
        if depth > _DEEPEST:  # Python's own reader needs a stack for it
            return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


_BRACKET = regex(r"[][{}]")
_DEEPEST = 100


Item = PortUse | Fault | Pod | Service | Backend | Permit
Kind = TypeVar("Kind", PortUse, Fault, Pod, Service, Backend, Permit)

_place = attrgetter("span")


def _of(kind: type[Kind], found: Sequence[Item]) -> Iterator[Kind]:
    return (each for each in pausing(found) if isinstance(each, kind))


def _items(subject: Object, text: str) -> Iterator[Item]:
    found = tuple(_all_items(subject, text))
    is_whole = all(each.is_whole for each in found if isinstance(each, Pod | Service))
    for each in found:
        pause()
        if is_whole or not isinstance(each, Fault) or each.reason not in _NEEDS_THE_WHOLE:
            yield each


def _all_items(subject: Object, text: str) -> Iterator[Item]:
    kind = subject.group, subject.kind
    if kind in PODS:
        yield from read_pod(subject, at(subject.node, *PODS[kind]), text)
    elif kind == ("", "Service"):
        yield from read_service(subject, text)
    elif kind[1] == "Ingress" and kind[0] in _INGRESS:
        yield from read_ingress(subject, text)
    elif kind == ("gateway.networking", "HTTPRoute"):
        yield from read_route(subject, text)
    elif kind[1] == "NetworkPolicy" and kind[0] in _INGRESS:
        yield from read_policy(subject, text)
