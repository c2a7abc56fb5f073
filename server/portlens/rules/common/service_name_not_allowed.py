"""A service name where the program takes numbers only

Many programs know `http` and `postgresql` for 80 and 5432; this one does not look names up
here. It refuses the word, or takes it for something else: `listen http` in nginx asks for a
host called http.

## Example

```nginx
server { location / { proxy_pass http://127.0.0.1:http-alt; } }
```

## Instead

```nginx
server { location / { proxy_pass http://127.0.0.1:8080; } }
```
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.rules._rule import Rule, check_faults, left_by_reader
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    # nginx
    "nginx": Phrase(
        "nginx takes numbers only: {text} is port {port}",
        "nginx が受け付けるのは数値だけです: {text} はポート {port} です",
    ),
    # Docker's published ports
    "docker": Phrase(
        "Docker takes numbers only: {text} is port {port}",
        "Docker が受け付けるのは数値だけです: {text} はポート {port} です",
    ),
    # Dockerfile
    "dockerfile": Phrase(
        "EXPOSE takes numbers only: {text} is port {port}",
        "EXPOSE が受け付けるのは数値だけです: {text} はポート {port} です",
    ),
}

USE = Phrase("Write {port}", "{port} にする")

JAPANESE = """
数値しか使えない場所のサービス名

多くのプログラムは `http` や `postgresql` を 80 や 5432 として受け付けますが、
ここでは名前を調べません。プログラムはこの語を拒否するか、別のものとして読みます。
nginx の `listen http` は http というホストを探します。
"""


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the number of the name."""
    port = fault.values.get("port")
    if port is not None:
        edit = Edit(fault.span, str(port))
        yield Fix(USE.fill(port=port), (edit,), is_preferred=True)


RULE = Rule(
    "error",
    check_faults("service-name-not-allowed", MESSAGES, _fixes),
    JAPANESE,
    left_by_reader("service-name-not-allowed"),
)
