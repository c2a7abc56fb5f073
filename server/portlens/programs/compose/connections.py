"""What the services of a project connect to, as far as their settings say."""

from collections.abc import Iterator, Mapping

from portlens.formats.compose.mentions import Area, mentions
from portlens.formats.compose.nodes import Mapping as Block
from portlens.formats.compose.nodes import Node, Scalar, Sequence, entries, resolved
from portlens.formats.compose.place import Surroundings, place_of
from portlens.formats.compose.port_entry import Owner, PortEntry
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Certainty, Connection, Place, PortSpace
from portlens.programs.compose.project import Project
from portlens.programs.compose.service import Definition
from portlens.programs.compose.whole import services_by_place
from portlens.text.span import Span
from portlens.workspace.document import Document

NOWHERE = Address("name", "")


def connections(project: Project, spaces: Mapping[str, PortSpace]) -> Iterator[Connection]:
    """Yield what each service connects to; `spaces` are those of the services that run.

    A port in a proxy's label has no address: it is one of the container itself. What stands in
    a variable is told where the variable is used.
    """
    written: dict[str, dict[str, list[PortUse]]] = {}
    for name, space in spaces.items():
        for definition in project.services[name].definitions:
            document = definition.document
            if document.path not in written:
                written[document.path] = _by_service(document)
            for use in written[document.path].get(definition.service, ()):
                yield from _connection(use, space, name, document, "certain")
            yield from _in_variables(project, definition, space, name)


def _by_service(document: Document) -> dict[str, list[PortUse]]:
    found: dict[str, list[PortUse]] = {}
    for use in document.uses:
        if use.role == "connects" and isinstance(use.detail, PortEntry):
            found.setdefault(use.detail.owner.service, []).append(use)
    return found


def _connection(
    use: PortUse,
    space: PortSpace,
    owner: str,
    document: Document,
    certainty: Certainty,
) -> Iterator[Connection]:
    port = use.port
    if port is None or port.first is None or port.last is None:
        return
    host = None
    if use.address is not None:
        # The address is all that stands before the colon; a variable is taken whole.
        host = use.span if port.is_variable else Span(use.span.start, port.span.start - 1)
    yield Connection(
        space,
        use.address or NOWHERE,
        use.transport,
        port.first,
        port.last,
        owner,
        Place(document.path, port.span),
        host,
        use,
        certainty,
    )


def _in_variables(
    project: Project, definition: Definition, space: PortSpace, owner: str
) -> Iterator[Connection]:
    """Yield the connections that come to light once variables are replaced."""
    document = definition.document
    around = Surroundings(document.text, definition.variables)
    node = services_by_place(document.text).get(definition.key.start)
    for scalar in _with_variables(node):
        place = place_of(scalar, around)
        text = place.expanded.text
        area = Area([(0, Owner(definition.service))], ())
        area.names |= project.services.keys()
        for use in mentions(text, area):
            if use.port is None or not place.expanded.is_variable(use.span.start, use.span.end):
                continue
            span = place.of(use.span.start, use.span.end)
            port = PortRange(
                place.of(*use.port.span), use.port.first, use.port.last, is_variable=True
            )
            there = use._replace(span=span, port=port)
            is_default = any(variable.is_default for variable in place.expanded.variables)
            certainty: Certainty = "default" if is_default else "certain"
            yield from _connection(there, space, owner, document, certainty)


def _with_variables(node: Node | None) -> Iterator[Scalar]:
    """Yield the texts below a service in which a variable stands, but for those of its ports."""
    waiting = [value for key, value in entries(node) if key.value not in {"ports", "expose"}]
    seen: set[int] = set()
    while waiting:
        inner = resolved(waiting.pop())
        if inner is None or id(inner) in seen:
            continue
        seen.add(id(inner))
        if isinstance(inner, Scalar):
            if "$" in inner.value:
                yield inner
        elif isinstance(inner, Sequence):
            waiting += inner.items[::-1]
        elif isinstance(inner, Block):
            waiting += [value for _, value in inner.pairs[::-1]]
