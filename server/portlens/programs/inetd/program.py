"""inetd as a program: which sockets it opens for its entries.

Source: openbsd-inetd 0.20221205, config(), matchconf() and setup() in inetd.c. Every socket asks
for SO_REUSEADDR, so that two of UDP may share a port; what cannot be bound is left out, and inetd
goes on and tries it again every ten minutes.
"""

from collections.abc import Iterator

from portlens.formats.inetd.entry import Asked, Entry
from portlens.model.port_use import PortUse
from portlens.model.socket import ALONE, Place, Sharing, Socket
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.program import Program
from portlens.programs.services.names import definers as services_near
from portlens.programs.services.names import with_names
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


class Repeated(NamedTuple):
    """An entry that inetd takes for an earlier one, whose program it replaces."""

    first: PortUse
    again: PortUse


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the inetd that reads `document`."""
    subject = document.source
    return _PROGRAMS.value(
        workspace, subject.path, lambda seen: _of(subject, seen), subject=subject
    )


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports of names that only a services file nearby knows."""
    return with_names(document, workspace)


def definers(document: Document, workspace: Workspace) -> Iterator[Document]:
    """Yield the services files that have the names of `document`, the nearest first."""
    return services_near(document.path, workspace)


def repeated(document: Document) -> Iterator[Repeated]:
    """Yield each entry all of whose sockets an earlier entry has asked for in the same words."""
    asking: dict[tuple[object, ...], PortUse] = {}
    for use in document.uses:
        pause()
        asked = _asked(use)
        before = [asking.get(_key(each)) for each in pausing(asked)]
        if asked and before[0] is not None and None not in before:
            yield Repeated(before[0], use)
        for each in pausing(asked):
            asking.setdefault(_key(each), use)


_PROGRAMS: Memo[Program] = Memo(64)


def _of(document: Document, workspace: Workspace) -> Program:
    found = resolved(document, workspace)
    return Program({document.path: document}, tuple(_sockets(found)), facts=Facts(name="inetd"))


def _sockets(document: Document) -> Iterator[Socket]:
    """Yield the sockets in the order in which inetd opens them."""
    space = machine_of(document.path)
    asking: set[tuple[object, ...]] = set()
    for use in document.uses:
        port = use.port
        for asked in _asked(use):
            pause()
            if _key(asked) in asking:
                continue
            asking.add(_key(asked))
            first, last = (0, 0) if port is None else (port.first, port.last)
            if first is None or last is None:
                continue
            sharing = Sharing(reuse_address=True) if use.transport == "udp" else ALONE
            span = use.span if port is None else port.span
            place = Place(document.path, span)
            yield Socket(
                space,
                asked.address,
                use.transport,
                first,
                last,
                use.owner,
                place,
                sharing=sharing,
                detail=use,
            )


def _asked(use: PortUse) -> tuple[Asked, ...]:
    return use.detail.asked if isinstance(use.detail, Entry) else ()


def _key(asked: Asked) -> tuple[object, ...]:
    return *asked.key, asked.address[:2]
