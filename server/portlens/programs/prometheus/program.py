"""A Prometheus as a program: what it connects to, from its machine or its container.

Its configuration opens no port: that is for its command line to say.
"""

from collections.abc import Iterator

from portlens.formats.prometheus.target import Target
from portlens.formats.registry import format_named
from portlens.model.socket import Connection, PortSpace
from portlens.programs.connecting import connection
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.node import Node
from portlens.programs.program import Program, Topology
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

CONNECTING = ("prometheus",)
_USUAL = "/etc/prometheus/prometheus.yml"
_CHOSEN = regex(r"--config\.file[= ]([^\s\"']+)")


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the Prometheus that reads `document`."""
    subject = document.source
    space = machine_of(subject.path)

    def make() -> Program:
        return _program(subject, space, "prometheus")

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


def program_in(node: Node, workspace: Workspace) -> Program | None:
    """Return the Prometheus of a container that the project gives its configuration."""
    path = configuration_in(node)
    document = workspace.document(path, format_named("prometheus")) if path else None
    if document is None or document.format.id != "prometheus":
        return None

    def make() -> Program:
        return _program(document, node.space, node.owner)

    return _PROGRAMS.of_parts(workspace, (path, node.space), make, (document, node))


def configuration_in(node: Node) -> str | None:
    """Return the file that a Prometheus in a container reads."""
    if node.files is None:
        return None
    chosen = _CHOSEN.search(node.runs)
    return node.files.path_of(chosen[1] if chosen else _USUAL)


_PROGRAMS: Memo[Program] = Memo(128)


def _program(document: Document, space: PortSpace, owner: str) -> Program:
    return Program(
        {document.path: document},
        (),
        lambda: Topology(connections=tuple(_connections(document, space, owner))),
        Facts(is_description=True),
    )


def _connections(document: Document, space: PortSpace, owner: str) -> Iterator[Connection]:
    for use in pausing(document.uses):
        if use.port is None or (isinstance(use.detail, Target) and use.detail.is_proxied):
            continue
        end = use.span.end if use.port.is_implied else use.port.span.start - 1
        made = connection(use, document, space, owner, Span(use.span.start, end))
        if made is not None:
            yield made
