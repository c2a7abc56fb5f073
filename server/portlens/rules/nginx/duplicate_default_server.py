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

from portlens.formats.nginx.word import Word
from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration, Listener
from portlens.rules._rule import Rule
from portlens.rules.nginx._edits import without_word
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._same_socket import path_from, same_sockets, socket_name
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

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


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:  # noqa: ARG001
    defaults = (listener for listener in found.listeners if _option(listener) is not None)
    for first, second in same_sockets(defaults):
        word, earlier = _option(second), _option(first)
        # Within one server the socket itself is the duplicate.
        if first.server is second.server or word is None or earlier is None:
            continue
        edit = without_word(word, second.document.text)
        fix = Fix(REMOVE.fill(text=word.text), (edit,), is_preferred=True)
        related = Related(earlier.span, FIRST, path_from(second.document, first.document))
        message = MESSAGE.fill(socket=socket_name(first, second))
        finding = Finding(word.span, message, (related,), (fix,))
        yield second.document, finding


def _option(listener: Listener) -> Word | None:
    for use in listener.listen.options:
        if use.option is not None and use.name in {"default_server", "default"}:
            return use.word
    return None


RULE = Rule("error", per_file(_find), JAPANESE)
