"""Sockets of two programs that share a machine or a container, and exclude each other."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter

from portlens.model.finding import Finding, Related
from portlens.model.socket import Certainty, Place, Socket, exclude
from portlens.network.around import network_of, stands_alone
from portlens.network.by_port import ByPort
from portlens.network.context import Context
from portlens.network.overlap import neighbours, refused
from portlens.programs.program import Program, program_of
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.phrase import Phrase, all_of
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:  # put together only where there is something to ask of it
    from portlens.network.network import Network

MESSAGE = Phrase(
    "{whose} has port {port} of this machine already: only one of the two gets it",
    "このマシンのポート {port} はすでに {whose} が使います。両方で使うことはできません",
)
INSIDE = Phrase(
    "{whose} has port {port} in the same container: only one of the two gets it",
    "同じコンテナーで {whose} がポート {port} を使います。両方で使うことはできません",
)
MANY = Phrase(
    "{whose} have port {port} of this machine already: only one of them gets it",
    "このマシンのポート {port} はすでに {whose} が使います。使えるのはそのうちの 1 つだけです",
)
MANY_INSIDE = Phrase(
    "{whose} have port {port} in the same container: only one of them gets it",
    "同じコンテナーで {whose} がポート {port} を使います。使えるのはそのうちの 1 つだけです",
)
UNLESS = Phrase(
    "unless a variable says otherwise, {whose} has port {port} of this machine as well",
    "変数で変更しない限り、このマシンのポート {port} は {whose} も使います",
)
UNLESS_INSIDE = Phrase(
    "unless a variable says otherwise, {whose} has port {port} in the same container",
    "変数で変更しない限り、同じコンテナーで {whose} もポート {port} を使います",
)
OWNED = Phrase("{owner} of {path}", "{path} の {owner}")
HERE = Phrase("port {port} is asked for here", "ポート {port} を求めている場所")


def conflicts_across(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each socket of the document that another program's socket excludes.

    It is told in the files of both: each may be the one to change. What hangs on a variable's
    default, and what runs only when it is called, is no certain rival.
    """
    if _may_share(document, context):
        network = network_of(document, context)
        for socket, rivals in _rivals(document, context.workspace, network, ("certain",)):
            is_one = len(_owners(rivals, socket.place.path)) == 1
            yield _finding(
                socket, rivals, MESSAGE if is_one else MANY, INSIDE if is_one else MANY_INSIDE
            )


def possible_conflicts_across(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a warning for each socket where that is so by the default of a variable."""
    if not _may_share(document, context):
        return
    network, workspace = network_of(document, context), context.workspace
    known: tuple[Certainty, ...] = ("certain", "default")
    if not network.has_defaults:
        return
    certain = {socket.place for socket, _ in _rivals(document, workspace, network, ("certain",))}
    for socket, rivals in _rivals(document, workspace, network, known):
        if socket.place not in certain and "default" in (socket.certainty, rivals[0].certainty):
            finding = _finding(socket, rivals[:1], UNLESS, UNLESS_INSIDE)
            yield finding._replace(severity="warning")


def _rivals(
    document: Document,
    workspace: Workspace,
    network: "Network",
    certainties: tuple[Certainty, ...],
) -> Iterator[tuple[Socket, list[Socket]]]:
    """Yield the sockets of the document, each once, with those of other programs in their way."""
    told: set[Place] = set()
    running = [each for each in network.reading(document.path) if _is_running(each)]
    if not running:
        return
    # All programs of a machine ask which of its sockets have anything to do with one another.
    key = network.programs[0].first_path, certainties
    make_near = partial(_near, network, certainties)
    near = _NEAR.of_parts(workspace, key, make_near, (network,))
    for program in running:
        # Each of a thousand files asks it of the one program that reads them all.
        make = partial(_found, program, near)
        key = program.first_path, certainties
        found = _FOUND.of_parts(workspace, key, make, (program, near))
        for socket, rivals in found.get(document.path, ()):
            if socket.place not in told:
                told.add(socket.place)
                yield socket, rivals


class _Asking(NamedTuple):
    """A socket, the program that asks for it, and which of all in turn it is."""

    number: int
    program: Program
    socket: Socket


# By program: the sockets that may be in the way of its own, its own among them.
_Near = Mapping[int, Sequence[_Asking]]


def _near(network: "Network", certainties: tuple[Certainty, ...]) -> _Near:
    """Return the sockets of the programs that run, where those of several may meet."""
    every = [
        (program, socket)
        for program in pausing(network.programs)
        if _is_running(program)
        for socket in pausing(network.sockets_of(program))
        if socket.certainty in certainties
    ]
    found: dict[int, list[_Asking]] = {}
    for group in neighbours([socket for _, socket in every]):
        asking = [_Asking(index, *every[index]) for index in group]
        programs = {id(each.program) for each in asking}
        for one in programs if len(programs) > 1 else ():
            found.setdefault(one, []).extend(asking)
    return {one: sorted(asking, key=_NUMBER) for one, asking in found.items()}


_NUMBER = attrgetter("number")
_NEAR: "Memo[_Near]" = Memo(16)


_Found = dict[str, list[tuple[Socket, list[Socket]]]]
_FOUND: "Memo[_Found]" = Memo(16)


def _found(program: Program, near: _Near) -> _Found:
    """Return by file the sockets of a program, each once, with those of others in their way."""
    around = near.get(id(program), ())
    own = [each.socket for each in around if each.program is program]
    others = [(each.socket, each.program) for each in around if each.program is not program]
    theirs = {id(socket): other for socket, other in others}
    found: _Found = {}
    told: set[Place] = set()
    by_port: ByPort[Socket] | None = None
    for socket, rival in refused((*(socket for socket, _ in others), *own)):
        pause()
        if id(socket) in theirs or id(rival) not in theirs or socket.place in told:
            continue
        told.add(socket.place)
        by_port = by_port or _by_port(socket for socket, _ in others)
        rivals = _all_of(socket, rival, by_port, theirs)
        found.setdefault(socket.place.path, []).append((socket, rivals))
    return found


def _by_port(sockets: Iterable[Socket]) -> ByPort[Socket]:
    found: ByPort[Socket] = ByPort()
    for socket in sockets:
        pause()
        found.add((socket.space, socket.transport), socket.first, socket.last, socket)
    return found


def _all_of(
    socket: Socket, rival: Socket, by_port: ByPort[Socket], programs: Mapping[int, Program]
) -> list[Socket]:
    """Return `rival`, and of each other program that has its port the first in the way as well."""
    port = max(socket.first, rival.first)
    found = {id(programs[id(rival)]): rival}
    for other in islice(by_port.each_at((socket.space, socket.transport), port), _MOST_ASKED):
        if len(found) < _MOST_NAMED and exclude(socket, other):
            found.setdefault(id(programs[id(other)]), other)
    return list(found.values())


# Of thousands of programs on one port the first few are enough to know what is wrong.
_MOST_ASKED = 50
_MOST_NAMED = 4


def _may_share(document: Document, context: Context) -> bool:
    """Tell whether the program of the document may have a port space in common with others."""
    if context.settings.group_of(document.path) is not None or "/etc/" in f"/{document.path}":
        return True
    own = program_of(document, context.workspace)
    if own.facts.is_shared:
        return True
    if own.facts.starts or stands_alone(document, context):
        return False
    return any(program.facts.is_shared for program in network_of(document, context).programs)


def _is_running(program: Program) -> bool:
    """Tell whether the program runs all the time, and with all of its files."""
    return not program.facts.is_on_demand and not program.facts.is_part


def _finding(
    socket: Socket, rivals: Sequence[Socket], on_machine: Phrase, inside: Phrase
) -> Finding:
    here = socket.place.path
    port = max(socket.first, rivals[0].first)
    message: Callable[..., Phrase] = (on_machine if socket.space.kind == "machine" else inside).fill
    # Two programs may read one line: it is shown once.
    related = dict.fromkeys(
        Related(each.place.span, HERE.fill(port=port), _elsewhere(each, here)) for each in rivals
    )
    text = message(whose=all_of(_owners(rivals, here)), port=port)
    return Finding(socket.place.span, text, tuple(related))


def _owners(rivals: Sequence[Socket], here: str) -> Sequence[str | Phrase]:
    """Return how a message in `here` calls the programs of the sockets, each name once."""
    return list(dict.fromkeys(_whose(each, here) for each in rivals))


def _elsewhere(socket: Socket, here: str) -> str | None:
    return None if socket.place.path == here else socket.place.path


def _whose(rival: Socket, here: str) -> str | Phrase:
    name = posixpath.basename(rival.place.path)
    if name == rival.owner and name.endswith(".socket"):  # a machine has one unit of its name
        return name
    path = _seen_from(here, rival.place.path)
    return path if name == rival.owner else OWNED.fill(owner=rival.owner, path=path)


def _seen_from(here: str, path: str) -> str:
    """Return the last names of a path that tell it from others to the reader of `here`."""
    folder, name = posixpath.split(path)
    if folder == posixpath.dirname(here):
        return name
    return posixpath.join(posixpath.basename(folder), name)
