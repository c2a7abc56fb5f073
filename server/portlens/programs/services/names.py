"""The names that the services files near a configuration give to ports."""

from collections.abc import Iterator

from portlens.formats.registry import format_named
from portlens.formats.services.entry import Entry
from portlens.model.port_use import PortRange, PortUse
from portlens.text.lazy import Lazy
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

# `roles/ssh/files/etc/ssh/sshd_config.d/10-port.conf` and a services file at the project's
# root: as far apart as they come.
_HIGHEST = 8
_ANY = ("tcp", "udp", "dccp", "sctp")  # in the order of getaddrinfo(3)


class ServiceNames:
    """The names of services near `document`; no file is read before somebody asks.

    Asked are `services` and `etc/services` in the folder of the document and in those above;
    the nearest file wins, and in a file the first line, as for getservbyname(3). Names of TCP
    alone count, but where a program asks for the transport that its entry names, or for any: the
    C library then looks for TCP first.
    """

    def __init__(self, document: Document, workspace: Workspace) -> None:
        self._path = document.path
        self._format = document.format
        self._workspace = workspace

    def port(self, name: str, transport: str = "tcp") -> int | None:
        """Return the port that is called `name`, in an entry of `transport`; case counts."""
        return self._ports.get((name, self._format.names_of(transport)))

    @Lazy
    def _ports(self) -> dict[tuple[str, str], int]:
        ports: dict[tuple[str, str], int] = {}
        transports = _ANY if self._format.takes_names in {"own", "any"} else _ANY[:1]
        for document in definers(self._path, self._workspace):
            for transport in transports:
                _add(ports, document, transport, self._format.names_of(transport))
        return ports


def definers(near: str, workspace: Workspace) -> Iterator[Document]:
    """Yield the services files whose names count for the file at `near`, the nearest first."""
    folder = near
    for _ in range(_HIGHEST):
        folder, slash, _ = folder.rpartition("/")
        for name in ("services", "etc/services"):
            path = f"{folder}{slash}{name}"
            found = workspace.document(path, format_named("services"))
            if found is not None and found.format.id == "services":
                yield found
        if not slash:
            return


def definers_for(document: Document, workspace: Workspace) -> Iterator[Document]:
    """Yield the services files that have the names of `document`, the nearest first."""
    return definers(document.path, workspace)


def with_names(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports of those names that only a services file nearby knows.

    What IANA's registry has for a name stays, even where such a file says otherwise: whether
    the file is meant for the same machine is not known.
    """
    names = ServiceNames(document, workspace)
    uses = tuple(_resolved(use, names) for use in document.uses)
    mentions = tuple(_resolved(use, names) for use in document.reading.mentions)
    if uses == document.uses and mentions == document.reading.mentions:
        return document
    return document.reading_as(document.reading._replace(uses=uses, mentions=mentions))


def _resolved(use: PortUse, names: ServiceNames) -> PortUse:
    port = use.port
    if port is None or not port.name or port.is_known:
        return use
    number = names.port(port.name, use.transport)
    if number is None:
        return use
    return use._replace(port=PortRange(port.span, number, number, port.name))


def _add(ports: dict[tuple[str, str], int], document: Document, transport: str, under: str) -> None:
    for use in document.uses:
        entry = use.detail
        # OpenSSH takes port 0 for no port, whatever it is called
        if isinstance(entry, Entry) and entry.number and entry.protocol == transport:
            for name in entry.names:
                ports.setdefault((name, under), entry.number)
