"""A redirect to the container's own port

nginx makes a whole address of a redirect to a path, with the port on which it listens itself. In
a container that is published on another port of the host, the browser is sent to a port on which
nobody answers: from `http://localhost:8080/` to `http://localhost/login`.

Nothing is said where `absolute_redirect off` or `port_in_redirect off` stands in the
configuration, where the port is also published under its own number, and where another container
connects to it, as a proxy in front does.

## Example

```nginx path=edge.conf
server {
    listen 80;
    location = / {
        return 302 /login;
    }
}
```

```compose path=compose.yaml
services:
  edge:
    image: nginx
    volumes:
      - ./edge.conf:/etc/nginx/conf.d/default.conf
    ports:
      - "8080:80"
```

## Instead

```nginx path=edge.conf
server {
    listen 80;
    absolute_redirect off;
    location = / {
        return 302 /login;
    }
}
```

```compose path=compose.yaml
services:
  edge:
    image: nginx
    volumes:
      - ./edge.conf:/etc/nginx/conf.d/default.conf
    ports:
      - "8080:80"
```
"""

from collections.abc import Iterator, Sequence

from portlens.formats.nginx.listen import Listen
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.walk import TABLES, root_scope, walk
from portlens.formats.nginx.word import Word
from portlens.model.finding import Finding, Fix, Related
from portlens.model.socket import Socket
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "this redirect goes to port {port}, which is published as {published}",
    "このリダイレクト先はポート {port} ですが、公開しているポートは {published} です",
)
HERE = Phrase("published here", "ここで公開しています")
RELATIVE = Phrase("Make redirects relative", "相対パスでリダイレクトする")

JAPANESE = """
コンテナー自身のポートへのリダイレクト

パスだけのリダイレクトを、nginx は自身が待ち受けるポートの付いた絶対 URL にします。コンテナーの
ポートをホストの別のポートで公開していると、ブラウザーは誰も応答しないポートに送られます
(`http://localhost:8080/` から `http://localhost/login` へ)。

設定に `absolute_redirect off` や `port_in_redirect off` がある場合、同じ番号でも公開している場合、
前段のプロキシーのようにほかのコンテナーがそのポートに接続する場合は報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a hint for each redirect to a path in a server that is published elsewhere."""
    tree = document.reading.tree
    if not isinstance(tree, Tree) or not _REDIRECTS.search(document.text):
        return
    network = network_of(document, context)
    if not network.nodes or _is_relative(document, network):
        return
    for directive, scope in walk(tree, root_scope("http")):
        pause()
        server = scope.enclosing("server")
        word = _path(tree, directive) if scope.block not in TABLES else None
        if word is None or server is None or server.directive is None:
            continue
        lost = _lost(server.directive, document, network)
        if lost is not None and lost.target is not None:
            place = lost.place
            yield Finding(
                word.span,
                MESSAGE.fill(port=lost.target.first, published=lost.first),
                (Related(place.span, HERE, place.path),),
                tuple(_fixes(server.directive)),
            )


_REDIRECTS = regex(
    r"re(?:turn[ \t]+30[12378][ \t]+[\"']?/|write[ \t][^;{}]*\b(?:permanent|redirect)\b)"
)
_OFF = regex(r"\b(?:absolute_redirect|port_in_redirect)[ \t]+off\b")


def _is_relative(document: Document, network: Network) -> bool:
    return any(
        _OFF.search(other.text)
        for program in network.reading(document.path)
        for other in program.documents.values()
    )


def _path(tree: Tree, directive: Directive) -> Word | None:
    """Return the path that a statement redirects to."""
    if directive.name not in {"return", "rewrite"} or directive.block is not None:
        return None
    words = tree.arguments(directive)
    if directive.name == "return":
        is_redirect = len(words) == 2 and words[0].text in {"301", "302", "303", "307", "308"}
        word = words[1] if is_redirect else None
    else:
        is_redirect = len(words) == 3 and words[2].text in {"permanent", "redirect"}
        word = words[1] if is_redirect else None
    return word if word is not None and word.text.startswith("/") else None


def _lost(server: Directive, document: Document, network: Network) -> Socket | None:
    """Return the published port that the redirects of a server do not go to."""
    listens = [
        use.detail
        for use in document.uses
        if isinstance(use.detail, Listen)
        and server.start <= use.detail.directive.start < server.end
        and use.port is not None
    ]
    ports = {listen.parsed.first for listen in listens}
    found = [
        _published(socket, network)
        for program in network.reading(document.path)
        for socket in network.sockets_of(program)
        if socket.first in ports and socket.transport == "tcp"
    ]
    return found[0] if found and all(found) else None


def _published(socket: Socket, network: Network) -> Socket | None:
    """Return how the port of a container is published, if not under its own number."""
    if socket.space.kind != "container" or network.connections_to(socket):
        return None
    published: Sequence[Socket] = network.published_as(socket.space, socket.first, "tcp")
    is_elsewhere = published and all(
        each.certainty == "certain" and each.first == each.last != socket.first
        for each in published
    )
    return published[0] if is_elsewhere else None


def _fixes(server: Directive) -> Iterator[Fix]:
    first = server.block[0] if server.block else None
    if first is not None:
        text = "absolute_redirect off;\n    "
        yield Fix(RELATIVE, (Edit(Span(first.start, first.start), text),), is_preferred=True)


RULE = Rule("hint", check, JAPANESE)
