"""xinetd as a program: which sockets it opens for its services, and where it passes on to.

Source: xinetd 2.3.15.3, activate_normal(): every socket asks for SO_REUSEADDR, so that two of UDP
may share a port; what cannot be bound is left out, and xinetd goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from portlens.formats.xinetd.entry import Entry
from portlens.formats.xinetd.judged import NOTHING
from portlens.formats.xinetd.reader import bound_by
from portlens.model.address import Address
from portlens.model.port_use import PortUse
from portlens.model.socket import ALONE, Connection, Place, Sharing, Socket
from portlens.programs.connecting import connection
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.program import Program, Topology, Unread
from portlens.programs.services.names import definers as services_near
from portlens.programs.services.names import with_names
from portlens.programs.xinetd.configuration import Configuration, configuration
from portlens.programs.xinetd.services import Service, services
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


class Whole(NamedTuple):
    """The program with what becomes of each of its services.

    `services` has those of each file by its path, in the order in which xinetd reads them.
    """

    program: Program
    services: Mapping[str, Sequence[Service]]


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the xinetd that reads `document`, with all its other files."""
    return whole_of(document, workspace).program


def whole_of(document: Document, workspace: Workspace) -> Whole:
    """Return the same with its services."""
    subject, found = document.source, configuration(document, workspace)
    # Once for all files of it; the main file has a configuration of its own.
    key, make = (found.main.path, subject.path == found.main.path), partial(_whole, found)
    return _WHOLES.value(workspace, key, make, subject=subject, parts=(found,))


_WHOLES: Memo[Whole] = Memo(64)


def _whole(found: Configuration, workspace: Workspace) -> Whole:
    every = services(found, workspace)
    documents = dict(found.documents)
    resolved_ = {path: with_names(each, workspace) for path, each in documents.items()}
    uses = {
        (path, use.detail.header): use
        for path, each in resolved_.items()
        for use in pausing(each.uses)
        if isinstance(use.detail, Entry) and use.role == "listens"
    }
    facts = Facts(is_part=not found.is_main, name="xinetd", left_out_by=found.left_out_by)
    program = Program(
        documents,
        tuple(_sockets(every, uses)),
        lambda: Topology(connections=tuple(_connections(every, resolved_))),
        facts,
    )
    by_file: dict[str, list[Service]] = {}
    for each in pausing(every):
        by_file.setdefault(each.loaded.document.path, []).append(each)
    return Whole(program, by_file)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with what its other files say: the ports of names, who opens what."""
    document = with_names(document, workspace)
    bound = {
        each.loaded.section.header: bound_by(NOTHING if each.same_as else each.verdict)
        for each in pausing(whole_of(document, workspace).services.get(document.path, ()))
    }
    uses = tuple(_with_bound(use, bound) for use in pausing(document.uses))
    if uses == document.uses:
        return document
    return document.reading_as(document.reading._replace(uses=uses))


def _with_bound(use: PortUse, bound: Mapping[Span, tuple[Address, ...] | None]) -> PortUse:
    if use.role != "listens" or not isinstance(use.detail, Entry):
        return use
    return use._replace(bound=bound.get(use.detail.header, ()))


def definers(document: Document, workspace: Workspace) -> Iterator[Document]:
    """Yield the services files that have the names of `document`, the nearest first."""
    return services_near(document.path, workspace)


def unread(document: Document, workspace: Workspace) -> Iterator[Unread]:
    """Yield the includes of `document` that xinetd follows and portlens does not."""
    for each in configuration(document, workspace).missed:
        if each.document.path == document.path:
            yield Unread(each.span, each.reason)


def _sockets(every: tuple[Service, ...], uses: dict[tuple[str, Span], PortUse]) -> Iterator[Socket]:
    """Yield the sockets in the order in which xinetd opens them."""
    for each in every:
        pause()
        opened = each.verdict.opened
        path, header = each.loaded.document.path, each.loaded.section.header
        use = uses.get((path, header))
        if opened is None or each.same_as is not None or use is None or not opened.port:
            continue
        sharing = Sharing(reuse_address=True) if opened.transport == "udp" else ALONE
        yield Socket(
            machine_of(path),
            opened.address,
            opened.transport,
            opened.port,
            opened.port,
            use.owner,
            Place(path, use.span if use.port is None else use.port.span),
            sharing=sharing,
            detail=use,
        )


def _connections(
    every: tuple[Service, ...], documents: dict[str, Document]
) -> Iterator[Connection]:
    """Yield where the services that are started pass on to what comes in."""
    started = {
        (each.loaded.document.path, each.loaded.section.header)
        for each in pausing(every)
        if each.verdict.opened is not None and each.same_as is None
    }
    for path, document in documents.items():
        for use in pausing(document.uses):
            entry = use.detail
            if use.role != "connects" or not isinstance(entry, Entry):
                continue
            if (path, entry.header) in started:
                found = connection(use, document, machine_of(path), use.owner, entry.host)
                if found is not None:
                    yield found
