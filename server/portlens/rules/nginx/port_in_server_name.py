"""A port inside server_name

nginx compares a server's names with the host that a client asks for, and takes the port off
before. A name with a port in it never matches, without a word from nginx, and the requests go to
the default server. Which port a server answers on is for its `listen` to say.

## Example

```nginx
http { server { listen 8080; server_name www.example.com:8080; } }
```

## Instead

```nginx
http { server { listen 8080; server_name www.example.com; } }
```
"""

from collections.abc import Iterator

from portlens.formats._template import has_placeholder
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration
from portlens.rules._rule import Rule
from portlens.rules.nginx._per_file import per_file
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "no host that a client asks for has a port in it: {name} never matches",
    "クライアントが要求するホスト名にポートは含まれないため、{name} は一致しません",
)
REMOVE = Phrase("Remove the port", "ポートを削除する")

JAPANESE = """
server_name の中のポート

nginx はクライアントが要求したホスト名からポートを取り除いて、サーバーの名前と比べます。
ポートの付いた名前は決して一致せず、警告もないまま、リクエストは既定のサーバーに届きます。
どのポートで応答するかは `listen` で決めます。
"""

# Not a regular expression, which may hold anything, and no address of IPv6.
_WITH_PORT = regex(r"[^~:$\[\]{}][^:$\[\]{}]*(:[0-9]{1,5})")


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:  # noqa: ARG001
    for server in found.servers:
        pause()
        if server.module != "http":
            continue
        for word, document in server.names:
            match = _WITH_PORT.fullmatch(word.text)
            if match and not has_placeholder(word.text):
                port = word.part(*match.span(1))
                fix = Fix(REMOVE, (Edit(port, ""),), is_preferred=True)
                message = MESSAGE.fill(name=word.text)
                yield document, Finding(port, message, fixes=(fix,))


RULE = Rule("warning", per_file(_find), JAPANESE)
