"""The containers of a project: port spaces, names, networks, and what each is given.

Source: Docker's documentation of Compose networking, and projects really started on a Docker
Engine 20.10: service name, container name, hostname and aliases answer on shared networks,
those of another network do not.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from portlens.formats._interpolation import UNKNOWN
from portlens.formats._yaml.nodes import entries, resolved, text_of, value_of
from portlens.formats.compose.services import items_of
from portlens.model.socket import Place, PortSpace
from portlens.programs.compose.built import Built
from portlens.programs.compose.images import BuiltImage, image_of_service
from portlens.programs.compose.moved import Moved
from portlens.programs.compose.project import Project
from portlens.programs.compose.project_name import project_name
from portlens.programs.compose.service import Body
from portlens.programs.compose.settings import Settings
from portlens.programs.compose.sockets import container, machine
from portlens.programs.compose.start import start_of
from portlens.programs.compose.texts import texts
from portlens.programs.compose.whole import telling, whole_file
from portlens.programs.given import Container, Given
from portlens.programs.node import Name, Node
from portlens.text.pause import pause, pausing
from portlens.text.plain import is_number, split_blanks, to_number
from portlens.text.regex import regex

_NAMING = ("container_name", "hostname", "networks", "network_mode", "links", "extra_hosts")
DEFAULT = "default"  # the network of services that name none
_DEEPEST = 20
_MOST_REPLICAS = 20  # whose names are known; those of more are taken for granted
_PATH, _KEY = attrgetter("path"), attrgetter("key")  # of a definition


class Containers:
    """The containers of one project, each put together from all definitions of its service."""

    def __init__(
        self,
        project: Project,
        given: Iterable[Given],
        built: Mapping[str, Built],
        beside: frozenset[str] | None,
    ) -> None:
        """Take the containers of `project`, what they are given and how their images are built.

        `beside` are the services that other files may bring in; None if nobody can tell.
        """
        self._project = project
        self._main = project.files[0]
        self._built = built
        self._settings = {
            name: Settings(body, project.documents)
            for name, body in pausing(project.services.items())
        }
        self._beside = beside or frozenset()
        self._may_be_laid_over = beside is None
        self._is_all = beside is not None and all(
            each.is_whole and each.is_known(*_NAMING) for each in pausing(self._settings.values())
        )
        self._networks = _networks(project)
        self._name = project_name(project)
        self._by_container_name = {
            settings.text("container_name"): name
            for name, settings in pausing(self._settings.items())
        }
        self._images: dict[str, BuiltImage] = {}  # by service
        self._moved = Moved(project)
        self._given: dict[str, list[Given]] = {}  # by service
        for one in given:
            if one.inside:
                self._given.setdefault(one.owner, []).append(one)

    def nodes(self) -> Iterator[Node]:
        """Yield the container of each service that is started, in the order of the project."""
        for name, body in self._project.services.items():
            pause()
            if body.is_running:
                yield self._node(name, body, self._settings[name])

    def exposed(self, service: str) -> Iterator[tuple[int, int, str]]:
        """Yield the ports that a service only says to be there.

        What a Dockerfile says that is a file of its own, that itself tells.
        """
        for item in self._settings[service].items("expose"):
            yield from _ports_in(item.text)
        built = self._images[service]
        for use in built.image.exposed if built.recipe is None else ():
            if use.port is not None and use.port.first is not None and use.port.last is not None:
                yield use.port.first, use.port.last, use.transport

    def _node(self, name: str, body: Body, settings: Settings) -> Node:
        space, mode = self.space(name)
        built = self._images[name] = image_of_service(settings, self._built.get(name))
        image = built.image
        networks = self._networks_of(name) if not mode else {}
        unseen = ("dns", "dns_search", "external_links")
        is_plain = self._is_all and not any(map(settings.has, unseen))
        is_seen = (
            is_plain and not mode and all(network in self._networks.seen for network in networks)
        )
        files = Container(self._given[name]) if name in self._given else None
        insides = files.insides() if files is not None else ()
        covered = tuple(_hidden(settings, insides))
        given = (*covered, *insides)
        documents = self._project.documents
        saying = telling(body.definitions, documents)
        return Node(
            space,
            name,
            Place(body.path, body.key),
            tuple(self._names(name, networks, settings)),
            tuple(networks),
            self._hosts(name, settings),
            is_seen,
            image.base,
            settings.command or image.runs,
            image.alters,
            files,
            covered,
            (*texts(body, documents), built.text),
            built.recipe,
            settings.has("env_file"),
            tuple(map(Place, map(_PATH, saying), map(_KEY, saying))),
            tuple(file.path for file in self._project.env_files.get(name, ())),
            self._moved.of(body, settings),
            self._beside,
            None if self._is_laid_over(name) else start_of(settings, body, self._project, given),
            is_plain and mode == "bridge",
        )

    def _is_laid_over(self, service: str) -> bool:
        """Tell whether a file beside the project may give a service another command or image."""
        return self._may_be_laid_over or service.casefold() in self._beside

    def space(self, service: str) -> tuple[PortSpace, str]:
        """Return the port space of a service, and its network mode where that is not its own."""
        name = service
        for _ in range(_DEEPEST):
            body = self._project.services[name]
            mode = body.network_mode.value if body.network_mode else ""
            if mode == "host":
                return machine(self._main), mode
            kind, colon, other = mode.partition(":")
            if kind == "container" and colon:
                other = self._by_container_name.get(other, "")
            if not colon or other not in self._project.services:
                # With another container's network nothing is known of who else is there.
                own = container(self._main, service if colon else name)
                return own, "" if not mode and name == service else mode or "service"
            name = other
        return container(self._main, service), "circle"

    def _networks_of(self, service: str) -> Mapping[str, tuple[str, ...]]:
        """Return the networks of a service, each with the aliases that it has there."""
        found: dict[str, tuple[str, ...]] = {}
        settings = self._settings[service]
        for item in settings.items("networks"):
            key = self._networks.id(item.text)
            aliases = tuple(
                settings.expanded(text_of(alias), item.definition)
                for alias in items_of(value_of(item.value, "aliases"))
            )
            found[key] = (*found.get(key, ()), *aliases)
        return found or {self._networks.id(DEFAULT): ()}

    def _names(
        self, service: str, networks: Mapping[str, tuple[str, ...]], settings: Settings
    ) -> Iterator[Name]:
        written = settings.text("container_name")
        own = [written] if written else self._generated_for(service)
        everywhere = [service, *own, settings.text("hostname")]
        for network, aliases in networks.items():
            for text in dict.fromkeys((*everywhere, *aliases)):
                if text and UNKNOWN not in text:
                    yield Name(text, network)

    def _generated(self, service: str) -> str:
        """Return the name of the first container as Compose makes it up."""
        return f"{self._name}-{service}-1"

    def _generated_for(self, service: str) -> list[str]:
        """Return the names of a service's containers: `web-2` where there are two."""
        replicas = self._project.services[service].replicas
        count = replicas.value if replicas is not None and is_number(replicas.value) else "1"
        most = min(to_number(count), _MOST_REPLICAS)
        stem = self._generated(service).removesuffix("1")
        return [f"{stem}{number}" for number in range(1, most + 1)]

    def _hosts(self, service: str, settings: Settings) -> dict[str, PortSpace | None]:
        found: dict[str, PortSpace | None] = {"host.docker.internal": machine(self._main)}
        for name, address in settings.pairs("extra_hosts"):
            is_machine = address.strip("[]") == "host-gateway"
            found[name] = machine(self._main) if is_machine else None
        for item in settings.items("links"):
            linked, _, alias = item.text.partition(":")
            if linked in self._project.services and self._share(service, linked):
                # Compose links a container under the names of its number as well, and Docker
                # under its own two. Source: /etc/hosts of one on the bridge of an Engine 20.10.
                there = self._settings[linked]
                own = there.text("container_name"), there.text("hostname")
                for known in (alias or linked, f"{linked}-1", self._generated(linked), *own):
                    if known and UNKNOWN not in known:
                        found[known] = self.space(linked)[0]
        return found

    def _share(self, one: str, other: str) -> bool:
        """Tell whether two services share a network: without one a link leads nowhere."""
        return not self._networks_of(one).keys().isdisjoint(self._networks_of(other).keys())


def _ports_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the ports of an entry of `expose`, each with its transport."""
    for word in split_blanks(text):
        match = _PORTS.fullmatch(word)
        if match:
            first = to_number(match[1])
            yield first, to_number(match[2]) if match[2] else first, (match[3] or "tcp").lower()


_PORTS = regex(r"([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/(\w+))?")


def _hidden(settings: Settings, insides: Iterable[str]) -> Iterator[str]:
    """Yield where a container has volumes, or files whose text nobody sees."""
    seen = set(insides)
    for item in (*settings.items("volumes"), *settings.items("configs"), *settings.items("tmpfs")):
        place = _TARGET.search(item.text)
        target = text_of(value_of(item.value, "target")) or (place[1] if place else "")
        inside = posixpath.normpath(target or "/")
        if inside not in seen:
            yield inside
    if settings.has("volumes_from"):
        yield "/"


# The path inside of `source:/path:ro`, or of a volume without a name.
_TARGET = regex(r"(?:^|:)(/[^:]*)(?::[^:/]*)?\Z")


class _Networks:
    """The networks that a project names; `seen` are those that nobody else is on."""

    def __init__(self, project: Project) -> None:
        self._home = project.files[0]
        self._named: dict[str, str] = {}
        self.seen: set[str] = {self.id(DEFAULT)}

    def id(self, key: str) -> str:
        """Return what tells the network `key` of the project from all others."""
        return self._named.get(key) or f"{self._home}#{key}"

    def add(self, key: str, name: str, *, is_external: bool) -> None:
        """Take in one entry of `networks`."""
        if name or is_external:
            self.seen.discard(self.id(key))
            self._named[key] = name or key
        else:
            self.seen.add(self.id(key))


def _networks(project: Project) -> _Networks:
    found = _Networks(project)
    for document in project.documents.values():
        for top in whole_file(document).documents:
            for key, value in entries(value_of(top, "networks")):
                node = resolved(value)
                external = value_of(node, "external")
                is_external = external is not None and text_of(external) != "false"
                name = text_of(value_of(node, "name")) or text_of(value_of(external, "name"))
                found.add(key.value, name, is_external=is_external)
    return found
