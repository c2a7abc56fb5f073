"""What the services of a project connect to, as far as their settings say."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter

from portlens.formats._place import Surroundings
from portlens.formats._yaml.nodes import entries
from portlens.formats.compose.port_entry import PortEntry
from portlens.formats.dotenv.env import EnvValue
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Certainty, Connection, Maker, Place, PortSpace
from portlens.programs.compose.env_files import EnvironmentFile, Told, told_by
from portlens.programs.compose.hidden import area_of, hidden, ports_in
from portlens.programs.compose.paired import may_be_half, paired, pairs, use_of
from portlens.programs.compose.project import Project
from portlens.programs.compose.replaced import environment_names, replaced
from portlens.programs.compose.service import Definition
from portlens.programs.compose.whole import services_by_place, telling
from portlens.text.lazy import Lazy
from portlens.text.pause import pause
from portlens.text.plain import to_number
from portlens.text.regex import regex
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
    known = frozenset(("localhost", *names))
    in_files = _InFiles(project, known)
    written: dict[str, dict[str, list[PortUse]]] = {}
    for name, space in spaces.items():
        pause()
        definitions = telling(project.services[name].definitions, project.documents)
        voids = replaced(definitions, project.documents)
        for definition, void in zip(definitions, voids, strict=True):
            pause()
            document = project.documents[definition.path]
            if document.path not in written:
                written[document.path] = _by_service(document)
            uses = written[document.path].get(definition.service, ())
            for found in _of(_Written(definition, document, uses), space, name, known):
                if not any(span.covers(found.place.span) for span in void):
                    yield found
        yield from in_files.of(name, space)


# Each service that is given a file makes all the connections of it. Thirty services with a hundred
# lines are many; of more than this, services times lines, no connection is looked at.
_MOST_GIVEN = 20_000


class _InFiles:
    """What the `env_file` files of services say; files of many services are read once."""

    def __init__(self, project: Project, names: frozenset[str]) -> None:
        self._project = project
        self._names = names
        self._variables = {name: known.value for name, known in project.variables.items()}
        self._told: dict[tuple[str, ...], list[Told]] = {}
        self._halves: dict[tuple[str, ...], list[Told]] = {}
        self._crowded = _crowded(project)

    def of(self, owner: str, space: PortSpace) -> Iterator[Connection]:
        """Yield the connections of one service."""
        files = self._project.env_files.get(owner, ())
        if not files:
            return
        project = self._project
        own = environment_names(project.services[owner].definitions, project.documents)
        named = {file.path: Place(file.definition.path, file.named) for file in files}
        area = area_of(owner, self._names)
        for file, name, known in self._with_ports(files):
            if name in own:
                continue
            for use, is_sure in ports_in(f"{name}: ", known.value, area):
                maker = _maker_of(use, known.value, use.span.start)
                if _is_page(use, maker):
                    continue
                there = _in_value(use, known, is_plain=known.span.of(file.text) == known.value)
                for found in _connection(there, space, owner, known.path, maker):
                    how: Certainty = "certain" if is_sure else "usual"
                    yield found._replace(certainty=how, named_at=named[known.path])
        for found in self._paired(files, space, owner, own):
            yield found._replace(named_at=named[found.place.path])

    def _paired(
        self,
        files: tuple[EnvironmentFile, ...],
        space: PortSpace,
        owner: str,
        own: Collection[str],
    ) -> Iterator[Connection]:
        """Yield what one of the files says of a host and of its port in two variables."""
        halves = {
            told.name: told
            for told in self._halves[tuple(file.path for file in files)]
            if told.name not in own
        }
        values = {name: told.known.value for name, told in halves.items()}
        for of_host, of_port in pairs(values, owner, self._names):
            host, port = halves[of_host], halves[of_port]
            if host.known.path != port.known.path:
                continue
            number = to_number(port.known.value)
            is_plain = port.known.span.of(port.file.text) == port.known.value
            part = PortRange(port.known.span, number, number, is_variable=not is_plain)
            use = use_of(part, host.known.value, owner)
            for found in _connection(use, space, owner, port.known.path, "program"):
                yield found._replace(host=host.known.span)

    def _with_ports(self, files: tuple[EnvironmentFile, ...]) -> list[Told]:
        """Return those values of the files that speak of a port, whosever they are."""
        paths = tuple(file.path for file in files)
        if paths not in self._told:
            anybody = area_of("", self._names)
            told = told_by(files, self._variables)
            crowded = self._crowded
            self._halves[paths] = [
                each for each in told if may_be_half(each.name) and each.known.path not in crowded
            ]
            self._told[paths] = [
                each
                for each in told
                if any(
                    # A port without an address is one of the container itself: it is always told.
                    use.address is None or each.known.path not in crowded
                    for use, _ in ports_in(f"{each.name}: ", each.known.value, anybody)
                )
            ]
        return self._told[paths]


def _crowded(project: Project) -> frozenset[str]:
    """Return the files that are given to so many services that their connections are left out."""
    given = [file for files in project.env_files.values() for file in files]
    times = Counter(file.path for file in given)
    texts = {file.path: file.text for file in given}
    return frozenset(
        path for path, text in texts.items() if times[path] * text.count("\n") > _MOST_GIVEN
    )


def _in_value(use: PortUse, known: EnvValue, *, is_plain: bool) -> PortUse:
    """Return the use as it stands in the file: what does not read as written is the whole value."""
    if use.port is None:
        return use
    shift = known.span.start
    span = use.span.shifted(shift) if is_plain else known.span
    where = use.port.span.shifted(shift) if is_plain else known.span
    return use._replace(span=span, port=use.port._replace(span=where, is_variable=not is_plain))


def _of(
    written: "_Written", space: PortSpace, owner: str, names: frozenset[str]
) -> Iterator[Connection]:
    """Yield what one definition of a service says."""
    document = written.document
    for use in written.uses:
        maker = written.maker(use.span.start, use, document.text, use.span.start)
        if maker is not None:
            is_default = _is_default(document.text, use.span.start)
            for found in _connection(use, space, owner, document.path, maker):
                yield found._replace(certainty="default") if is_default else found
    for found in _hidden(written, space, owner, names):
        # A default is a text like any other, and read already.
        if not any(start in written.read for start in range(*found.place.span)):
            yield found


class _Written:
    """One definition of a service: its document, and its settings by their places.

    `uses` are those that are read of it, `read` where their ports begin.
    """

    def __init__(self, definition: Definition, document: Document, uses: Sequence[PortUse]) -> None:
        self.definition = definition
        self.document = document
        self.uses = uses
        self.read = {use.port.span.start for use in uses if use.port is not None}
        self.node = services_by_place(document).get(definition.key.start)

    @Lazy
    def _places(self) -> list[tuple[int, str]]:
        return sorted((value.start, key.value) for key, value in entries(self.node))

    def maker(self, place: int, use: PortUse, text: str, start: int) -> Maker | None:
        """Return who connects as what stands at `place` says, with `text` before the host.

        None where that is not this service but a proxy that reads labels, or nobody: what builds
        the image is on no network of the project.
        """
        index = bisect_right(self._places, place, key=_START) - 1
        key = self._places[index][1] if index >= 0 else ""
        if key == "build" or (key == "labels" and use.address is not None):
            return None
        if key == "healthcheck":
            return "check"
        return _maker_of(use, text, start)


def _is_page(use: PortUse, maker: Maker) -> bool:
    """Tell whether a URL is `http://localhost/`: outside of health checks that is a browser's."""
    address, port = use.address, use.port
    is_here = address is not None and (address.is_loopback or address.text == "localhost")
    return is_here and port is not None and port.is_implied and maker in ("anybody", "page")


def _maker_of(use: PortUse, text: str, start: int) -> Maker:
    """Return who connects to the host at `start` of `text`: pages are for browsers as well."""
    form = getattr(use.detail, "form", "")
    if form in _MAKERS:
        return _MAKERS[form]
    begin = max(0, start - _LONGEST)
    begin = max(begin, text.rfind(" ", begin, start) + 1)  # no blank stands in a URL
    return "anybody" if _WEB.search(text[begin:start]) else "program"


_MAKERS: dict[str, Maker] = {"told": "clients", "page": "page", "either": "anybody"}
_START = itemgetter(0)
_WEB = regex(r"\b(?:https?|wss?)://[^\s/]*\Z")
_LONGEST = 160


def _by_service(document: Document) -> dict[str, list[PortUse]]:
    found: dict[str, list[PortUse]] = {}
    for use in document.uses:
        if use.role == "connects" and isinstance(use.detail, PortEntry):
            found.setdefault(use.detail.owner.service, []).append(use)
    return found


def _connection(
    use: PortUse, space: PortSpace, owner: str, path: str, maker: Maker
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
        Place(path, port.span),
        host,
        use,
        maker=maker,
    )


def _is_default(text: str, start: int) -> bool:
    """Tell whether what begins at `start` is the default of a variable."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return line.rfind("${") > line.rfind("}")


def _hidden(
    written: _Written,
    space: PortSpace,
    owner: str,
    names: frozenset[str],
) -> Iterator[Connection]:
    """Yield the connections that only the whole of a service's settings shows."""
    document, definition, node = written.document, written.definition, written.node
    around = Surroundings(document.text, definition.variables)
    every = hidden(node, around, definition.service, names, written.read)
    for use, certainty, text, start, offset in every:
        maker = written.maker(offset, use, text, start)
        if maker is not None and not _is_page(use, maker):
            for found in _connection(use, space, owner, document.path, maker):
                yield found._replace(certainty=certainty)
    for use, host, is_default in paired(node, around, definition.service, names):
        for found in _connection(use, space, owner, document.path, "program"):
            how: Certainty = "default" if is_default else "certain"
            yield found._replace(certainty=how, host=host)
