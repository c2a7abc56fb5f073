"""Services that are asked for by their names, and have none: they share the network of another."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.rules._connections import connections_in, name_for, told, writes_host
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

NAMELESS = Phrase(
    "{service} has no network of its own, so this name does not exist in {caller}",
    "{service} は自分のネットワークを持たないため、{caller} ではこの名前を解決できません",
)
OTHER = Phrase(
    "{service} is on the network of {name}, so this name does not exist in {caller}: it is reached"
    " as {name}",
    "{service} は {name} のネットワークを使うため、{caller} ではこの名前を解決できません。{name} と"
    "いう名前で接続します",
)
USE = Phrase("Use {name}", "{name} を使う")
HERE = Phrase("{service} is defined here", "{service} はここで定義されています")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each connection to such a service, but for a variable's default."""
    for network, together in connections_in(document, context):
        pause()
        connection, found = together[0], network.reached(together[0])
        caller = network.node_of(connection)
        if caller is None or connection.host is None or found.kind != "nameless":
            continue
        if any(network.reached(each) != found or each.certainty != "certain" for each in together):
            continue
        space = found.spaces[0]
        there = next(node for node in network.nodes[space] if node.owner == found.owner)
        name = name_for(caller, space, network)
        message = OTHER if name else NAMELESS
        fix = Fix(USE.fill(name=name), (Edit(connection.host, name),), is_preferred=True)
        is_written = bool(name) and writes_host(connection, document, context)
        where = None if there.place.path == document.path else there.place.path
        finding = Finding(
            connection.host,
            message.fill(service=there.owner, caller=caller.owner, name=name),
            (Related(there.place.span, HERE.fill(service=there.owner), where),),
            fixes=(fix,) if is_written else (),
        )
        yield told(connection, finding, context)
