"""missing-port in nginx: what needs the whole configuration to be told."""

from collections.abc import Iterator

from portlens.formats.nginx.connect import Connect
from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration, Connection
from portlens.programs.nginx.variables import defines
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._same_socket import path_from
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

NO_PORT = Phrase(
    "{directive} has no usual port: write one after {host}",
    "{directive} には既定のポートがないため、{host} の後にポートを書きます",
)
NO_LISTEN = Phrase(
    "a {module} server needs a listen",
    "{module} のサーバーには listen が必要です",
)
VARIABLE = Phrase("Write ${name}, the variable", "変数 ${name} と書く")
OF_MODULE = Phrase(
    "the upstream {name} is one of {module}: {other} does not see it",
    "upstream {name} は {module} のもので、{other} からは見えません",
)
ADD = Phrase("Add {port}, the usual port", "通常のポート {port} を追加する")


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:  # noqa: ARG001
    """Yield connections without a port that no default and no upstream gives one."""
    known = dict.fromkeys(found.upstreams, True)
    for connection in found.connections:
        pause()
        connect = connection.connect
        parsed = connect.parsed
        if connect.has_variable or parsed.problem is not None:
            continue
        key = (connect.module, parsed.host.lower())
        # An upstream's own servers are machines, whatever they are called.
        is_upstream = connect.grammar.names_upstream and known.get(key, False)
        is_missing = connect.lacks_port and not is_upstream
        if connect.grammar.names_upstream and connect.module == "http":
            # A host that was named with a port before keeps it; stream compares the ports too.
            known.setdefault(key, not connect.lacks_port)
        if is_missing and _is_sure(connect, found):
            yield connection.document, _finding(connection, found)
    if found.is_main:
        yield from _without_listen(found)


check = per_file(_find)


def _is_sure(connect: Connect, found: Configuration) -> bool:
    """Tell whether the host can be no upstream that is defined in a file nobody can see."""
    return connect.parsed.is_literal or not connect.grammar.names_upstream or found.is_whole


def _finding(connection: Connection, found: Configuration) -> Finding:
    connect = connection.connect
    host = connect.span(0, len(connect.parsed.host))
    usual = connect.grammar.usual
    fixes: tuple[Fix, ...] = ()
    if usual is not None:
        edit = Edit(host._replace(start=host.end), f":{usual}")
        fixes = (Fix(ADD.fill(port=usual), (edit,), is_preferred=True),)
    name = connect.parsed.host
    if "$" not in name and connect.grammar.variables and defines(found, name):
        start = host._replace(end=host.start)
        fixes = (Fix(VARIABLE.fill(name=name), (Edit(start, "$"),), is_preferred=True),)
    message = NO_PORT.fill(directive=connect.directive.name, host=name)
    related = tuple(_elsewhere(connection, found))
    return Finding(host, message, related, fixes)


def _elsewhere(connection: Connection, found: Configuration) -> Iterator[Related]:
    """Yield the upstream of that name which another module has, out of sight of this one."""
    name = connection.connect.parsed.host.lower()
    for module in ("http", "stream"):
        upstream = found.upstreams.get((module, name))
        if upstream is not None and module != connection.connect.module:
            message = OF_MODULE.fill(name=name, module=module, other=connection.connect.module)
            yield Related(
                upstream.word.span, message, path_from(connection.document, upstream.document)
            )


def _without_listen(found: Configuration) -> Iterator[tuple[Document, Finding]]:
    """Yield the servers that nginx refuses; one of http listens on port 80 by itself."""
    for server in found.servers:
        pause()
        if server.module not in {"stream", "mail"} or server.directive is None:
            continue
        if server.is_whole and not server.listeners:
            message = NO_LISTEN.fill(module=server.module)
            yield server.document, Finding(server.directive.keyword, message)
