"""Ranges of the host that have fewer ports than containers which each need one of them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

from portlens.model.address import Address
from portlens.model.finding import Finding, Related
from portlens.model.port_use import PortRange
from portlens.network.context import Context
from portlens.programs.compose.project import Project, project_of
from portlens.programs.compose.service import Body, Published
from portlens.programs.compose.sockets import addresses, sockets
from portlens.rules.compose._conflicts import related
from portlens.rules.compose._picked import THERE, Rivals, ranges
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number, to_number
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

CROWDED = Phrase(
    "{count} containers need a port of {first}-{last} on the host each, and {free} can have one",
    "ホストの {first}-{last} から {count} 個のコンテナーが 1 つずつポートを使いますが、"
    "空いているのは {free} 個です",
)
SHARED = Phrase(
    "a port of {first}-{last} is published here for {service}",
    "{first}-{last} の 1 つを {service} がここで公開しています",
)
_MOST_SHOWN = 3


class Wish(NamedTuple):
    """An entry for which Docker picks ports, and for how many containers."""

    body: Body
    published: Published
    port: PortRange
    containers: int

    @property
    def transport(self) -> str:
        """Over what the ports are published."""
        return self.published.use.transport

    @property
    def ports(self) -> tuple[int, int]:
        """The first and the last port of the range."""
        return self.port.first or 0, self.port.last or 0

    @property
    def on(self) -> tuple[str, tuple[Address, ...]]:
        """What entries have in common that pick from the same ports."""
        return self.transport, addresses(self.published.use)


class Crowd(NamedTuple):
    """An entry whose range is too small: so many containers need a port, so many can have one.

    There is one at least: a range with none is covered. `is_possible`: it hangs on the default
    of a variable.
    """

    wish: Wish
    containers: int
    free: int
    others: tuple[Wish, ...]
    is_possible: bool


def shared_ranges(document: Document, context: Context, *, is_possible: bool) -> Iterator[Finding]:
    """Yield a finding for each range of which too many containers need a port.

    Either those that a variable's default decides, or those that nothing decides.
    """
    found = [one for one in crowds(document, context) if one.is_possible == is_possible]
    rivals = Rivals(sockets(project_of(document, context.workspace)) if found else ())
    for crowd in found:
        body, published, port, _ = crowd.wish
        there = [_related(wish, document) for wish in crowd.others]
        there += [
            related(rival, document, THERE.fill(port=rival.first, service=rival.owner))
            for rival in rivals.shown(body, published.use, port)
        ]
        values = {"first": port.first, "last": port.last, "free": crowd.free}
        yield Finding(port.span, CROWDED.fill(count=crowd.containers, **values), tuple(there))


def crowds(document: Document, context: Context) -> Iterable[Crowd]:
    """Return the ranges of `document` that have too few ports; of equal ones the last.

    Counted are containers that are there whenever those of the entry are: one for each replica,
    those of an entry on the same address with a range within this one, and those with a fixed
    port. Left out is an entry with too few ports for its own replicas, of which
    `replicas-with-fixed-port` speaks.
    """
    project = project_of(document, context.workspace)
    own = [*_wishes(document, project, context.workspace)]
    if not own:
        return ()
    others = (file for file in project.documents.values() if file.path != document.path)
    needs = _Needs(
        [*(wish for file in others for wish in _wishes(file, project, context.workspace)), *own]
    )
    rivals = Rivals(sockets(project))
    found: dict[object, Crowd] = {}
    for wish in own:
        pause()
        crowd = _crowd(wish, needs, rivals)
        if crowd is not None:
            found[wish.on, wish.ports] = crowd
    return found.values()


def _wishes(document: Document, project: Project, workspace: Workspace) -> Iterator[Wish]:
    for body, published, port in ranges(document, project, workspace):
        pause()
        count = body.replicas.value if body.replicas else "1"
        if is_number(count) and to_number(count) <= len(port.numbers):
            yield Wish(body, published, port, to_number(count))


def _crowd(wish: Wish, needs: "_Needs", rivals: Rivals) -> Crowd | None:
    first, last = wish.ports
    for is_possible in False, True:
        if wish.published.entry.is_default and not is_possible:
            continue
        certainties = ("certain", "default") if is_possible else ("certain",)
        taken = rivals.taken(wish.body, wish.transport, certainties)
        free = taken.free(addresses(wish.published.use), first, last)
        needed = needs.within(wish, with_defaults=is_possible)
        if 0 < free < needed:
            return Crowd(wish, needed, free, needs.beside(wish, is_possible), is_possible)
    return None


class _Needs:
    """How many ports of a range are needed, by the entries that pick from it alone."""

    def __init__(self, wishes: Iterable[Wish]) -> None:
        self._wishes: dict[object, list[Wish]] = {}
        for wish in wishes:
            self._wishes.setdefault(wish.on, []).append(wish)
        self._sums: dict[object, dict[tuple[int, int], int]] = {}

    def within(self, wish: Wish, *, with_defaults: bool) -> int:
        """Return how many ports of the range are needed whenever `wish` is."""
        key = wish.on, wish.body.profiles, with_defaults
        if key not in self._sums:
            self._sums[key] = _sums(self._among(wish, with_defaults))
        return self._sums[key][wish.ports]

    def beside(self, wish: Wish, with_defaults: bool) -> tuple[Wish, ...]:
        """Return some of the other entries that pick from the range."""
        first, last = wish.ports
        inside = (
            other
            for other in self._among(wish, with_defaults)
            if other.published is not wish.published
            and first <= other.ports[0]
            and other.ports[1] <= last
        )
        return tuple(islice(inside, _MOST_SHOWN))

    def _among(self, wish: Wish, with_defaults: bool) -> Iterator[Wish]:
        for other in self._wishes[wish.on]:
            is_there = other.body.profiles in ((), wish.body.profiles)
            is_sure = with_defaults or not other.published.entry.is_default
            if is_there and is_sure:
                yield other


def _sums(wishes: Iterable[Wish]) -> dict[tuple[int, int], int]:
    """Return for each range how many ports are needed by it and by those within it.

    Ranges come from the last to begin to the first, so that of those before only the end
    matters; a Fenwick tree adds up how many end where.
    """
    inside = sorted(wishes, key=lambda wish: (-wish.ports[0], wish.ports[1]))
    ends = sorted({wish.ports[1] for wish in inside})
    tree = [0] * (len(ends) + 1)
    found: dict[tuple[int, int], int] = {}
    for wish in inside:
        at = end = bisect_left(ends, wish.ports[1]) + 1
        while at < len(tree):
            tree[at] += wish.containers
            at += at & -at
        found[wish.ports] = 0
        while end:
            found[wish.ports] += tree[end]
            end -= end & -end
    return found


def _related(wish: Wish, document: Document) -> Related:
    path = wish.published.path
    first, last = wish.ports
    message = SHARED.fill(first=first, last=last, service=wish.body.name)
    return Related(wish.port.span, message, None if path == document.path else path)
