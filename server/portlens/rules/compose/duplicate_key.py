"""A key that stands twice in one mapping

Compose stops at it: "mapping key already defined". Other readers of YAML keep the last one, so
that the ports below the first are lost without a word. This rule looks at the mappings that hold
ports: the file, `services`, each service, and entries of `ports` in the long syntax.

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

from collections.abc import Iterator

from portlens.formats.compose.nodes import Mapping, Node, Scalar, resolved, value_of
from portlens.formats.compose.services import ComposeFile, items_of, services
from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

TWICE = Phrase(
    "{key} stands here already: Compose stops",
    "{key} はすでに書かれているため、Compose が停止します",
)
FIRST = Phrase("the first of them", "最初の記述")

JAPANESE = """
1 つのマッピングに 2 回書かれたキー

Compose は "mapping key already defined" と表示して停止します。
YAML を読むほかのプログラムでは最後のキーだけが残り、
最初のキーの下のポートは何の警告もなく失われます。
このルールが調べるのは、ポートが書かれるマッピングだけです。
つまり、ファイル全体、`services`、各サービス、`ports` の長い形式の項目です。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield a finding for each key that an earlier one of its mapping equals."""
    file = document.reading.tree
    # Pieces of a text that is no YAML may come together as nobody wrote them.
    if not isinstance(file, ComposeFile) or file.is_damaged:
        return
    seen: set[int] = set()
    for mapping in _mappings(file):
        if id(mapping) not in seen:
            seen.add(id(mapping))
            yield from _twice(mapping)


def _mappings(file: ComposeFile) -> Iterator[Mapping]:
    for document in file.documents:
        found: list[Node | None] = [document, value_of(document, "services")]
        for service in services(document):
            found += [service.node, *items_of(value_of(service.node, "ports"))]
        for node in found:
            mapping = resolved(node)
            if isinstance(mapping, Mapping):
                yield mapping


def _twice(mapping: Mapping) -> Iterator[Finding]:
    first: dict[str, Scalar] = {}
    for key, _ in mapping.pairs:
        if not isinstance(key, Scalar):
            continue
        if key.value in first:
            related = (Related(first[key.value].span, FIRST),)
            yield Finding(key.span, TWICE.fill(key=key.value), related)
        else:
            first[key.value] = key


RULE = Rule("error", check, JAPANESE)
