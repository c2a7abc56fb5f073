"""listen-conflict in Compose: two images that listen on one port in one network.

Mostly nobody sees what the programs in them are told to listen on, so that this is a hint alone,
and none where a setting speaks of ports. On the network of the host it is an error where all that
may move a well-known image's port is seen.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from portlens.model.finding import Finding, Related, Severity
from portlens.model.socket import Place
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.compose.project import is_used_in_parts, project_of
from portlens.programs.node import Node
from portlens.programs.program import program_of
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document

if TYPE_CHECKING:  # put together only where there is something to ask of it
    from portlens.network.network import Network

MESSAGE = Phrase(
    "{service} shares the network of {other}, and both usually listen on {port}",
    "{service} は {other} とネットワークを共有していますが、どちらも通常 {port} で待ち受けます",
)
HERE = Phrase("{other} is defined here", "{other} はここで定義されています")

ON_HOST = Phrase(
    "{service} is on the host's network and listens on {port}, which {other} has as well",
    "{service} はホストのネットワークで {port} を待ち受けますが、{other} も同じポートを使います",
)
ON_HOST_HERE = Phrase("port of {other}", "{other} のポート")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a hint for each service of the document that comes second on its usual port."""
    if not program_of(document, context.workspace).facts.is_shared:
        return
    network = network_of(document, context)
    for space, nodes in network.nodes.items():
        pause()
        if space.kind == "container" and len(nodes) > 1:
            yield from _of_one(nodes, document, context)
        elif space.kind == "machine":
            found = list(_on_host(nodes, network, document, context))
            yield from found
            told = {finding.span for finding in found}
            always = [node for node in nodes if not _profiles(node, document, context)]
            hints = _of_one(always, document, context)
            yield from (hint for hint in hints if hint.span not in told)


class _Rival(NamedTuple):
    owner: str
    place: Place
    profiles: tuple[str, ...]
    keeps_data: bool = False


def _on_host(
    nodes: Sequence[Node], network: "Network", document: Document, context: Context
) -> Iterator[Finding]:
    """Yield a finding for each service on the host's network whose port another one surely has."""
    # Few projects use the host's network.
    from portlens.network.settled import keeps_data, own_ports

    if is_used_in_parts(document, context.workspace):
        return
    first: dict[tuple[int, str], list[_Rival]] = {}
    for node in nodes:
        pause()
        ports = own_ports(node, context)
        if not ports or _may_bind_elsewhere(node):
            continue
        profiles = _profiles(node, document, context)
        earlier = first.setdefault(ports[0], [])
        others = (*earlier, *_others(node, *ports[0], network))
        rival = next((each for each in others if _are_together(each.profiles, profiles)), None)
        if len(earlier) < _MOST_HELD:
            earlier.append(_Rival(node.owner, node.place, profiles, keeps_data(node)))
        if rival is None or node.place.path != document.path:
            continue
        where = None if rival.place.path == document.path else rival.place.path
        related = Related(rival.place.span, ON_HOST_HERE.fill(other=rival.owner), where)
        message = ON_HOST.fill(service=node.owner, other=rival.owner, port=ports[0][0])
        is_always = not (rival.profiles or profiles or rival.keeps_data or keeps_data(node))
        severity: Severity | None = None if is_always else "warning"
        yield Finding(node.place.span, message, (related,), severity=severity)


def _others(node: Node, port: int, transport: str, network: "Network") -> Iterator[_Rival]:
    """Yield what surely has the port of the machine, on IPv4."""
    for socket in network.serving(network.space_here(node.space), port, transport):
        pause()
        is_sure = socket.certainty == "certain" and socket.owner != node.owner
        if is_sure and socket.address.family == "ipv4":
            yield _Rival(socket.owner, socket.place, socket.when)


def _profiles(node: Node, document: Document, context: Context) -> tuple[str, ...]:
    body = project_of(document, context.workspace).services.get(node.owner)
    return body.profiles if body is not None else ()


def _are_together(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or not set(one).isdisjoint(other)


def _may_bind_elsewhere(node: Node) -> bool:
    """Tell whether the program may be told to listen on some addresses alone."""
    texts = (node.runs, *node.settings)
    return node.has_more_settings or any(_ADDRESS.search(text) for text in texts)


_ADDRESS = regex(r"bind|listen|addr|--host|-h ", re.IGNORECASE)
_MOST_HELD = 20  # services of one port, with profiles that may keep them apart


def _of_one(nodes: Sequence[Node], document: Document, context: Context) -> Iterator[Finding]:
    first: dict[tuple[int, str], Node] = {}
    for node in nodes:
        ports = context.catalogue.image(node.image).ports
        if not ports or _is_told(node):
            continue
        other = first.setdefault(ports[0], node)
        if other is not node and node.place.path == document.path:
            where = None if other.place.path == document.path else other.place.path
            related = Related(other.place.span, HERE.fill(other=other.owner), where)
            message = MESSAGE.fill(service=node.owner, other=other.owner, port=ports[0][0])
            yield Finding(node.place.span, message, (related,), severity="hint")


def _is_told(node: Node) -> bool:
    """Tell whether the container may be told to listen elsewhere, or does something else."""
    return bool(node.runs or node.files or any(map(_speaks_of_ports, node.settings)))


@lru_cache(maxsize=64)  # the text of a whole file may be that of all its services
def _speaks_of_ports(text: str) -> bool:
    return _PORTS.search(text) is not None


_PORTS = regex(r"port(?!s *:)|listen|address", re.IGNORECASE)
