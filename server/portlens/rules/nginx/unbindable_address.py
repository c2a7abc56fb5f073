"""An IPv4 address in the clothes of IPv6 that nginx cannot bind

`::ffff:127.0.0.1` is 127.0.0.1, written as an IPv6 address. A socket of that address takes
IPv4, and nginx switches that off for each IPv6 socket unless `ipv6only=off` stands beside it.
The kernel refuses the two together, so `nginx -t` fails.

## Example

```nginx
http {
    server { listen [::ffff:127.0.0.1]:8080; }
}
```

## Instead

```nginx
http {
    server { listen 127.0.0.1:8080; }
}
```
"""

from collections.abc import Iterator

from portlens.model.address import parse_ip
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration, Listener
from portlens.programs.nginx.sockets import cannot_be_bound, listener_of
from portlens.rules._rule import Rule
from portlens.rules.nginx._per_file import per_file
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "nginx cannot bind {address} without ipv6only=off: it is an IPv4 address",
    "{address} は IPv4 アドレスのため、ipv6only=off がなければ nginx はバインドできません",
)
WRITE = Phrase("Write {address}", "{address} と書く")

JAPANESE = """
nginx がバインドできない IPv4 射影アドレス

`::ffff:127.0.0.1` は 127.0.0.1 を IPv6 の形で書いたもの (IPv4 射影アドレス) です。
このアドレスのソケットは IPv4 の接続を受け付けますが、nginx は `ipv6only=off` がない限り
IPv6 ソケットで IPv4 を受け付けないように設定します。
カーネルはこの組み合わせを拒否するため、`nginx -t` は失敗します。
"""


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:  # noqa: ARG001
    for socket in found.sockets:
        pause()
        if cannot_be_bound(socket):
            listener = listener_of(socket)
            message = MESSAGE.fill(address=socket.address.text)
            fixes = tuple(_fixes(listener, socket.address.text))
            yield (
                listener.document,
                Finding(listener.span, message, fixes=fixes),
            )


def _fixes(listener: Listener, text: str) -> Iterator[Fix]:
    word, address = listener.listen.word, parse_ip(text)
    if word is not None and address is not None:
        host = len(listener.listen.parsed.host)
        span = Span(word.span.start, word.span.start + host)
        if word.part(0, host) == span:
            yield Fix(WRITE.fill(address=address.text), (Edit(span, address.text),))


RULE = Rule("error", per_file(_find), JAPANESE)
