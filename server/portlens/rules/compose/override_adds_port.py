"""An override file adds a port where it looks as if it changed one

Compose puts the lists of both files together: with `8000:80` below and `8001:80` in the
override file the service is published on both. `!override` before the list makes it replace
the one below.

## Example

```file path=compose.yaml
services:
  web:
    image: nginx
    ports:
      - "8000:80"
```

```compose path=compose.override.yaml
services:
  web:
    ports:
      - "8001:80"
```

## Instead

```file path=compose.yaml
services:
  web:
    image: nginx
    ports:
      - "8000:80"
```

```compose path=compose.override.yaml
services:
  web:
    ports: !override
      - "8001:80"
```
"""

from collections.abc import Iterable, Iterator

from portlens.formats.compose.port_entry import PortEntry
from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.programs.compose.service import Body, Published
from portlens.rules._rule import Rule
from portlens.rules.compose._services import key_of, services_of
from portlens.text.edit import Edit
from portlens.text.pause import pause, pausing
from portlens.text.phrase import Phrase
from portlens.text.plain import split_blanks
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "this adds to {below} instead of replacing it",
    "{below} は置き換えられず、これが追加されます",
)
BELOW = Phrase("the entry that stays", "残る項目")
REPLACE = Phrase("Replace the list with !override", "!override でリストを置き換える")

JAPANESE = """
変更のつもりでポートを追加してしまう上書きファイル

Compose は両方のファイルのリストをつなげます。元のファイルに `8000:80`、
上書きファイルに `8001:80` があると、サービスは両方のポートに公開されます。
リストの前に `!override` を書くと元のリストを置き換えます。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each entry that has a namesake below it in the same project."""
    project = project_of(document, context.workspace)
    if document.path not in project.files[1:]:
        return
    below = project.files[: project.files.index(document.path)]
    said: frozenset[tuple[object, ...]] = frozenset()
    for service in services_of(document):
        pause()
        body = project.services.get(service.name)
        key = key_of(service, "ports")
        if body is None or key is None:
            continue
        place = Span(key[0].end + 1, key[0].end + 1)
        fix = Fix(REPLACE, (Edit(place, " !override"),), is_preferred=True)
        for published, other in _pairs(body, document, below):
            use = published.use
            said = said or _said_in([project.documents[path] for path in below])
            if (use.service, use.role, _meaning(use)) in said:
                continue
            message = MESSAGE.fill(below=_written(other.use, project.documents[other.path]))
            related = Related(other.use.span, BELOW, other.path)
            yield Finding(use.span, message, (related,), (fix,))


def _pairs(
    body: Body, document: Document, below: tuple[str, ...]
) -> Iterator[tuple[Published, Published]]:
    """Yield the document's entries with the first one below for the same container port."""
    told: set[Span] = set()
    first: dict[tuple[int, str], Published] = {}
    for port in body.ports:
        if port.path in below and port.target is not None and port.published:
            first.setdefault((port.target, port.transport), port)
    for published in body.ports:
        if published.path != document.path or published.use.span in told:
            continue
        if published.target is not None and published.published:
            other = first.get((published.target, published.transport))
            if other is not None:
                told.add(published.use.span)
                yield published, other


def _said_in(below: Iterable[Document]) -> frozenset[tuple[object, ...]]:
    """Return the entries of the files below: of two that are equal Compose keeps one."""
    return frozenset(
        (use.service, use.role, _meaning(use))
        for document in below
        for use in pausing(document.uses)
    )


def _meaning(use: PortUse) -> tuple[object, ...]:
    text = use.detail.text if isinstance(use.detail, PortEntry) else ""
    if use.port is None or use.target is None or not (use.port.is_known and use.target.is_known):
        return (text,)
    return use.transport, use.address, use.port.numbers, use.target.numbers


def _written(use: PortUse, document: Document) -> str:
    return " ".join(split_blanks(use.span.of(document.text)))


RULE = Rule("information", check, JAPANESE)
