"""A HAProxy as a program: the sockets that it binds, and the servers that it connects to."""

from collections.abc import Iterator

from portlens.formats.haproxy.entry import Entry
from portlens.formats.haproxy.listen import socket_address
from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, Place, PortSpace, Sharing, Socket
from portlens.programs.facts import Facts
from portlens.programs.haproxy.inside import configuration_in, is_alone, is_seen
from portlens.programs.machine import machine_of
from portlens.programs.node import Node
from portlens.programs.program import Program, Topology
from portlens.text.pause import pause
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

__all__ = ["CONNECTING", "program_in", "program_of"]

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
        return _program(subject, space, "haproxy", facts)

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


def program_in(node: Node, workspace: Workspace) -> Program | None:
    """Return the HAProxy of a container that the project gives its configuration.

    It is whole where an official image runs nothing else, and reads nothing but this file.
    """
    document = configuration_in(node, workspace)
    if document is None:
        return None
    alone = is_alone(node)
    facts = Facts(is_whole=alone and is_seen(node) and _is_known(document), is_alone=alone)

    def make() -> Program:
        return _program(document, node.space, node.owner, facts)

    return _PROGRAMS.of_parts(workspace, (document.path, node.space), make, (document, node))


_PROGRAMS: Memo[Program] = Memo(128)


def entry_of(use: PortUse) -> Entry | None:
    """Return what a line of HAProxy's says; None where the address is still to be typed."""
    return use.detail if isinstance(use.detail, Entry) else None


def _program(document: Document, space: PortSpace, owner: str, facts: Facts) -> Program:
    return Program(
        {document.path: document},
        tuple(_sockets(document, space, owner)),
        lambda: Topology(connections=tuple(_connections(document, space, owner))),
        facts,
    )


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


def _sockets(document: Document, space: PortSpace, owner: str) -> Iterator[Socket]:
    """Yield the sockets that HAProxy binds, in the order of its file.

    Source: HAProxy 2.6 started with such files. Every socket of IP asks for SO_REUSEPORT, and a
    path is moved into the place of an older one, so that neither is in the way of its twin.
    """
    sharing = Sharing(reuse_port=_shares(document))
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
    for use in document.uses:
        pause()
        entry, port, address = entry_of(use), use.port, use.address
        if use.role != "connects" or entry is None or port is None or address is None:
            continue
        if port.first is None or port.last is None or address.family == "unix":
            continue
        is_own = entry.host.start >= use.span.start and entry.host.end <= use.span.end
        host = entry.host if is_own and entry.host.end > entry.host.start else None
        yield Connection(
            space,
            address,
            use.transport,
            port.first,
            port.last,
            owner,
            Place(document.path, host if port.is_implied and host else port.span),
            host,
            use,
            "conditional" if entry.is_conditional else "certain",
            is_needed=entry.is_needed,
        )
