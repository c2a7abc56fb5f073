"""One site address in two blocks

Caddy does not know which of the two blocks is meant, and refuses the file ("ambiguous site
definition"). It compares the addresses as they are written, and takes the same one for two sites
where `bind` gives them different sockets.

## Example

```caddyfile
shop.example {
        reverse_proxy shop:3000
}
shop.example {
        respond "closed"
}
```

## Instead

```caddyfile
shop.example {
        reverse_proxy shop:3000
}
```
"""

from collections.abc import Iterator

from portlens.formats._template import MASK
from portlens.formats.caddyfile.sites import Site
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.rules.caddyfile._servers import related, servers
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{key} is the address of two blocks: Caddy refuses the file",
    "{key} は 2 つのブロックのアドレスになっているため、Caddy はこのファイルを拒否します",
)
OTHER = Phrase("the other block", "もう一方のブロック")

JAPANESE = """
2 つのブロックにある同じサイトアドレス

どちらのブロックか決められないため、Caddy はこのファイルを拒否します
(ambiguous site definition)。アドレスは書かれたとおりに比較され、`bind` によってソケットが異なる
場合は別のサイトとみなされます。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the later of each two blocks that have one address and one socket."""
    seen: set[Span] = set()
    for found, _, sites in servers(document, context):
        first: dict[str, Site] = {}
        for site in pausing(sites):
            if not site.is_whole or MASK in site.key:
                continue
            other = first.setdefault(site.key, site)
            is_here = found.path_of(site.word) == document.path
            if other.block == site.block or not is_here or site.word.span in seen:
                continue
            seen.add(site.word.span)
            place = related(other, OTHER, found, document)
            yield Finding(site.word.span, MESSAGE.fill(key=site.key), (place,))


RULE = Rule("error", check, JAPANESE)
