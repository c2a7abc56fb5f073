"""What the lines of OpenSSH mean that have no port of their own."""

from portlens.formats.ssh import CLIENT
from portlens.formats.ssh.directive import Directive, Tree
from portlens.formats.ssh.host_port import split_host_port
from portlens.formats.ssh.port import is_template
from portlens.network.context import Context
from portlens.programs.ssh.sockets import lines_of, server_of
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.span import Span
from portlens.workspace.document import Document

Meaning = tuple[Span, Phrase]


def meaning(document: Document, offset: int, context: Context) -> Meaning | None:
    """Return the place at `offset` and what OpenSSH makes of it, if anything."""
    tree = document.reading.tree
    lines = tree.directives if isinstance(tree, Tree) else ()
    line = next((each for each in lines if each.span.touches(offset)), None)
    if line is None or not line.words:
        return None
    if line.keyword == "listenaddress":
        return _address(line, document, context)
    if document.format.id == CLIENT and line.keyword == "proxyjump":
        return _jump(line, document, offset)
    return _path(line, document, offset) if line.keyword in _FORWARDS else None


_FORWARDS = {"localforward", "remoteforward", "dynamicforward"}


def _address(line: Directive, document: Document, context: Context) -> Meaning | None:
    """Tell which sockets an address without a port stands for: one for each `Port`."""
    found = server_of(document, context.workspace)
    if not found.is_whole:
        return None
    ports = [
        str(socket.first)
        for socket in found.sockets
        for asking in (lines_of(socket).address,)
        if asking and asking.document.path == document.path and asking.line == line.line
    ]
    if not ports:
        return None
    address = code_span(line.words[0].text)
    listed = in_a_row(f"**{port}**" for port in dict.fromkeys(ports))
    return line.words[0].span, LISTENS.fill(address=address, ports=listed)


def _jump(line: Directive, document: Document, offset: int) -> Meaning | None:
    start = line.rest.start
    for hop in line.rest.of(document.text).split(","):
        span = Span(start, start + len(hop))
        start = span.end + 1
        name = hop.rpartition("@")[2]
        parts = split_host_port(name) if name and not is_template(hop) else None
        if span.touches(offset) and parts is not None and parts.port is None and parts.host:
            return span, JUMP.fill(host=code_span(parts.host))
    return None


def _path(line: Directive, document: Document, offset: int) -> Meaning | None:
    """Tell what an end of a forward is that has a path in place of a port."""
    for use in document.uses:
        address = use.address
        if use.detail is line and use.span.touches(offset) and address and use.port is None:
            listens = LISTENS_ON_PATH if use.role == "listens" else CONNECTS_TO_PATH
            who = SERVER if (line.keyword == "remoteforward") == (use.role == "listens") else SSH
            return use.span, listens.fill(who=who, path=code_span(address.text))
    return None


LISTENS = Phrase(
    "sshd listens on {address}, port {ports}: no port is written here, and those of `Port` count",
    "ここにはポートが書かれていないため `Port` の値が使われ、"
    "sshd は {address} のポート {ports} で待ち受けます",
)
JUMP = Phrase(
    "the way leads through {host} on port **22**, unless a block for it gives another `Port`",
    "{host} のポート **22** を経由します。"
    "このホストのブロックに `Port` があれば、そのポートが使われます",
)
SSH = Phrase("ssh", "クライアント")
SERVER = Phrase("the server", "サーバー")
LISTENS_ON_PATH = Phrase(
    "{who} listens on the socket {path}, which has no port",
    "{who}はポートのないソケット {path} で待ち受けます",
)
CONNECTS_TO_PATH = Phrase(
    "{who} connects to the socket {path}, which has no port",
    "{who}はポートのないソケット {path} に接続します",
)
