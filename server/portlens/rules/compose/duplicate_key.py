"""A key that stands twice in one mapping

Compose stops at it: "mapping key already defined". Other readers of YAML keep the last one, so
that what stands below the first, ports or a password, is lost without a word. Every mapping of
the file counts, `environment`, `labels` and `x-` extensions too; below `!reset` Compose looks at
nothing.

## Example

```compose
services:
  web:
    image: nginx
    ports:
      - "8080:80"
    ports:
      - "8443:443"
```

## Instead

```compose
services:
  web:
    image: nginx
    ports:
      - "8080:80"
      - "8443:443"
```
"""

from collections.abc import Iterable, Iterator

from portlens.formats._template import has_other_placeholder
from portlens.formats._yaml.nodes import Alias, Mapping, Node, Scalar, Sequence
from portlens.formats.compose.services import ComposeFile
from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.latest import LatestParts

TWICE = Phrase(
    "{key} stands here already: Compose stops",
    "{key} はすでに書かれているため、Compose が停止します",
)
FIRST = Phrase("the first of them", "最初の記述")

JAPANESE = """
1 つのマッピングに 2 回書かれたキー

Compose は "mapping key already defined" と表示して停止します。
YAML を読むほかのプログラムでは最後のキーだけが残り、
最初のキーの下に書いたポートやパスワードは何の警告もなく失われます。
`environment`、`labels`、`x-` で始まる拡張フィールドを含め、
ファイル内のすべてのマッピングを調べます。
Compose が読まない `!reset` の下は対象外です。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield a finding for each key that an earlier one of its mapping equals."""
    file = document.reading.tree
    # What is plain YAML has no key twice (`formats/_yaml/plain`), and pieces of a text that is no
    # YAML may come together as nobody wrote them.
    if not isinstance(file, ComposeFile) or file.is_yaml or file.is_damaged:
        return
    bodies = {id(service.node) for services in file.services for service in services}
    found_in = _IN_BODIES.of(document.path, _found_in)
    left: list[Node] = list(file.documents)
    while left:
        pause()
        node = left.pop()
        if id(node) in bodies:
            yield from found_in(node)
        else:
            yield from _twice(node)
            left += _below(node)


def _found_in(body: Node) -> tuple[Finding, ...]:
    """Return what is found in a service, which an edit elsewhere leaves alone."""
    found: list[Finding] = []
    left = [body]
    while left:
        pause()
        node = left.pop()
        found += _twice(node)
        left += _below(node)
    return tuple(found)


_IN_BODIES: LatestParts[Node, tuple[Finding, ...]] = LatestParts()  # files that are typed in


def _below(node: Node) -> Iterable[Node]:
    """Return what is written in a node; what an alias names stands elsewhere."""
    if node.tag == "!reset":
        return ()
    if isinstance(node, Mapping):
        return [part for pair in node.pairs for part in pair if type(part) is not Scalar]
    return node.items if isinstance(node, Sequence) else ()


def _twice(mapping: Node) -> Iterator[Finding]:
    if not isinstance(mapping, Mapping) or mapping.tag == "!reset":
        return
    names = {key.value for key, _ in mapping.pairs if type(key) is Scalar}
    if len(names) == len(mapping.pairs):
        return
    first: dict[str, Node] = {}
    for key, _ in mapping.pairs:
        pause()
        # Compose takes an alias for a key of its name: `*b` is the same as `b`, and as no other.
        name = _name(key)
        # A template may write something else each time.
        if name is None or has_other_placeholder(name):
            continue
        if name in first:
            related = (Related(first[name].span, FIRST),)
            yield Finding(key.span, TWICE.fill(key=name), related)
        else:
            first[name] = key


def _name(key: Node) -> str | None:
    if isinstance(key, Alias):
        return key.name
    return key.value if isinstance(key, Scalar) else None


RULE = Rule("error", check, JAPANESE)
