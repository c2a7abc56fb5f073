"""Ports that Kubernetes refuses because they are there twice."""

from collections.abc import Hashable, Iterator
from functools import partial

from portlens.formats.kubernetes.manifest import Manifest
from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.programs.kubernetes.complete import Whole, complete_with, may_be_patched
from portlens.rules.kubernetes._manifest import certain_manifest, told_in_every
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo

SERVICE = Phrase(
    "{owner} has {port}/{transport} already: Kubernetes refuses it a second time",
    "{owner} にはすでに {port}/{transport} があります: 同じポートは拒否されます",
)
NODE = Phrase(
    "node port {port}/{transport} is taken by {owner} already: Kubernetes refuses it",
    "ノードのポート {port}/{transport} はすでに {owner} が使っています: 同じポートは拒否されます",
)
HOST = Phrase(
    "host port {port}/{transport} is there in this pod already: Kubernetes refuses it",
    "ホストのポート {port}/{transport} はこの Pod にすでにあります: 同じポートは拒否されます",
)
_Holder = tuple[Span, str, str | None]  # where a port is, whose it is, and in which other file
FIRST = Phrase("the first of them", "最初の項目")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each port that an earlier entry has.

    Sources: ValidateService and AccumulateUniqueHostPorts of the API's validation. A container's
    own port may be there twice: it only informs.
    """
    manifest = certain_manifest(document)
    sets: tuple[Whole, ...] = (Whole(()),)
    if any(port.node_port for service in manifest.services for port in service.ports):
        complete = complete_with(document, context.workspace)
        sets = complete.sets if complete is not None else sets
    judge = partial(_of_set, manifest, document.source.path, context)
    found = list(told_in_every(sets, judge))
    if found and not may_be_patched(document, context.workspace):
        yield from found


def _of_set(manifest: Manifest, path: str, context: Context, whole: Whole) -> Iterator[Finding]:
    first_of_all = _NODES.of_parts(
        context.workspace, whole.folder, lambda: _node_ports(whole), (whole,)
    )
    seen: dict[Hashable, _Holder] = {}
    for message, key, owner, span in (*_of_services(manifest), *_of_pods(manifest)):
        _, _, port, transport, *_ = key
        there = first_of_all.get(key) if message is NODE else None
        if there is not None and there[2] != path:
            seen.setdefault(key, there)
        if key in seen:
            first, holder, file = seen[key]
            words = message.fill(owner=holder, port=port, transport=str(transport).upper())
            yield Finding(span, words, (Related(first, FIRST, file),), severity="error")
        else:
            seen[key] = span, owner, None


def _node_ports(whole: Whole) -> dict[Hashable, _Holder]:
    """Return who has each port of the nodes first; once for all files of a set."""
    found: dict[Hashable, _Holder] = {}
    for path, manifest in whole.parts:
        for message, key, owner, span in _of_services(manifest):
            if message is NODE:
                found.setdefault(key, (span, owner, path))
    return found


Entry = tuple[Phrase, tuple[Hashable, ...], str, Span]


def _of_services(manifest: Manifest) -> Iterator[Entry]:
    # The same Service once more is an update of it.
    last = {(each.namespace, each.name): place for place, each in enumerate(manifest.services)}
    for number, service in enumerate(manifest.services):
        pause()
        is_updated = service.name and last[service.namespace, service.name] != number
        owner = service.owner
        for port in service.ports:
            if port.transport == "unknown":
                continue
            if port.number is not None:
                yield SERVICE, ("service", number, port.number, port.transport), owner, port.span
            if port.node_port is not None and port.node_span is not None and not is_updated:
                key = "node", "", port.node_port, port.transport
                yield NODE, key, owner, port.node_span


def _of_pods(manifest: Manifest) -> Iterator[Entry]:
    for number, pod in enumerate(manifest.pods):
        pause()
        for port in pod.ports:
            if port.host_port is None or port.host_span is None or port.transport == "unknown":
                continue
            group = number, port.is_init, port.host_ip
            key = "host", group, port.host_port, port.transport
            yield HOST, key, pod.owner, port.host_span


_NODES: Memo[dict[Hashable, _Holder]] = Memo(64)
