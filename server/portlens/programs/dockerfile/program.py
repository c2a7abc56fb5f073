"""An image as a program: what its Dockerfile says of the container that it becomes."""

from portlens.formats.dockerfile.image import Image, image_of
from portlens.formats.dockerfile.reader import read
from portlens.formats.registry import format_named
from portlens.model.address import ANY_IPV4, Address
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Connection, Place, PortSpace, Socket
from portlens.programs.dockerfile.origin import origin_of
from portlens.programs.facts import Facts
from portlens.programs.node import Node
from portlens.programs.program import Program, Topology
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

DESCRIBING = ("dockerfile",)

# It runs nothing itself: that a port is exposed does not open it.
_FACTS = Facts(is_description=True)


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the image of the last stage, in a container of its own that no project has."""
    space = PortSpace("container", document.path)
    subject = document.source

    def make() -> Program:
        return _program(subject, space, "", image_of(subject.reading))

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


def program_in(node: Node, workspace: Workspace) -> Program | None:
    """Return the image that a container is built from, where the project has its Dockerfile."""
    recipe = node.recipe
    if recipe is None:
        return None
    document = workspace.document(recipe.path, format_named("dockerfile"))
    if document is None or document.format.id != "dockerfile":
        return None

    def make() -> Program:
        reading = document.reading
        if recipe.arguments:
            reading = read(document.text, document.path, recipe.arguments)
        image = image_of(reading, recipe.target)
        if not recipe.is_checked:
            image = image._replace(asked=())
        return _program(document, node.space, node.owner, image)

    return _PROGRAMS.of_parts(workspace, (document.path, node.space), make, (document, node))


_PROGRAMS: Memo[Program] = Memo(128)


def origin(document: Document, part: PortRange, workspace: Workspace) -> Place | None:  # noqa: ARG001
    """Return where the number of the variable at `part` is written: at ENV, ARG or its default."""
    return origin_of(document, part)


def _program(document: Document, space: PortSpace, owner: str, image: Image) -> Program:
    sockets = tuple(_sockets(image, document.path, space, owner))
    asked = tuple(_asked(image, document.path, space, owner))
    topology = Topology(inner=sockets, connections=asked)
    return Program({document.path: document}, (), lambda: topology, _FACTS)


def _sockets(image: Image, path: str, space: PortSpace, owner: str) -> list[Socket]:
    return [
        Socket(
            space,
            ANY_IPV4,
            use.transport,
            use.port.first,
            use.port.last,
            owner or use.owner,
            Place(path, use.port.span),
            "usual",
            detail=use,
        )
        for use in pausing(image.exposed)
        if use.port is not None and use.port.first is not None and use.port.last is not None
    ]


def _asked(image: Image, path: str, space: PortSpace, owner: str) -> list[Connection]:
    return [
        Connection(
            space,
            use.address or Address("name", "localhost"),
            use.transport,
            use.port.first,
            use.port.last,
            owner or use.owner,
            Place(path, use.port.span),
            _host(use, use.port),
            use,
            "default" if use.port.is_variable else "certain",
            maker="check",
        )
        for use in pausing(image.asked)
        if use.port is not None and use.port.first is not None and use.port.last is not None
    ]


def _host(use: PortUse, port: PortRange) -> Span | None:
    """Return where the host is written; a client may be told the port alone."""
    if port.is_implied:
        return use.span
    return Span(use.span.start, port.span.start - 1) if port.span != use.span else None
