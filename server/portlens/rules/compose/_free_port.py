"""The fix that moves a published port to the next free one, where its number comes from."""

import re
from collections.abc import Iterator

from portlens.model.finding import Fix
from portlens.model.socket import Socket
from portlens.network.free_port import FreePorts
from portlens.programs.compose.origin import origin_of
from portlens.programs.compose.project import Project
from portlens.programs.compose.sockets import publishing
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
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
    origin = origin_of(port, project, document)
    if origin is not None:
        # A value of which the other end is made as well would move both.
        if not origin.is_default and _names(origin.name, rival, project):
            return
        path = None if origin.is_default else origin.place.path
        edit = Edit(origin.place.span, str(number), path)
        title = DEFAULT if origin.is_default else SET
        yield Fix(title.fill(port=number, name=origin.name), (edit,), is_preferred=True)


def _names(variable: str, socket: Socket, project: Project) -> bool:
    entry = publishing(socket)
    text = entry.use.span.of(project.documents[entry.published.path].text)
    return re.search(rf"\$\{{?{variable}\b", text) is not None
