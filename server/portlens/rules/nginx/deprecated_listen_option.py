"""An option of listen that nginx wants written otherwise

Since 1.25.1 HTTP/2 is switched on by a statement of its own, for a whole server, and nginx
warns of the option of `listen`.

## Example

```nginx
http {
    server { listen 443 ssl http2; }
}
```

## Instead

```nginx
http {
    server { listen 443 ssl; http2 on; }
}
```
"""

from collections.abc import Iterator

from portlens.formats.nginx.syntax import Directive
from portlens.formats.nginx.word import Word
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration, Server
from portlens.rules._rule import Rule
from portlens.rules.nginx._edits import without_word
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._version import at_least
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import strip_blanks
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "since nginx 1.25.1 the statement http2 on; takes the place of this option",
    "nginx 1.25.1 以降はこのオプションの代わりに http2 on; と書きます",
)
REWRITE = Phrase("Write http2 on; in the server", "server ブロックに http2 on; と書く")

JAPANESE = """
別の書き方になった listen のオプション

1.25.1 以降、HTTP/2 はサーバー全体に対する独立した文で有効にします。
`listen` のオプションには nginx が警告します。
"""


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:
    if not at_least(context, (1, 25, 1)):
        return
    for server in found.servers:
        pause()
        uses = list(_uses(server))
        fixes = _fixes(server, uses)
        for document, _, word in uses:
            yield document, Finding(word.span, MESSAGE, fixes=fixes)


def _uses(server: Server) -> Iterator[tuple[Document, Directive, Word]]:
    for listener in server.listeners:
        if listener.listen.module != "http" or listener.listen.has("quic"):
            continue  # beside quic it is an error, of which another rule tells
        for use in listener.listen.options:
            if use.name == "http2" and use.option is not None:
                yield listener.document, listener.listen.directive, use.word


def _fixes(server: Server, uses: list[tuple[Document, Directive, Word]]) -> tuple[Fix, ...]:
    """Return one fix for all of the server: nginx takes the statement once, not for each listen."""
    if len({document.path for document, _, _ in uses}) != 1:
        return ()  # in which of the files the statement belongs, nobody can tell
    text, directive = uses[-1][0].text, uses[-1][1]
    edits = dict.fromkeys(without_word(word, text) for _, _, word in uses)
    statements = server.directive.block if server.directive is not None else None
    if not any(statement.name == "http2" for statement in statements or ()):
        indent = text[text.rfind("\n", 0, directive.start) + 1 : directive.start]
        between = " " if strip_blanks(indent) else "\n" + indent
        edits[Edit(Span(directive.end, directive.end), f"{between}http2 on;")] = None
    return (Fix(REWRITE, tuple(edits)),)


RULE = Rule("hint", per_file(_find), JAPANESE)
