"""A socket unit as a program: systemd listens for the service that it starts."""

from collections.abc import Iterator
from functools import partial

from portlens.programs.facts import Facts, LeftOut
from portlens.programs.program import Program
from portlens.programs.systemd.sockets import sockets, with_addresses
from portlens.programs.systemd.unit import Unit
from portlens.programs.systemd.units import SOCKET, sockets_at, unit_of
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the unit that `document` is a file of; alone where another file has its place."""
    unit = unit_of(document, workspace)
    if document.path in unit.documents:
        key = unit.name, next(iter(unit.documents))
        return _PROGRAMS.of_parts(workspace, key, partial(_program, unit), (unit,))
    subject = document.source
    alone = partial(_left_out, subject, unit)
    return _PROGRAMS.of_parts(workspace, subject.path, alone, (unit, subject))


def programs_at(root: str, workspace: Workspace) -> Iterator[Program]:
    """Yield the socket units of the machine whose files lie below `root`."""
    yield from _MACHINES.value(workspace, root, partial(_at, root))


_PROGRAMS: Memo[Program] = Memo(512)
_MACHINES: Memo[tuple[Program, ...]] = Memo(16)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the addresses of its lines, and none where a line has no effect."""
    unit = unit_of(document, workspace)
    return with_addresses(document, unit) if document.path in unit.documents else document


def _left_out(document: Document, unit: Unit) -> Program:
    """Return a file in whose place another is read: a unit file, or a drop-in of its name.

    A unit's main file is no drop-in of the same unit, whatever both are called.
    """
    by = unit.by_name.get(document.path.rpartition("/")[2])
    left_out_by = LeftOut(by.path, "instead") if by is not None else None
    return Program({document.path: document}, (), facts=Facts(left_out_by=left_out_by))


def _at(root: str, workspace: Workspace) -> tuple[Program, ...]:
    units = sockets_at(f"{root}/", workspace)
    return tuple(_program(unit) for unit in units if unit.documents)


def _program(unit: Unit) -> Program:
    facts = Facts(is_part=not unit.is_seen, name=unit.name, hands_to=_served(unit))
    return Program(unit.documents, tuple(sockets(unit)), facts=facts)


def _served(unit: Unit) -> tuple[str, ...]:
    """Return the service that gets the sockets of a unit, as service managers call it."""
    if not unit.name.endswith(SOCKET):
        return ()
    service = unit.settings.get(("Socket", "Service"), "")
    return (service.removesuffix(".service") or unit.name.removesuffix(SOCKET),)
