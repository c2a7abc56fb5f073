"""A listen without a port, where nginx has no usual one

In stream and mail an address alone makes the system pick a free port at every start, another
one each time. nginx says nothing of it. In http the same line means port 80.

## Example

```nginx
stream {
    server { listen 127.0.0.1; proxy_pass 127.0.0.1:5432; }
}
```

## Instead

```nginx
stream {
    server { listen 127.0.0.1:5432; proxy_pass 127.0.0.1:5433; }
}
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration
from portlens.rules._rule import Rule
from portlens.rules.nginx._per_file import per_file
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "no port is written: {module} servers then listen on another random port at every start",
    "ポートがないため、{module} のサーバーは起動のたびに異なるランダムなポートで待ち受けます",
)

JAPANESE = """
既定のポートがない場所での、ポートのない listen

stream と mail では、アドレスだけを書くと起動のたびにシステムが空いているポートを選びます。
nginx は何も知らせません。http では同じ行がポート 80 を意味します。
"""


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:  # noqa: ARG001
    for listener in found.listeners:
        pause()
        module, address = listener.listen.module, listener.listen.parsed.address
        if module not in {"stream", "mail"} or listener.ports != (0, 0):
            continue
        if address is not None and address.family != "unix":
            message = MESSAGE.fill(module=module)
            yield listener.document, Finding(listener.span, message)


RULE = Rule("warning", per_file(_find), JAPANESE)
