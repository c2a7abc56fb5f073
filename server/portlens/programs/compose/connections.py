"""What the services of a project connect to, as far as their settings say."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping

from portlens.formats.compose.nodes import entries
from portlens.formats.compose.place import Surroundings
from portlens.formats.compose.port_entry import PortEntry
from portlens.model.address import Address
from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, Maker, Place, PortSpace
from portlens.programs.compose.hidden import hidden
from portlens.programs.compose.project import Project
from portlens.programs.compose.replaced import replaced
from portlens.programs.compose.service import Definition
from portlens.programs.compose.whole import services_by_place
from portlens.text.span import Span
from portlens.workspace.document import Document

NOWHERE = Address("name", "")


def connections(
    project: Project, spaces: Mapping[str, PortSpace], names: Collection[str]
) -> Iterator[Connection]:
    """Yield what each service connects to.

    `spaces` are those of the services that run, `names` all by which these are reached. A port
    in a proxy's label has no address: it is one of the container itself; what such a label says
    of other addresses, the proxy connects to. What stands in a variable is told where the variable
    is used.
    """
    written: dict[str, dict[str, list[PortUse]]] = {}
    for name, space in spaces.items():
        definitions = project.services[name].definitions
        for definition, void in zip(definitions, replaced(definitions), strict=True):
            document = definition.document
            if document.path not in written:
                written[document.path] = _by_service(document)
            uses = written[document.path].get(definition.service, ())
            for found in _of(definition, uses, space, name, names):
                if not any(span.covers(found.place.span) for span in void):
                    yield found


def _of(
    definition: Definition,
    uses: Iterable[PortUse],
    space: PortSpace,
    owner: str,
    names: Collection[str],
) -> Iterator[Connection]:
    """Yield what one definition of a service says; `uses` are those that are read of it."""
    document = definition.document
    sections = _Sections(document.text, definition)
    places: set[int] = set()
    for use in uses:
        if use.port is not None:
            places.add(use.port.span.start)
        maker = sections.maker(use.span.start, use, document.text, use.span.start)
        if maker is not None:
            is_default = _is_default(document.text, use.span.start)
            for found in _connection(use, space, owner, document, maker):
                yield found._replace(certainty="default") if is_default else found
    for found in _hidden(definition, space, owner, names, sections):
        # A default is a text like any other, and read already.
        if not any(start in places for start in range(*found.place.span)):
            yield found


class _Sections:
    """The settings of one definition of a service, by their places."""

    def __init__(self, text: str, definition: Definition) -> None:
        node = services_by_place(text).get(definition.key.start)
        found = [(value.span.start, key.value) for key, value in entries(node)]
        self._places = sorted(found)
        self._starts = [start for start, _ in self._places]

    def maker(self, place: int, use: PortUse, text: str, start: int) -> Maker | None:
        """Return who connects as what stands at `place` says, with `text` before the host.

        None where that is not this service but a proxy that reads labels, or nobody: what builds
        the image is on no network of the project.
        """
        index = bisect_right(self._starts, place) - 1
        key = self._places[index][1] if index >= 0 else ""
        if key == "build" or (key == "labels" and use.address is not None):
            return None
        if key == "healthcheck":
            return "check"
        # Whoever is in the network speaks to databases; pages are for browsers as well.
        before = text[max(0, start - _LONGEST) : start]
        return "anybody" if _WEB.search(before) or _TOLD.search(before) else "program"


_WEB = re.compile(r"\b(?:https?|wss?)://[^\s/]*\Z")
# Kafka and its like tell their clients of these; they connect to none of them.
_TOLD = re.compile(r"advertised[^\r\n]*\Z", re.IGNORECASE)
_LONGEST = 160


def _by_service(document: Document) -> dict[str, list[PortUse]]:
    found: dict[str, list[PortUse]] = {}
    for use in document.uses:
        if use.role == "connects" and isinstance(use.detail, PortEntry):
            found.setdefault(use.detail.owner.service, []).append(use)
    return found


def _connection(
    use: PortUse, space: PortSpace, owner: str, document: Document, maker: Maker
) -> Iterator[Connection]:
    port = use.port
    if port is None or port.first is None or port.last is None:
        return
    host = None
    if use.address is not None:
        # The address is all that stands before the colon; a variable is taken whole.
        is_whole = port.is_variable or port.is_implied
        host = use.span if is_whole else Span(use.span.start, port.span.start - 1)
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
        maker=maker,
    )


def _is_default(text: str, start: int) -> bool:
    """Tell whether what begins at `start` is the default of a variable."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return line.rfind("${") > line.rfind("}")


def _hidden(
    definition: Definition,
    space: PortSpace,
    owner: str,
    names: Collection[str],
    sections: "_Sections",
) -> Iterator[Connection]:
    """Yield the connections that only the whole of a service's settings shows."""
    document = definition.document
    node = services_by_place(document.text).get(definition.key.start)
    around = Surroundings(document.text, definition.variables)
    for use, certainty, text, start, offset in hidden(node, around, definition.service, names):
        maker = sections.maker(offset, use, text, start)
        address = use.address
        is_here = address is not None and (address.is_loopback or address.text == "localhost")
        # `http://localhost/` is for the browser; in a health check it is the container's own.
        is_page = use.port is not None and use.port.is_implied and maker == "anybody"
        if maker is not None and not (is_here and is_page):
            for found in _connection(use, space, owner, document, maker):
                yield found._replace(certainty=certainty)
