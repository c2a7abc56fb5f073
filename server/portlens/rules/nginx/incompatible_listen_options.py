"""Options of one listen that exclude each other

UDP and QUIC sockets have no connections, so the options of TCP connections cannot stand
beside `udp` and `quic`: TLS of its own, keep-alive probes, a queue of waiting connections.
A socket that several servers share has one protocol: where they disagree, nginx takes what the
last one says, and warns since 1.23.4.

## Example

```nginx
stream {
    server { listen 853 udp ssl; proxy_pass 127.0.0.1:53; }
}
```

## Instead

```nginx
stream {
    server { listen 853 ssl; listen 853 udp; proxy_pass 127.0.0.1:53; }
}
```
"""

from collections.abc import Iterator

from portlens.formats.nginx.listen import Listen
from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration
from portlens.rules._rule import Rule
from portlens.rules.nginx._edits import without_word
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._protocols import PROTOCOLS, disagreeing
from portlens.rules.nginx._same_socket import path_from, socket_name
from portlens.rules.nginx._version import at_least
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

INCOMPATIBLE = Phrase("{option} cannot stand beside {kind}", "{option} は {kind} と併用できません")
REDEFINED = Phrase(
    "{socket} is shared with a server that says other protocol options: {first}",
    "{socket} を共有するサーバーとプロトコルのオプションが違います: {first}",
)
NONE = Phrase("none", "なし")
FIRST = Phrase("the options given first", "先に指定されたオプション")
REMOVE = Phrase("Remove {option}", "{option} を削除する")

JAPANESE = """
併用できない listen のオプション

UDP と QUIC のソケットには接続がないため、TCP 接続のオプションを `udp` や `quic` と
一緒に書くことはできません。単独の TLS、キープアライブ、接続待ちのキューなどです。
複数のサーバーが共有するソケットのプロトコルは 1 つです。食い違うと nginx は最後の指定を使い、
1.23.4 以降は警告します。
"""

# Source: nginx 1.22.1 tried (udp), nginx's documentation and change log (quic).
_CONNECTION_OPTIONS = frozenset(
    {
        "ssl",
        "http2",
        "proxy_protocol",
        "backlog",
        "fastopen",
        "deferred",
        "accept_filter",
        "so_keepalive",
        "multipath",
    }
)


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:
    for listener in found.listeners:
        pause()
        for finding in _incompatible(listener.listen, listener.document.text):
            yield listener.document, finding
    if at_least(context, (1, 23, 4)):
        yield from _redefined(found)


def _incompatible(listen: Listen, text: str) -> Iterator[Finding]:
    kind = next((use.name for use in listen.options if use.name in {"udp", "quic"}), None)
    if kind is None:
        return
    for use in listen.options:
        if use.option is not None and use.name in _CONNECTION_OPTIONS:
            fix = Fix(REMOVE.fill(option=use.name), (without_word(use.word, text),))
            message = INCOMPATIBLE.fill(option=use.name, kind=kind)
            yield Finding(use.word.span, message, fixes=(fix,))


def _redefined(found: Configuration) -> Iterator[tuple[Document, Finding]]:
    """Yield the listens whose protocol options differ from those of the socket so far."""
    for first, later in disagreeing(found.listeners):
        if first.server is later.server:
            continue
        options = " ".join(name for name in PROTOCOLS if first.listen.has(name))
        path = path_from(later.document, first.document)
        finding = Finding(
            later.span,
            REDEFINED.fill(socket=socket_name(first, later), first=options or NONE),
            (Related(first.span, FIRST, path),),
            severity="warning",
        )
        yield later.document, finding


RULE = Rule("error", per_file(_find), JAPANESE)
