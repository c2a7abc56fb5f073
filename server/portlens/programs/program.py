"""What a program makes of its files: the contract between the programs and all that asks them.

A folder in `programs` that is called as the format's module in `formats` is found by itself. Its
module `program` may have `program_of(document, workspace)`, `resolved(document, workspace)`,
`opened(document, workspace)`, `program_in(node, workspace)`,
`programs_joining(project, workspace)`, `programs_at(root, workspace)`,
`definers(document, workspace)`, `origin(document, part, workspace)`,
`value_at(document, span, workspace)` and `unread(document, workspace)`, which say the same as the
functions of that name here. `CONNECTING` has the ids of those of its formats that say what a
container connects to, `DESCRIBING` of those that only tell of a container, `SEALED` of those into
whose containers no file of a project shows.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from types import ModuleType

from portlens import programs
from portlens.formats._format import Format
from portlens.formats._modules import module_below, modules_in
from portlens.formats.registry import all_formats
from portlens.model.address import ANY_IPV4, ANY_IPV6
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Connection, Place, Socket
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.node import Node
from portlens.text.lazy import Lazy
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.guard import guarded
from portlens.workspace.workspace import Workspace


class Topology(NamedTuple):
    """The containers that a program starts, the sockets in these, and what it connects to.

    `name` is what its files call the whole; empty where they do not say it. `picked` are sockets of
    the machine that lead to a container, each on one of its ports that nobody knows before the
    start; on any port where these are 0.
    """

    nodes: tuple[Node, ...] = ()
    inner: tuple[Socket, ...] = ()
    connections: tuple[Connection, ...] = ()
    name: str = ""
    picked: tuple[Socket, ...] = ()


class Unread(NamedTuple):
    """A place that the program reads and portlens does not, or not as a whole.

    `reason`: the file lies `outside` of what portlens may read; there are `too-many` files; a
    service has more `keys` than are taken from others; a value is `cut`.
    """

    span: Span
    reason: str


class Program:
    """All files that the program reads, by path, and the sockets that it opens for them.

    The same program comes back as long as none of its files changes.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        sockets: tuple[Socket, ...] | Callable[[], tuple[Socket, ...]],
        topology: Callable[[], Topology] = Topology,
        facts: Facts = Facts(),  # noqa: B008 - it never changes
    ) -> None:
        self.documents = documents
        self.facts = facts
        self._open = sockets if callable(sockets) else lambda: sockets
        self._ask = topology

    @property
    def first_path(self) -> str:
        """The path of the file that it begins with; empty where it has none."""
        return next(iter(self.documents), "")

    @Lazy
    def sockets(self) -> tuple[Socket, ...]:
        """The sockets that it opens; of a long file they are made at the first question."""
        return self._open()

    @Lazy
    def topology(self) -> Topology:
        """The rest, put together at the first question: it needs the whole of the files."""
        return self._ask()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The containers that it starts or tells of, without the topology where there are none."""
        has_nodes = self.facts.starts or self.facts.is_description
        return self.topology.nodes if has_nodes else ()


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the program that `document` is a file of.

    Where nothing more is known of the format, every file is a program of its own.
    """
    module = _module(document.format.folder)
    if module is not None and hasattr(module, "program_of"):
        found: Program = module.program_of(document, workspace)
        return found
    sockets = tuple(socket for use in document.uses for socket in _sockets(document, use))
    return Program({document.path: document}, sockets)


# A conflict is told in one of two files. To tell of it in the other, the files of a program are
# judged together: again at each keystroke in an editor, once in a run of the command line.
MOST_PER_KEYSTROKE = 12
MOST_PER_RUN = 50


def judged_together(document: Document, workspace: Workspace, most: int) -> Mapping[str, Document]:
    """Return the files of the program of `document` by path, itself among them.

    Where there are more than `most`, `document` comes alone: others would cost too much.
    """
    documents = program_of(document, workspace).documents
    found = documents if len(documents) <= most else {}
    return {**found, document.path: document}


def programs_in(node: Node, workspace: Workspace) -> Iterator[Program]:
    """Yield the programs that run in a container with files that the project gives it.

    Their sockets and connections are those of the container's port space. What the image is built
    from is one that only tells of others.
    """
    if node.files is None and node.recipe is None:
        return
    for module in _hosted():
        found: Program | None = module.program_in(node, workspace)
        if found is not None:
            yield found


def programs_joining(project: Program, workspace: Workspace) -> Iterator[Program]:
    """Yield the programs nearby that make containers of `project` their own, by naming its files.

    Their connections are made in these containers.
    """
    for module in _modules():
        if hasattr(module, "programs_joining"):
            yield from module.programs_joining(project, workspace)


def programs_at(root: str, workspace: Workspace) -> Iterator[Program]:
    """Yield the programs that read their usual files below the folder `etc` in `root`."""
    for format_ in all_formats():
        for installed in format_.installed:
            if installed.startswith("/etc/") and not set(installed) & set("*?[{"):
                document = workspace.document(root + installed, format_)
                if document is not None and document.format is format_:
                    yield program_of(document, workspace)
    for module in _modules():
        if hasattr(module, "programs_at"):
            yield from module.programs_at(root, workspace)


def is_connecting(format_: Format) -> bool:
    """Tell whether documents of the format say what containers connect to."""
    return format_.id in getattr(_module(format_.folder), "CONNECTING", ())


def is_showing(format_: Format) -> bool:
    """Tell whether what runs in the containers that such a document speaks of may be seen."""
    module = _module(format_.folder)
    return is_connecting(format_) and format_.id not in getattr(module, "SEALED", ())


def is_describing(format_: Format) -> bool:
    """Tell whether documents of the format say what a container listens on, and open nothing."""
    return format_.id in getattr(_module(format_.folder), "DESCRIBING", ())


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` as it reads with what other files say; text and places stay.

    That is the values of variables, the ports of service names that a file nearby defines, and
    the like.
    """
    module = _module(document.format.folder)
    if module is not None and hasattr(module, "resolved"):
        resolve = partial(module.resolved, document, workspace)
        return guarded(resolve, document, document.path, ALONE)
    return document


def opened(document: Document, workspace: Workspace) -> Iterator[tuple[Document, PortUse]]:
    """Yield what the program of `document` opens, one port use for each address of each socket.

    With each comes the document in which it is written. What the program gets from other files
    counts, as do the values of variables. A use without a port is one that is picked at the
    start. What is opened on another host, as by a `RemoteForward`, is none of these, unless that is
    all that the program is for: the runner of a workflow's job.
    """
    module = _module(document.format.folder)
    if module is not None and hasattr(module, "opened"):
        yield from module.opened(document, workspace)
        return
    from portlens.programs.entry import Entries, each_once  # for lists alone

    program = program_of(document, workspace)
    entries = Entries()
    for socket in each_once(program.sockets):
        opening = entries.opening(socket, program.documents)
        yield program.documents.get(socket.place.path, document), opening


def definers(document: Document, workspace: Workspace) -> Iterator[Document]:
    """Yield the files that give a port to the service names in `document`; the first one wins."""
    module = _module(document.format.folder)
    if module is not None and hasattr(module, "definers"):
        yield from module.definers(document, workspace)


def origin(document: Document, part: PortRange, workspace: Workspace) -> Place | None:
    """Return where the value of the variable at `part` is set; None where nobody sets it."""
    ask = getattr(_module(document.format.folder), "origin", None)
    found: Place | None = ask(document, part, workspace) if ask is not None else None
    return found


def value_at(document: Document, span: Span, workspace: Workspace) -> Place | None:
    """Return where the value of the variable at `span` is set, which may be no number."""
    ask = getattr(_module(document.format.folder), "value_at", None)
    found: Place | None = ask(document, span, workspace) if ask is not None else None
    return found


def unread(document: Document, workspace: Workspace) -> Iterator[Unread]:
    """Yield what the program reads because of `document`, and portlens does not."""
    module = _module(document.format.folder)
    if module is not None and hasattr(module, "unread"):
        yield from module.unread(document, workspace)


def tells_unread(format_: Format) -> bool:
    """Tell whether the format's program may read more than portlens does."""
    return hasattr(_module(format_.folder), "unread")


@lru_cache(maxsize=1)
def _hosted() -> tuple[ModuleType, ...]:
    """Return the modules of the programs that may run in a container."""
    return tuple(each for each in _modules() if hasattr(each, "program_in"))


@lru_cache(maxsize=1)
def _modules() -> tuple[ModuleType, ...]:
    found = map(_module, modules_in(programs.__path__))
    return tuple(each for each in found if each is not None)


def _module(folder: str) -> ModuleType | None:
    return module_below(programs.__name__, folder, "program")


def _sockets(document: Document, use: PortUse) -> list[Socket]:
    """Return the sockets that a use asks for by itself."""
    port = use.port
    if use.role not in ("listens", "publishes") or port is None:
        return []
    if port.first is None or port.last is None:
        return []
    return [
        Socket(
            machine_of(document.path),
            address,
            use.transport,
            port.first,
            port.last,
            use.owner,
            Place(document.path, port.span),
            "default" if port.is_variable else "certain",
        )
        for address in ((ANY_IPV4, ANY_IPV6) if use.address is None else (use.address,))
    ]


ALONE = Phrase(
    "what other files say of this one could not be taken in, so it is read alone",
    "ほかのファイルの内容を反映できなかったため、このファイルだけを読みました",
)
