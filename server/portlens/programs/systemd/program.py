"""A socket unit as a program: systemd listens for the service that it starts."""

from collections.abc import Iterator
from functools import partial

from portlens.programs.facts import Facts, LeftOut
from portlens.programs.program import Program
from portlens.programs.systemd.sockets import settings_of, sockets, with_addresses
from portlens.programs.systemd.units import SOCKET, Unit, sockets_at, unit_of
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the unit that `document` is a file of; alone where another file has its place."""
    subject = document.source
    return _PROGRAMS.value(workspace, subject.path, partial(_of, subject), subject=subject)


def programs_at(root: str, workspace: Workspace) -> Iterator[Program]:
    """Yield the socket units of the machine whose files lie below `root`."""
    yield from _MACHINES.value(workspace, root, partial(_at, root))


_PROGRAMS: Memo[Program] = Memo(64)
_MACHINES: Memo[tuple[Program, ...]] = Memo(16)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the addresses of its lines, and none where a line has no effect."""
    unit = unit_of(document, workspace)
    if not any(other.path == document.path for other in unit.documents):
        return document
    return with_addresses(document, unit)


def _of(document: Document, workspace: Workspace) -> Program:
    unit = unit_of(document, workspace)
    if not any(other.path == document.path for other in unit.documents):
        return Program(
            {document.path: document}, (), facts=Facts(left_out_by=_instead(document, unit))
        )
    return _program(unit)


def _instead(document: Document, unit: Unit) -> LeftOut | None:
    """Return the file that has the place of `document`: another unit file, or drop-in of its name.

    A unit's main file is no drop-in of the same unit, whatever both are called.
    """
    name = document.path.rpartition("/")[2]
    namesakes = (each.path for each in unit.documents if each.path.endswith(f"/{name}"))
    by = next(namesakes, "")
    return LeftOut(by, "instead") if by else None


def _at(root: str, workspace: Workspace) -> tuple[Program, ...]:
    units = sockets_at(f"{root}/", workspace)
    return tuple(_program(unit) for unit in units if unit.documents)


def _program(unit: Unit) -> Program:
    documents = {document.path: document for document in unit.documents}
    facts = Facts(is_part=not unit.is_seen, name=unit.name, hands_to=_served(unit))
    return Program(documents, tuple(sockets(unit)), facts=facts)


def _served(unit: Unit) -> tuple[str, ...]:
    """Return the service that gets the sockets of a unit, as service managers call it."""
    if not unit.name.endswith(SOCKET):
        return ()
    service = settings_of(unit).get(("Socket", "Service"), "")
    return (service.removesuffix(".service") or unit.name.removesuffix(SOCKET),)
