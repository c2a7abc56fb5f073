"""Ranges of the host from which Docker has no port left to pick, or may pick a wrong one."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.model.socket import Socket
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.programs.compose.service import Published
from portlens.programs.compose.sockets import addresses, publishing, sockets
from portlens.rules.compose._conflicts import related
from portlens.rules.compose._picked import THERE, Rivals, ranges, ranges_of
from portlens.rules.compose._places import written_at
from portlens.rules.compose._shared_ranges import crowds
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

COVERED = Phrase(
    "every port of {first}-{last} on the host is published by another entry",
    "ホストの {first}-{last} はすべて別の項目が公開しています",
)
PARTLY = Phrase(
    "Docker may pick {port} for {service}, and then {other} cannot have it",
    "Docker が {service} に {port} を割り当てると、{other} はそのポートを使えません",
)
FROM_HERE = Phrase("the range is published here", "この範囲はここで公開しています")


def covered_ranges(document: Document, context: Context, *, is_possible: bool) -> Iterator[Finding]:
    """Yield a finding for each range for one container port that fixed ports use up.

    Either those that a variable's default decides, or those that nothing decides. Silent where
    a profile decides whether another service runs.
    """
    project = project_of(document, context.workspace)
    own = ranges(document, project, context.workspace)
    if not own:
        return
    rivals = Rivals(sockets(project))
    for body, published, port in own:
        pause()
        taken = rivals.taken(body, published.use.transport, ("certain", "default"))
        on = addresses(published.use)
        if not taken.covers(on, port.first or 0, port.last or 0):
            continue
        certain = rivals.taken(body, published.use.transport, ("certain",))
        hangs = published.entry.is_default or not certain.covers(
            on, port.first or 0, port.last or 0
        )
        span = written_at(published, document)
        if hangs != is_possible or span is None:
            continue
        yield Finding(
            span,
            COVERED.fill(first=port.first, last=port.last),
            tuple(
                related(rival, document, THERE.fill(port=rival.first, service=rival.owner))
                for rival in rivals.shown(body, published.use, port)
            ),
        )


def partly_taken(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a hint for each range that holds a port which another entry has to have.

    Docker goes on from the port that it picked last, so nobody can tell which it picks next.
    Two ranges get out of each other's way, and where the ports do not suffice that is certain. The
    range of an included file, which is judged by itself, is told where the other entry stands.
    """
    project = project_of(document, context.workspace)
    every = [*ranges(document, project, context.workspace)]
    for name in project.included:
        body = project.services.get(name)
        ports = body.ports if body else ()
        for path in dict.fromkeys(one.path for one in ports):
            every += ranges_of((body,), path) if body and path != document.path else ()
    if not every:
        return
    rivals = Rivals(sockets(project))
    certain = {id(crowd.wish.published) for crowd in crowds(document, context)}
    for body, published, port in every:
        pause()
        use = published.use
        taken = rivals.taken(body, use.transport, ("certain", "default"))
        rival = next(rivals.beside(body, use, port), None)
        told = published
        if rival is not None and published.path != document.path:
            told = publishing(rival).published
        span = written_at(told, document)
        covered = taken.covers(addresses(use), port.first or 0, port.last or 0)
        if rival is None or span is None or covered or id(published) in certain:
            continue
        picked = max(rival.first, port.first or 0)
        yield Finding(
            span,
            PARTLY.fill(port=picked, service=body.name, other=rival.owner),
            (_other_end(rival, published, picked, document),),
            severity="hint",
        )


def _other_end(rival: Socket, published: Published, port: int, document: Document) -> Related:
    if published.path == document.path:
        return related(rival, document, THERE.fill(port=port, service=rival.owner))
    return Related(published.use.span, FROM_HERE, published.path)
