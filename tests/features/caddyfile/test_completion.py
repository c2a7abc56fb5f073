"""The names and ports of other containers, where an upstream of Caddy's is typed."""

import pytest

from portlens.features.completion.complete import complete
from tests.features._cursor import cursor

COMPOSE = """\
services:
  edge:
    image: caddy
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
  api:
    image: acme/api
    expose: ["8000"]
  cache:
    image: redis
"""


def offered(line: str) -> list[str]:
    text = f":8080 {{\n\t{line}\n}}\n"
    files = {"/p/compose.yaml": COMPOSE, "/p/Caddyfile": text}
    document, offset, context = cursor(files, "caddyfile")
    return [item.text for item in complete(document, offset, context, "en").items]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("reverse_proxy <|>", ["api", "cache"]),
        ("reverse_proxy c<|>", ["cache"]),
        ("reverse_proxy /api/* a<|>", ["api", "cache"]),
        ("reverse_proxy @web http://a<|>", ["api", "cache"]),
        ("reverse_proxy api:8000 <|>", ["api", "cache"]),
        ("reverse_proxy {\n\t\tto <|>\n\t}", ["api", "cache"]),
        ("php_fastcgi <|>", ["api", "cache"]),
        ("reverse_proxy /api<|>", []),
        ("reverse_proxy unix//run/<|>", []),
        ("respond <|>", []),
        ("# reverse_proxy <|>", []),
    ],
)
def test_names(line: str, names: list[str]) -> None:
    found = [name for name in offered(line) if not name.startswith("p-")]
    assert found == names


@pytest.mark.parametrize(
    ("line", "first"), [("reverse_proxy api:<|>", "8000"), ("reverse_proxy cache:<|>", "6379")]
)
def test_ports(line: str, first: str) -> None:
    assert offered(line)[0] == first
