"""A port that belongs to the other scheme

Caddy refuses `http://` with the port of HTTPS, and `https://` with that of HTTP: in the address of
a site, where `http_port` and `https_port` say which ports these are, and in that of an upstream,
where they are 80 and 443.

## Example

```caddyfile
http://shop.example:443 {
        respond "Hello"
}
```

## Instead

```caddyfile
http://shop.example:8080 {
        respond "Hello"
}
```
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.rules._rule import Rule, check_faults, left_by_reader
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
from portlens.workspace.document import Document

MESSAGES = {
    "site": Phrase(
        "{text} contradicts {scheme}://: Caddy refuses the site",
        "{text} は {scheme}:// と矛盾するため、Caddy はこのサイトを拒否します",
    ),
    "one-port": Phrase(
        "{port} is the port of HTTP and of HTTPS: Caddy refuses a site with {scheme}://",
        "{port} は HTTP と HTTPS の両方のポートです: Caddy は {scheme}:// のサイトを拒否します",
    ),
    "upstream": Phrase(
        "port {text} contradicts {scheme}://: Caddy refuses the upstream",
        "ポート {text} は {scheme}:// と矛盾するため、Caddy はこのアップストリームを拒否します",
    ),
}
USE = Phrase("Use port {port}", "ポート {port} を使う")

JAPANESE = """
もう一方のスキームのポート

Caddy は HTTPS のポートを持つ `http://` と、HTTP のポートを持つ `https://` を拒否します。
サイトのアドレスでは `http_port` と `https_port` がそのポートを決め、アップストリームでは
80 と 443 です。
"""


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the port of the scheme that is written."""
    port = fault.values["port"]
    if is_number(fault.span.of(document.text)) and port is not None:
        yield Fix(USE.fill(port=port), (Edit(fault.span, str(port)),))


RULE = Rule(
    "error",
    check_faults("port-of-other-scheme", MESSAGES, _fixes),
    JAPANESE,
    left_by_reader("port-of-other-scheme"),
)
