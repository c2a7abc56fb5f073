"""A service of a Compose project, and how one definition of it is merged into another.

Source: compose-go's merging, and docker-compose 2.40.3 and 5.6.1 run on each case.
"""

from collections.abc import Iterable, Iterator, Mapping

from portlens.formats.compose.port_entry import PortEntry, moved
from portlens.formats.compose.services import Noted
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Shift, Span
from portlens.text.typed import Literal, cast

_new = tuple.__new__  # as the classes do, without a call of one

Tag = Literal["", "reset", "override"]

# What Compose has made of an entry: short entries become mappings at the end of their file,
# what is left out gets its default at the end of a project or of an included one.
Stage = Literal["written", "canonical", "with-defaults"]


class Published(NamedTuple):
    """One entry of `ports` as Compose keeps it: a short entry of three ports is three of these.

    A range of very many ports is one, without `target`; see `is_whole`.
    `number` is the host's port, None where Docker picks it or nobody knows it; a long entry
    may keep a range in `published`. `use` is the entry in the file at `path` that says so.
    """

    path: str
    use: PortUse
    host_ip: str
    published: str
    target: int | None
    transport: str
    mode: str
    entry: PortEntry
    is_refused: bool = False  # by Compose, if the entry is still there when all files are merged
    is_out: bool = False  # Compose stops at the entry, so that it takes no port
    stage: Stage = "written"

    def moved(self, use: PortUse, entry: PortEntry) -> "Published":
        """Return the same after an edit elsewhere in its file, which has moved these already."""
        return _new(Published, (self.path, use, *self[2:7], entry, *self[8:]))

    @property
    def is_whole(self) -> bool:
        """Whether it is a range of host ports for as many of the container, in one piece."""
        host, inside = self.use.port, self.use.target
        if self.target is not None or host is None or inside is None:
            return False
        return len(host.numbers) == len(inside.numbers) > 1

    @property
    def targets(self) -> range:
        """The container's ports; none where they are not known."""
        if self.target is not None:
            return range(self.target, self.target + 1)
        inside = self.use.port if self.use.role == "container" else self.use.target
        return inside.numbers if inside is not None else range(0)

    @property
    def key(self) -> tuple[object, ...]:
        """What Compose takes for the same entry: a later one takes the place of an earlier.

        It keeps a number apart from the same number as text, and an empty text from nothing.
        """
        kind = (
            "number"
            if self.entry.long.is_number
            else "published" in self.entry.long.keys and "text"
        )
        published = self.published, kind if not self.published or kind == "number" else "text"
        return self.host_ip or "0.0.0.0", published, self.target, self.transport

    def other_keys(self) -> tuple[object, ...]:
        """Return all that is written in the entry but the host's port."""
        keys = self.entry.long.keys
        if self.entry.form == "short":
            keys = frozenset({"published", "mode", "protocol"})
            keys |= {"host_ip"} if self.host_ip else set()
        elif self.stage == "with-defaults":
            keys = keys | {"mode", "protocol"}
        texts = self.mode, self.entry.long.name, self.entry.long.app_protocol
        return keys - {"target"}, self.host_ip, self.target, self.transport, texts


class Setting(NamedTuple):
    """A value other than a port, and where it stands."""

    value: str
    path: str
    span: Span
    is_reset: bool = False

    def moved(self, shift: Shift) -> "Setting":
        """Return the same value after an edit elsewhere in its file."""
        return self._replace(span=self.span.moved(shift))


class Definition(NamedTuple):
    """One place where a service is written, and what variables are worth there.

    It names the file by its path, as all that is read of a service does: an edit elsewhere in the
    file makes another document, and leaves what is said of this service the very same.
    """

    path: str
    service: str
    key: Span
    variables: Mapping[str, str]

    def moved(self, shift: Shift) -> "Definition":
        """Return the same after an edit elsewhere in its file."""
        path, service, key, variables = self
        return _new(Definition, (path, service, key.moved(shift), variables))


class EnvironmentName(NamedTuple):
    """A path of `env_file` as `definition` writes it at `span`; `is_raw`: the file is read raw."""

    definition: Definition
    span: Span
    name: str
    is_raw: bool


# Files of one service; in a chain of `extends` each link adds its own to all of those below.
MOST_ENV_FILES = 100


class Body(NamedTuple):
    """What one or more files say of a service, as far as its ports are concerned.

    `tag`, `ports_tag` and `env_tag` are what this definition does to the one below it.
    `definitions` are all that were merged, the lowest first. `is_cut`: what the service has from
    elsewhere is left out, see `Shared`. `is_apart`: none of its networks publishes a port.
    """

    name: str
    path: str
    key: Span
    ports: tuple[Published, ...] = ()
    ports_tag: Tag = ""
    profiles: tuple[str, ...] = ()
    network_mode: Setting | None = None
    replicas: Setting | None = None
    expose: Setting | None = None  # where it is written, if it names a port
    env_files: tuple[EnvironmentName, ...] = ()
    env_tag: Tag = ""
    tag: Tag = ""
    definitions: tuple[Definition, ...] = ()
    is_cut: bool = False
    is_apart: bool = False

    def moved(self, shift: Shift, uses: Noted, known: Mapping[int, PortUse]) -> "Body":
        """Return what one file says of a service, without `env_file`, after an edit elsewhere.

        `uses` are those that the reader has moved already, `known` all that it has by where their
        entries begin: the same use is there once, and is moved once.
        """
        name, path, key, ports, ports_tag, profiles, mode, replicas, expose = self[:9]
        ports = ports and tuple(_moved_ports(ports, shift, uses, known))
        mode, replicas = mode and mode.moved(shift), replicas and replicas.moved(shift)
        definitions = tuple([each.moved(shift) for each in self.definitions])
        places = (name, path, key.moved(shift), ports, ports_tag, profiles, mode, replicas)
        rest = (expose and expose.moved(shift), *self[9:-3], definitions, *self[-2:])
        return _new(Body, places + rest)

    @property
    def is_published(self) -> bool:
        """Whether the network of the service is one on which ports are published."""
        return not self.is_apart and self._has_network

    @property
    def _has_network(self) -> bool:
        return self.network_mode is None or self.network_mode.value in {"", "bridge", "default"}

    @property
    def is_running(self) -> bool:
        """Whether a container of the service is started: with `scale: 0` there is none."""
        count = self.replicas.value if self.replicas else ""
        return not count or bool(count.strip("0"))


def _moved_ports(
    ports: Iterable[Published], shift: Shift, uses: Noted, known: Mapping[int, PortUse]
) -> Iterator[Published]:
    """Yield entries as they are moved; the ports of a range have one, and are told by that."""
    entries: dict[int, PortEntry] = {}
    for port in ports:
        before, after = uses.get(id(port.entry), (None, None))
        if after is None or before is not port.use:
            entry = entries.get(id(port.entry)) or port.entry.moved(shift)
            after = moved(port.use, entry, shift)
            read = known.get(entry.node.start)
            after = read if read == after else after
            entries[id(port.entry)] = entry = cast("PortEntry", after.detail)
        yield port.moved(after, cast("PortEntry", after.detail))


def merge(base: Body, own: Body) -> Body:
    """Return `base` with `own` on top: lists grow, single values are replaced."""
    if own.tag == "override":
        return own
    ports = own.ports if own.ports_tag else (*base.ports, *own.ports)
    env_files = own.env_files if own.env_tag else (*base.env_files, *own.env_files)
    return base._replace(
        name=own.name,
        path=own.path,
        key=own.key,
        ports=ports,
        ports_tag=own.ports_tag,
        profiles=tuple(dict.fromkeys((*base.profiles, *own.profiles))),
        network_mode=_later(base.network_mode, own.network_mode),
        replicas=_later(base.replicas, own.replicas),
        expose=own.expose or base.expose,
        env_files=env_files[: MOST_ENV_FILES + 1],
        env_tag=own.env_tag,
        tag=own.tag,
        definitions=(*base.definitions, *own.definitions),
        is_cut=base.is_cut or own.is_cut,
    )


def canonical(body: Body, stage: Stage = "canonical") -> Body:
    """Return `body` as Compose leaves it at the end of a file: with no entry twice.

    It looks twice: at the entries as they are written, then at what they mean. Each time the
    later one takes the place of the earlier, so the two rounds are not one.
    """
    if not body.ports:
        return body
    ports = unique(_unique_as_written(body.ports)) if len(body.ports) > 1 else body.ports
    # Of most services that is all there is: made without a look at what the fields are called.
    staged = tuple([_new(Published, (*port[:-1], stage)) for port in ports])
    return _new(Body, (*body[:3], staged, *body[4:]))


def _unique_as_written(ports: Iterable[Published]) -> Iterable[Published]:
    kept: dict[tuple[object, ...], Published] = {}
    for port in ports:
        is_text = port.entry.form == "short" and port.stage == "written"
        # A range is one text and several ports.
        kept[(port.entry.text, port.target) if is_text else port.key] = port
    return kept.values()


def refused_by_older(body: Body) -> Published | None:
    """Return an entry that Compose 2 refuses because an earlier one is equal to it."""
    if not any(port.entry.long.is_number for port in body.ports):
        return None
    mappings = (port for port in body.ports if port.entry.form == "long" or port.stage != "written")
    texts: set[tuple[object, ...]] = set()
    for port in unique(mappings):
        number = _value(port.published)
        # Only the schema check of Compose 2 takes "80" and a later 80 for equal.
        if number is None:
            continue
        if not port.entry.long.is_number:
            texts.add((number, port.other_keys()))
        elif (number, port.other_keys()) in texts:
            return port
    return None


def _value(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def unique(ports: Iterable[Published]) -> tuple[Published, ...]:
    """Return the entries without those that a later one of the same key takes the place of."""
    kept: dict[tuple[object, ...], Published] = {}
    for port in ports:
        kept[port.key] = port
    return tuple(kept.values())


def _later(base: Setting | None, own: Setting | None) -> Setting | None:
    if own is None:
        return base
    return None if own.is_reset else own
