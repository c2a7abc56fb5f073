"""The names and ports of other containers, where a server of HAProxy's is typed."""

import pytest

from portlens.features.completion.complete import complete
from tests.features._cursor import cursor

COMPOSE = """\
services:
  edge:
    image: haproxy
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"]
  api:
    image: acme/api
    expose: ["8000"]
  cache:
    image: redis
"""


def offered(line: str) -> list[str]:
    text = f"frontend web\n    bind :8080\nlisten app\n    {line}\n"
    files = {"/p/compose.yaml": COMPOSE, "/p/haproxy.cfg": text}
    document, offset, context = cursor(files, "haproxy")
    return [item.text for item in complete(document, offset, context, "en").items]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("server one <|>", ["api", "cache"]),
        ("server one c<|>", ["cache"]),
        ("server one <|>pi:8000 check", ["api", "cache"]),
        ("server-template one 1-3 a<|>", ["api", "cache"]),
        ("server one api:8000 check addr <|>", []),
        ("server <|>", []),
        ("# server one <|>", []),
        ("server one /run/<|>", []),
    ],
)
def test_names(line: str, names: list[str]) -> None:
    found = [name for name in offered(line) if not name.startswith("p-")]
    assert found == names


@pytest.mark.parametrize(
    ("line", "first"),
    [("server one api:<|>", "8000"), ("server one cache:<|>", "6379"), ("bind :postg<|>", "5432")],
)
def test_ports(line: str, first: str) -> None:
    assert offered(line)[0] == first
