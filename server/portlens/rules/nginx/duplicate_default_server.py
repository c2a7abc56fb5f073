"""Two servers that both want to be the default of one socket

`default_server` names the server that answers when no server name matches. There can be one
for each address and port, and nginx refuses a second. Sockets that differ in address, port or
transport each have their own.

## Example

```nginx
http {
    server { listen 80 default_server; server_name one; }
    server { listen 80 default_server; server_name two; }
}
```

## Instead

```nginx
http {
    server { listen 80 default_server; server_name one; }
    server { listen 80; server_name two; }
}
```
"""

from collections.abc import Iterator

from portlens.formats.nginx.syntax import Word
from portlens.model.finding import Finding, Fix, Related
from portlens.rules._rule import Rule
from portlens.rules.nginx._edits import without_word
from portlens.rules.nginx._overlap import path_from, same_sockets, socket_name
from portlens.text.phrase import Phrase
from portlens.workspace.context import Context
from portlens.workspace.document import Document
from portlens.workspace.nginx_configuration import configuration
from portlens.workspace.nginx_servers import Listener

MESSAGE = Phrase(
    "{socket} already has a default server",
    "{socket} にはすでにデフォルトサーバーがあります",
)
FIRST = Phrase("the default server so far", "先に指定されたデフォルトサーバー")
REMOVE = Phrase("Remove {text}", "{text} を削除する")

JAPANESE = """
1 つのソケットに 2 つのデフォルトサーバー

`default_server` は、どのサーバー名にも一致しないときに応答するサーバーを決めます。
アドレスとポートごとに 1 つだけで、2 つ目があると nginx は起動を拒否します。
アドレス、ポート、トランスポートのどれかが違えば別のソケットです。
"""


def _check(document: Document, context: Context) -> Iterator[Finding]:
    defaults = (
        listener
        for listener in configuration(document, context).listeners
        if _option(listener) is not None
    )
    for first, second in same_sockets(defaults):
        use, earlier = _option(second), _option(first)
        if second.document.path != document.path or first.server is second.server:
            continue
        if use is not None and earlier is not None:
            fix = Fix(
                REMOVE.fill(text=use.text), (without_word(use, document.text),), is_preferred=True
            )
            related = Related(earlier.span, FIRST, path_from(document, first))
            message = MESSAGE.fill(socket=socket_name(first, second))
            yield Finding("duplicate-default-server", use.span, message, (related,), (fix,))


def _option(listener: Listener) -> Word | None:
    for use in listener.listen.options:
        if use.option is not None and use.name in {"default_server", "default"}:
            return use.word
    return None


RULE = Rule("error", _check, JAPANESE)
