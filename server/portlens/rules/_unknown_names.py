"""Hosts that no service of a container's project is called, for the rules that say what follows."""

from collections.abc import Callable, Iterator, Sequence

from portlens.model.finding import Finding, Fix
from portlens.model.socket import Connection
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.rules._connections import connections_in, writes_host
from portlens.text.edit import Edit
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


class Words(NamedTuple):
    """What a rule says: nobody is called {name}; {near} is; the one so called has no name there."""

    unknown: Phrase
    nearest: Phrase
    nameless: Phrase


def unknown_names(
    document: Document, context: Context, is_asked: Callable[[Connection], bool], words: Words
) -> Iterator[Finding]:
    """Yield a finding for each host of the connections asked for that none of the callers finds."""
    for network, together in connections_in(document, context):
        pause()
        connection = together[0]
        host = connection.host
        if host is None or not is_asked(connection):
            continue
        kinds = {network.reached(each).kind for each in together}
        if not kinds <= {"nobody", "nameless"}:
            continue
        name = connection.address.text
        if "nameless" in kinds:
            yield Finding(host, words.nameless.fill(name=name))
            continue
        near = _nearest(name, together, network)
        if near:
            fix = Fix(USE.fill(name=near), (Edit(host, near),), is_preferred=True)
            fixes = (fix,) if writes_host(connection, document, context) else ()
            yield Finding(host, words.nearest.fill(name=name, near=near), fixes=fixes)
        else:
            yield Finding(host, words.unknown.fill(name=name))


def unanswered(follows: Phrase, document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that a proxy will not find when a request comes.

    `follows` says what it then does.
    """
    words = Words(
        *(
            each.fill(follows=follows, name="{name}", near="{near}")
            for each in (NOBODY, NEAR, NAMELESS)
        )
    )
    yield from unknown_names(document, context, lambda _: True, words)


NOBODY = Phrase(
    "{follows}: no service of this project is called {name}",
    "{follows}。このプロジェクトに {name} という名前のサービスはありません",
)
NEAR = Phrase(
    "{follows}: no service of this project is called {name}; the nearest is {near}",
    "{follows}。このプロジェクトに {name} という名前のサービスはありません（近い名前: {near}）",
)
NAMELESS = Phrase(
    "{follows}: the service {name} has no network of its own, and so no name on this one",
    "{follows}。サービス {name} は自分のネットワークを持たず、その名前では見つかりません",
)


def _nearest(name: str, together: Sequence[Connection], network: Network) -> str:
    """Return the name most like `name` that every caller knows; empty where none is like it."""
    from difflib import get_close_matches

    known: set[str] | None = None
    for connection in together:
        caller = network.node_of(connection)
        names = set(network.names_known_to(caller)) if caller is not None else set()
        known = names if known is None else known & names
    return next(iter(get_close_matches(name, sorted(known or ()), 1)), "")


USE = Phrase("Use {name}", "{name} を使う")
