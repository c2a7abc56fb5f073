"""The same socket twice where nginx allows it once

Within one server nginx refuses to listen twice on the same address and port, however they
are spelled: `80`, `*:80` and `0.0.0.0:80` are one socket. Several servers may share a socket,
and the server name then decides; mail servers, and stream servers before nginx 1.25.5, may
not. `80` beside `[::]:80` or `127.0.0.1:80` is no duplicate, nor is TCP beside UDP.

## Example

```nginx
http {
    server {
        listen 8080;
        listen *:8080;
    }
}
```

## Instead

```nginx
http {
    server {
        listen 8080;
        listen [::]:8080;
    }
}
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration, Listener
from portlens.rules._rule import Rule
from portlens.rules.nginx._edits import without_statement
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._same_socket import path_from, same_sockets, socket_name
from portlens.rules.nginx._version import at_least
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

IN_SERVER = Phrase(
    "this server already listens on {socket}",
    "このサーバーはすでに {socket} で待ち受けています",
)
IN_MODULE = Phrase(
    "another server already listens on {socket}, and {module} servers cannot share it",
    "別のサーバーがすでに {socket} で待ち受けており、{module} のサーバーどうしでは共有できません",
)
FIRST = Phrase("listens on it first", "先に待ち受けている場所")
REMOVE = Phrase("Remove the second listen", "2 つ目の listen を削除する")

JAPANESE = """
1 回しか使えないソケットの 2 回目の listen

nginx は 1 つのサーバーの中で同じアドレスとポートを 2 回待ち受けることを拒否します。
書き方が違っても同じです。`80`、`*:80`、`0.0.0.0:80` は 1 つのソケットです。
複数のサーバーが同じソケットを使うことは問題なく、サーバー名で振り分けられます。
ただし mail のサーバーと、nginx 1.25.5 より前の stream のサーバーは共有できません。
`80` と `[::]:80`、`80` と `127.0.0.1:80`、TCP と UDP は重複ではありません。
"""


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:
    for first, second in _duplicates(found, context):
        message = IN_SERVER if first.server is second.server else IN_MODULE
        path = path_from(second.document, first.document)
        yield (
            second.document,
            Finding(
                second.span,
                message.fill(socket=socket_name(first, second), module=second.listen.module),
                related=(Related(first.span, FIRST, path),),
                fixes=tuple(_fixes(first, second)),
            ),
        )


def _duplicates(found: Configuration, context: Context) -> Iterator[tuple[Listener, Listener]]:
    exclusive = {"mail"} if at_least(context, (1, 25, 5)) else {"mail", "stream"}
    for server in found.servers:
        pause()
        if server.module not in exclusive:
            yield from same_sockets(server.listeners)
    yield from same_sockets(
        listener for listener in found.listeners if listener.listen.module in exclusive
    )


def _fixes(first: Listener, second: Listener) -> Iterator[Fix]:
    """Yield the removal of the second statement; safe where the first one says all it says.

    A file that other servers include as well may be the only place where those listen.
    """
    is_same_file = first.document is second.document
    if first.server is not second.server or first.ports != second.ports:
        return
    directive, text = second.listen.directive, second.document.text
    if not text.endswith(";", 0, directive.end):
        return  # half typed: who knows where it ends
    if is_same_file and first.span == second.span:
        return  # one statement, in a file that is included twice
    options = {use.word.text for use in first.listen.options}
    says_more = any(use.word.text not in options for use in second.listen.options)
    edit = without_statement(directive, text)
    yield Fix(REMOVE, (edit,), is_safe=is_same_file and not says_more, is_preferred=True)


RULE = Rule("error", per_file(_find), JAPANESE)
