"""Ranges of the host from which Docker has no port left to pick."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from portlens.model.address import ANY_IPV4, overlap
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.programs.compose.service import Body, Published
from portlens.rules.compose._conflicts import MOST_COMPARED, Socket, related, sockets
from portlens.rules.compose._places import written_at
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

COVERED = Phrase(
    "every port of {first}-{last} on the host is published by another entry",
    "ホストの {first}-{last} はすべて別の項目が公開しています",
)
THERE = Phrase(
    "{port} is published here for {service}", "{port} は {service} がここで公開しています"
)
_MOST_SHOWN = 3


def covered_ranges(document: Document, context: Context, *, is_possible: bool) -> Iterator[Finding]:
    """Yield a finding for each range for one container port that fixed ports use up.

    Either those that a variable's default decides, or those that nothing decides. Silent where
    a profile decides whether another service runs.
    """
    project = project_of(document, context.workspace)
    ranges = list(_ranges(document, project.services.values()))
    if not ranges:
        return
    taken: dict[tuple[int, str], list[Socket]] = defaultdict(list)
    for socket in sockets(project):
        taken[socket.number, socket.published.use.transport].append(socket)
    for body, published in ranges:
        rivals = _rivals(body, published, taken)
        hangs = any(one.entry.is_default for one in (published, *(r.published for r in rivals)))
        span, port = written_at(published, document), published.use.port
        if not rivals or hangs != is_possible or span is None or port is None:
            continue
        yield Finding(
            "possible-host-port-conflict" if is_possible else "host-port-conflict",
            span,
            COVERED.fill(first=port.first, last=port.last),
            tuple(
                related(rival, document, THERE.fill(port=rival.number, service=rival.body.name))
                for rival in rivals[:_MOST_SHOWN]
            ),
        )


def _ranges(document: Document, bodies: Iterable[Body]) -> Iterator[tuple[Body, Published]]:
    """Yield the entries of `document` for which Docker picks one port of several."""
    for body in bodies:
        for published in body.ports if body.is_published else ():
            use = published.use
            if published.document is not document or use.role != "publishes" or not use.port:
                continue
            if len(use.port.numbers) > 1 and not published.entry.is_address_unknown:
                yield body, published


def _rivals(
    body: Body, published: Published, taken: dict[tuple[int, str], list[Socket]]
) -> list[Socket]:
    """Return who has each port of the range; nobody where one port is free."""
    found: list[Socket] = []
    address = published.use.address or ANY_IPV4
    for number in published.use.port.numbers if published.use.port else ():
        rival = next(
            (
                socket
                for socket in taken.get((number, published.use.transport), ())[:MOST_COMPARED]
                if overlap(address, socket.address)
                and (not socket.body.profiles or socket.body is body)
            ),
            None,
        )
        if rival is None:
            return []
        found.append(rival)
    return found
