"""The fix that moves a published port to the next free one, where its number comes from."""

import re
from collections.abc import Iterator

from portlens.formats.compose.interpolation import expand
from portlens.model.finding import Fix
from portlens.model.port_use import PortRange
from portlens.model.socket import Socket
from portlens.network.free_port import FreePorts
from portlens.programs.compose.project import Project
from portlens.programs.compose.sockets import publishing
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
from portlens.text.span import Span
from portlens.workspace.document import Document

PUBLISH = Phrase("Publish on {port}, the next free port", "次の空きポート {port} で公開する")
SET = Phrase("Set {name} to {port}, the next free port", "{name} を次の空きポート {port} にする")
DEFAULT = Phrase(
    "Make {port}, the next free port, the default of {name}",
    "{name} の既定値を次の空きポート {port} にする",
)


def free_port_fix(
    socket: Socket, rival: Socket, project: Project, document: Document, free: FreePorts
) -> Iterator[Fix]:
    """Yield the fix: in the entry, in a variable's default or in the `.env` file."""
    port = publishing(socket).use.port
    number = free.next(socket.first, socket.transport)
    if port is None or number is None:
        return
    if not port.is_variable:
        # A range, one port of which is moved, would be one no longer.
        if is_number(port.span.of(document.text)):
            edit = Edit(port.span, str(number))
            yield Fix(PUBLISH.fill(port=number), (edit,), is_preferred=True)
        return
    place = _origin(port, project, document)
    if place is not None:
        title, name, edit = place
        # A value of which the other end is made as well would move both.
        if title is SET and _names(name, rival):
            return
        edit = edit._replace(text=str(number))
        yield Fix(title.fill(port=number, name=name), (edit,), is_preferred=True)


def _names(variable: str, socket: Socket) -> bool:
    entry = publishing(socket)
    text = entry.use.span.of(entry.published.document.text)
    return re.search(rf"\$\{{?{variable}\b", text) is not None


def _origin(
    port: PortRange, project: Project, document: Document
) -> tuple[Phrase, str, Edit] | None:
    """Return where the variable that is the whole of `port` gets its number from."""
    span = port.span
    values = {name: known.value for name, known in project.variables.items()}
    while True:
        expanded = expand(span.of(document.text), values)
        if len(expanded.variables) != 1 or len(expanded.pieces) != 1:
            return None
        variable = expanded.variables[0]
        known = project.variables.get(variable.name)
        if known is not None and not variable.is_default:
            return SET, variable.name, Edit(known.span, "", known.path)
        operand = variable.operand.shifted(span.start)
        if not variable.is_default or operand.start == operand.end:
            return None
        if is_number(operand.of(document.text)):
            return DEFAULT, variable.name, Edit(operand, "")
        span = Span(operand.start, operand.end)
