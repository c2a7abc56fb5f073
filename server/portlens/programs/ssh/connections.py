"""What ssh connects to: its servers, and the targets of its forwards."""

from collections.abc import Iterator

from portlens.formats.ssh.directive import Directive
from portlens.model.socket import Connection, Place, PortSpace
from portlens.programs.machine import machine_of
from portlens.text.pause import pause
from portlens.text.span import Span
from portlens.workspace.document import Document


def server_space(document: Document) -> PortSpace:
    """Return the machine that an ssh_config leads to: which one it is, nobody knows."""
    return PortSpace("machine", f"server of {document.path}", is_far=True)


def connections(document: Document) -> Iterator[Connection]:
    """Yield each connection with a written address and a known port.

    The target of a LocalForward is reached from the server, all else from this machine.
    """
    for use in document.uses:
        pause()
        port, address, line = use.port, use.address, use.detail
        if use.role != "connects" or address is None or address.family == "unix":
            continue
        if port is None or port.first is None or port.last is None:
            continue
        is_there = isinstance(line, Directive) and line.keyword == "localforward"
        place = use.span if port.is_implied else port.span
        yield Connection(
            server_space(document) if is_there else machine_of(document.path),
            address,
            use.transport,
            port.first,
            port.last,
            use.owner or "ssh",
            Place(document.path, place),
            Span(use.span.start, max(use.span.start, place.start - 1)),
            use,
        )
