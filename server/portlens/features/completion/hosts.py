"""The names of other containers, where the host of a connection is typed."""

from portlens.features.completion.item import Item, as_typed
from portlens.features.own import own
from portlens.network.around import network_of
from portlens.network.callers import callers, names_for, served
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.programs.node import Node
from portlens.text.phrase import Language, Phrase, in_a_row, same
from portlens.text.span import Span
from portlens.workspace.document import Document


def hosts(
    document: Document, offset: int, context: Context, language: Language
) -> tuple[Item, ...]:
    """Return the names by which the program that reads `document` reaches others.

    A format's own module `completion` may have `host(document, offset)`, the word that is
    typed where the host of a connection stands, and `names(document, offset, context)`, those
    that can stand there for a host. Where the files do not tell who reads the document no other
    is offered: any name would be a guess.
    """
    host = own(document.format, "completion", "host")
    word: Span | None = host(document, offset) if host else None
    if word is None:
        return ()
    typed = document.text[word.start : offset]
    network = network_of(document, context)
    owner = own(document.format, "completion", "owner")
    nodes = callers(network, document.path, owner(document, offset) if owner else "")
    names = own(document.format, "completion", "names")
    own_names: tuple[tuple[str, str], ...] = names(document, offset, context) if names else ()
    items = [
        Item(name, name, word, "host", as_typed(name, typed), "", detail)
        for name, detail in own_names
        if typed.casefold() in name.casefold()
    ]
    items += (
        Item(
            name,
            name,
            word,
            "host",
            as_typed(name, typed),
            "" if name == there.owner else there.owner,
            _listens(network, there).to(language),
        )
        for name, there in names_for(network, nodes).items()
        if typed.casefold() in name.casefold() and name not in dict(own_names)
    )
    return tuple(items)


def _listens(network: Network, there: Node) -> Phrase:
    ports = [str(socket.first) for socket in served(network, there.space)]
    return LISTENS.fill(ports=in_a_row(ports[:MOST_PORTS])) if ports else same("")


MOST_PORTS = 5
LISTENS = Phrase("listens on {ports}", "{ports} で待ち受け")
