"""The names and ports of other containers, where a server behind httpd is typed."""

import pytest

from portlens.features.completion.complete import complete
from tests.features._cursor import cursor

COMPOSE = """\
services:
  edge:
    image: httpd
    volumes: ["./httpd.conf:/usr/local/apache2/conf/httpd.conf"]
  api:
    image: acme/api
    expose: ["8000"]
  cache:
    image: redis
"""


def offered(line: str) -> list[str]:
    files = {"/p/compose.yaml": COMPOSE, "/p/httpd.conf": f"Listen 8080\n{line}\n"}
    document, offset, context = cursor(files, "apache")
    return [item.text for item in complete(document, offset, context, "en").items]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("ProxyPass / http://<|>", ["api", "cache"]),
        ("ProxyPass / http://c<|>", ["cache"]),
        ("ProxyPass / http://<|>pi:8000/ retry=0", ["api", "cache"]),
        ("<Proxy balancer://b>\nBalancerMember http://a<|>\n</Proxy>", ["api", "cache"]),
        ('SetHandler "proxy:fcgi://<|>"', ["api", "cache"]),
        ("RewriteRule ^ http://<|> [P]", ["api", "cache"]),
        ("RewriteRule ^ http://<|> [R]", []),
        ("Redirect / http://<|>", []),
        ("# ProxyPass / http://<|>", []),
        ("ProxyPass / <|>", []),
        ("ProxyPass / http://api:8000/<|>", []),
    ],
)
def test_names(line: str, names: list[str]) -> None:
    found = [name for name in offered(line) if not name.startswith("p-")]
    assert found == names


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("ProxyPass / http://api:<|>", "8000"),
        ("ProxyPass / http://api:<|>/", "8000"),
        ("ProxyPass / http://cache:<|>", "6379"),
        ("Listen postg<|>", "5432"),
        ("Listen 127.0.0.1:postg<|>", "5432"),
        ("<VirtualHost *:postg<|>>", "5432"),
    ],
)
def test_ports(line: str, first: str) -> None:
    assert offered(line)[0] == first
