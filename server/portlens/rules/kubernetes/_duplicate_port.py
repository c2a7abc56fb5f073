"""Ports that Kubernetes refuses because they are there twice."""

from collections.abc import Hashable, Iterator

from portlens.formats.kubernetes.manifest import Manifest
from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.rules.kubernetes._manifest import certain_manifest
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

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
FIRST = Phrase("the first of them", "最初の項目")


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield a finding for each port that an earlier entry has.

    Sources: ValidateService and AccumulateUniqueHostPorts of the API's validation. A container's
    own port may be there twice: it only informs.
    """
    manifest = certain_manifest(document)
    seen: dict[Hashable, tuple[Span, str]] = {}
    for message, key, owner, span in (*_of_services(manifest), *_of_pods(manifest)):
        _, _, port, transport, *_ = key
        if key in seen:
            first, holder = seen[key]
            words = message.fill(owner=holder, port=port, transport=str(transport).upper())
            yield Finding(span, words, (Related(first, FIRST),), severity="error")
        else:
            seen[key] = span, owner


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
