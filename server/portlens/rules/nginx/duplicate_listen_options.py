"""Socket options given in two places for one socket

Options such as `backlog`, `reuseport`, `so_keepalive`, `ipv6only` or `bind` belong to the
socket, not to the server. nginx takes them from one `listen` of each address and port and
refuses a second that has any, even the same ones. Other servers on that socket leave them out.

## Example

```nginx
http {
    server { listen [::]:80 ipv6only=on; server_name one; }
    server { listen [::]:80 ipv6only=on; server_name two; }
}
```

## Instead

```nginx
http {
    server { listen [::]:80 ipv6only=on; server_name one; }
    server { listen [::]:80; server_name two; }
}
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration
from portlens.rules._rule import Rule
from portlens.rules.nginx._edits import without_word
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._same_socket import path_from, same_sockets, socket_name
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "the options of {socket} are already given elsewhere, and nginx takes them once",
    "{socket} のオプションはすでに別の場所で指定されており、指定できるのは 1 回だけです",
)
FIRST = Phrase("the options given first", "先に指定されたオプション")
REMOVE = Phrase("Remove the options", "オプションを削除する")

JAPANESE = """
1 つのソケットに 2 か所で指定されたオプション

`backlog`、`reuseport`、`so_keepalive`、`ipv6only`、`bind` などはサーバーではなくソケットの
オプションです。nginx はアドレスとポートごとに 1 つの `listen` からだけ受け取り、2 つ目は
同じ内容でも拒否します。同じソケットを使うほかのサーバーには書きません。
"""


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:  # noqa: ARG001
    setting = (listener for listener in found.listeners if listener.socket_options)
    for first, second in same_sockets(setting):
        # Within one server the socket itself is the duplicate.
        if first.server is second.server:
            continue
        words, place = second.socket_options, second.document
        edits = tuple(without_word(word, place.text) for word in words)
        path = path_from(place, first.document)
        finding = Finding(
            words[0].span,
            MESSAGE.fill(socket=socket_name(first, second)),
            (Related(first.socket_options[0].span, FIRST, path),),
            (Fix(REMOVE, edits, is_preferred=True),),
        )
        yield place, finding


RULE = Rule("error", per_file(_find), JAPANESE)
