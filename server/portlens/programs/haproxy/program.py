"""A HAProxy as a program: the sockets that it binds, and the servers that it connects to."""

from collections.abc import Iterator, Sequence
from itertools import chain

from portlens.formats.haproxy.entry import Entry
from portlens.formats.haproxy.listen import socket_address
from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, Place, PortSpace, Sharing, Socket
from portlens.programs.connecting import connection
from portlens.programs.facts import Facts
from portlens.programs.given import Container, common_variables
from portlens.programs.haproxy.inside import configurations_in, is_alone, is_seen
from portlens.programs.machine import machine_of
from portlens.programs.named import containers_of
from portlens.programs.node import Node
from portlens.programs.program import Program, Topology
from portlens.text.pause import pause, pausing
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

__all__ = ["CONNECTING", "program_in", "program_of", "resolved"]

CONNECTING = ("haproxy",)
_MAIN = "/etc/haproxy/haproxy.cfg"


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the HAProxy that reads `document`.

    Of all files on a machine but the main one, only the service's command line tells whether they
    are read: Debian's reads no `conf.d`, Fedora's does.
    """
    subject = document.source
    path = f"/{subject.path}"
    is_other = "/etc/" in path and not path.endswith(_MAIN)
    facts = Facts(is_part=is_other or not _is_whole(subject))
    space = machine_of(subject.path)

    def make() -> Program:
        return _program([subject], space, "haproxy", facts)

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


def program_in(node: Node, workspace: Workspace) -> Program | None:
    """Return the HAProxy of a container that the project gives its configuration.

    It is whole where an official image runs nothing else, and reads nothing but these files.
    """
    documents = configurations_in(node, workspace)
    if not documents:
        return None
    alone = is_alone(node)
    is_all = alone and is_seen(node, workspace)

    def make() -> Program:
        files = (node.files,) if node.files is not None else ()
        every = [with_variables(document, files) for document in documents]
        is_whole = is_all and all(map(_is_known, every))
        return _program(every, node.space, node.owner, Facts(is_whole=is_whole, is_alone=alone))

    key = documents[0].path, node.space, is_all
    return _PROGRAMS.of_parts(workspace, key, make, (node, *documents))


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the variables of the containers that read it."""
    if "$" not in document.text:
        return document
    return with_variables(document, containers_of(document.path, workspace))


def with_variables(document: Document, containers: Sequence[Container]) -> Document:
    """Return `document` with what its variables are worth in all of the `containers`."""
    values = {name: each.value for name, each in common_variables(containers).items()}
    if not values or "$" not in document.text:
        return document
    from portlens.formats.haproxy.reader import read

    return document.reading_as(read(document.text, document.path, values))


_PROGRAMS: Memo[Program] = Memo(128)


def entry_of(use: PortUse) -> Entry | None:
    """Return what a line of HAProxy's says; None where the address is still to be typed."""
    return use.detail if isinstance(use.detail, Entry) else None


def _program(documents: Sequence[Document], space: PortSpace, owner: str, facts: Facts) -> Program:
    def topology() -> Topology:
        every = (_connections(document, space, owner) for document in documents)
        return Topology(connections=tuple(chain.from_iterable(every)))

    shares = all(map(_shares, documents))
    sockets = (_sockets(document, space, owner, shares=shares) for document in documents)
    by_path = {document.path: document for document in documents}
    return Program(by_path, tuple(chain.from_iterable(sockets)), topology, facts)


def _is_whole(document: Document) -> bool:
    """Tell whether a file is more than lines to be put into a section of another one."""
    sections = document.reading.tree
    return isinstance(sections, tuple) and any(section.keyword for section in sections)


def _is_known(document: Document) -> bool:
    """Tell whether all ports that are listened on are known."""
    return all(
        use.port is None or use.port.is_known for use in document.uses if use.role == "listens"
    )


def _shares(document: Document) -> bool:
    """Tell whether the sockets ask for SO_REUSEPORT, as they do unless they are told not to."""
    sections = document.reading.tree if isinstance(document.reading.tree, tuple) else ()
    return not any(
        line.keyword == "noreuseport"
        for section in sections
        if section.keyword == "global"
        for line in section.lines
    )


def _sockets(document: Document, space: PortSpace, owner: str, *, shares: bool) -> Iterator[Socket]:
    """Yield the sockets that HAProxy binds, in the order of its file.

    Source: HAProxy 2.6 started with such files. Every socket of IP asks for SO_REUSEPORT, and a
    path is moved into the place of an older one, so that neither is in the way of its twin.
    """
    sharing = Sharing(reuse_port=shares)
    for use in document.uses:
        pause()
        entry, port = entry_of(use), use.port
        if use.role != "listens" or entry is None or not entry.is_open or port is None:
            continue
        address = socket_address(entry)
        if address is None or port.first is None or port.last is None:
            continue
        # A socket of one interface or of another namespace may stand beside any other.
        is_certain = not entry.is_conditional and _APART.isdisjoint(entry.options)
        yield Socket(
            space,
            address,
            use.transport,
            port.first,
            port.last,
            owner,
            Place(document.path, port.span),
            "certain" if is_certain else "conditional",
            sharing,
            detail=use,
        )


_APART = frozenset({"interface", "namespace"})


def _connections(document: Document, space: PortSpace, owner: str) -> Iterator[Connection]:
    for use in pausing(document.uses):
        entry = entry_of(use)
        if use.role != "connects" or entry is None:
            continue
        is_own = entry.host.start >= use.span.start and entry.host.end <= use.span.end
        host = entry.host if is_own and entry.host.end > entry.host.start else None
        made = connection(use, document, space, owner, host)
        if made is not None:
            yield made._replace(
                certainty="conditional" if entry.is_conditional else "certain",
                is_needed=entry.is_needed,
            )
