"""A variable whose value is no port, where a request is passed on by it

nginx reads an address with a variable in it only when a request comes. What `map`, `geo`,
`split_clients` or `set` gives to the variable is no matter to its start, nor to `nginx -t`. With a
name or a number above 65535 in the place of the port, each request that gets the value fails.

Of a variable that is a port alone, an empty value, 0 or a word such as `off` is left alone: it may
be a mark for an `if`.

## Example

```nginx
http {
    map $host $backend {
        default 127.0.0.1:8080;
        mail.example.com 127.0.0.1:imaps;
    }
    server { listen 80; location / { proxy_pass http://$backend; } }
}
```

## Instead

```nginx
http {
    map $host $backend {
        default 127.0.0.1:8080;
        mail.example.com 127.0.0.1:993;
    }
    server { listen 80; location / { proxy_pass http://$backend; } }
}
```
"""

from collections.abc import Iterator

from portlens.formats._template import has_placeholder
from portlens.formats.nginx.address import parse_address, port_problem
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import HIGHEST_PORT
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration
from portlens.programs.nginx.variables import Value, values
from portlens.rules._rule import Rule
from portlens.rules.nginx._per_file import per_file
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{text} is not a port: nginx starts, and fails each request that it is for",
    "{text} はポートではありません。nginx は起動しますが、この値を使うリクエストは失敗します",
)
# What has an @ in it may have a password before it.
UNTOLD = Phrase(
    "This is not a port: nginx starts, and fails each request that it is for",
    "これはポートではありません。nginx は起動しますが、この値を使うリクエストは失敗します",
)
WRITE = Phrase("Write {port}", "{port} と書く")

JAPANESE = """
リクエストの転送先に使う変数の値がポートではない

変数を含むアドレスを nginx が解釈するのは、リクエストが来たときです。`map`、`geo`、
`split_clients`、`set` が変数に与える値は、起動時にも `nginx -t` でも調べられません。
ポートの場所に名前や 65535 を超える数があると、その値を使うリクエストが失敗します。

変数がポートだけを表す場合、空の値、0、`off` のような単語は `if` のための目印かもしれないため、
報告しません。
"""

# `http://$backend/`, and `127.0.0.1:$port`: the variable is the whole address, or its port.
_WHOLE = regex(r"(?:[a-z]+://)?\$\{?(\w+)\}?(?:/.*|\$(?:request_)?uri.*)?")
_PORT = regex(r"[^$]*[^/:$]:\$\{?(\w+)\}?(?:/.*|\$(?:request_)?uri.*)?")
_BEFORE_PATH = regex(r"[^/?]*")
_SCHEME = regex(r"[A-Za-z]+://")


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:
    whole, ports = set[str](), set[str]()
    for connection in found.connections:
        pause()
        text = connection.connect.word.text if connection.connect.has_variable else ""
        for pattern, names in ((_WHOLE, whole), (_PORT, ports)):
            if match := pattern.fullmatch(text):
                names.add(f"${match[1]}")
    if not whole | ports:
        return
    for value in values(found):
        pause()
        if "$" in value.word.text or has_placeholder(value.word.text):
            continue
        place = _in_address(value) if value.name in whole else None
        if place is None and value.name in ports:
            written = _BEFORE_PATH.match(value.word.text)
            place = written.span() if written and _is_meant(written[0]) else None
        if place is not None:
            yield value.document, _finding(value, *place, context)


def _in_address(value: Value) -> tuple[int, int] | None:
    """Return where in the value an address has a port that nginx refuses."""
    text = value.word.text
    scheme = _SCHEME.match(text)
    start = scheme.end() if scheme else 0
    parsed = parse_address(text[start:], uri=True)
    problem = parsed.problem
    if problem is None or parsed.port is None or parsed.port[0] == parsed.port[1]:
        return None
    if problem.rule not in ("invalid-port", "port-out-of-range"):
        return None
    return start + parsed.port[0], start + parsed.port[1]


def _is_meant(text: str) -> bool:
    """Tell whether a wrong value was meant for a port: 0 and `off` may be marks for an `if`."""
    if port_problem(text, 0) is None or not any(map(is_number, text)):
        return False
    return not is_number(text) or to_number(text) > HIGHEST_PORT


def _finding(value: Value, start: int, end: int, context: Context) -> Finding:
    text, span = value.word.text[start:end], value.word.part(start, end)
    port = context.catalogue.port_of(text, "tcp")
    fixes = (Fix(WRITE.fill(port=port), (Edit(span, str(port)),), is_preferred=True),)
    message = UNTOLD if "@" in text else MESSAGE.fill(text=text)
    return Finding(span, message, fixes=fixes if port is not None else ())


RULE = Rule("warning", per_file(_find), JAPANESE)
