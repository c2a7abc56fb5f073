"""What ssh connects to: its servers, and the targets of its forwards."""

from collections.abc import Iterator

from portlens.formats.ssh.directive import Directive
from portlens.model.socket import Connection, PortSpace
from portlens.programs.connecting import connection
from portlens.programs.machine import machine_of
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.workspace.document import Document


def server_space(document: Document) -> PortSpace:
    """Return the machine that an ssh_config leads to: which one it is, nobody knows."""
    return PortSpace("machine", f"server of {document.path}", is_far=True)


def connections(document: Document) -> Iterator[Connection]:
    """Yield each connection with a written address and a known port.

    The target of a LocalForward is reached from the server, all else from this machine.
    """
    for use in pausing(document.uses):
        port, line = use.port, use.detail
        if use.role != "connects" or port is None:
            continue
        is_there = isinstance(line, Directive) and line.keyword == "localforward"
        space = server_space(document) if is_there else machine_of(document.path)
        end = use.span.end if port.is_implied else max(use.span.start, port.span.start - 1)
        host = Span(use.span.start, end)
        made = connection(use, document, space, use.owner or "ssh", host)
        if made is not None:
            yield made
