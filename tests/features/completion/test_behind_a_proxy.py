"""The names and ports of other containers, where a server behind a proxy is typed."""

from typing import NamedTuple

import pytest

from portlens.features.completion.complete import complete
from tests.features._cursor import cursor


class Proxy(NamedTuple):
    """Where an image has its configuration, and a text that is one around a line of it."""

    image: str
    place: str
    text: str


PROXIES = {
    "apache": Proxy("httpd", "/usr/local/apache2/conf/httpd.conf", "Listen 8080\n{}\n"),
    "caddyfile": Proxy("caddy", "/etc/caddy/Caddyfile", ":8080 {{\n\t{}\n}}\n"),
    "haproxy": Proxy(
        "haproxy",
        "/usr/local/etc/haproxy/haproxy.cfg",
        "frontend web\n    bind :8080\nlisten app\n    {}\n",
    ),
}
COMPOSE = """\
services:
  edge:
    image: {}
    volumes: ["./proxy.conf:{}"]
  api:
    image: acme/api
    expose: ["8000"]
  cache:
    image: redis
"""


def offered(format_id: str, line: str) -> list[str]:
    image, place, text = PROXIES[format_id]
    files = {"/p/compose.yaml": COMPOSE.format(image, place), "/p/proxy.conf": text.format(line)}
    document, offset, context = cursor(files, format_id)
    return [item.text for item in complete(document, offset, context, "en").items]


BOTH = ["api", "cache"]


@pytest.mark.parametrize(
    ("format_id", "line", "names"),
    [
        ("apache", "ProxyPass / http://<|>", BOTH),
        ("apache", "ProxyPass / http://c<|>", ["cache"]),
        ("apache", "ProxyPass / http://<|>pi:8000/ retry=0", BOTH),
        ("apache", "<Proxy balancer://b>\nBalancerMember http://a<|>\n</Proxy>", BOTH),
        ("apache", 'SetHandler "proxy:fcgi://<|>"', BOTH),
        ("apache", "RewriteRule ^ http://<|> [P]", BOTH),
        ("apache", "RewriteRule ^ http://<|> [R]", []),
        ("apache", "Redirect / http://<|>", []),
        ("apache", "# ProxyPass / http://<|>", []),
        ("apache", "ProxyPass / <|>", []),
        ("apache", "ProxyPass / http://api:8000/<|>", []),
        ("caddyfile", "reverse_proxy <|>", BOTH),
        ("caddyfile", "reverse_proxy c<|>", ["cache"]),
        ("caddyfile", "reverse_proxy /api/* a<|>", BOTH),
        ("caddyfile", "reverse_proxy @web http://a<|>", BOTH),
        ("caddyfile", "reverse_proxy api:8000 <|>", BOTH),
        ("caddyfile", "reverse_proxy {\n\t\tto <|>\n\t}", BOTH),
        ("caddyfile", "php_fastcgi <|>", BOTH),
        ("caddyfile", "reverse_proxy /api<|>", []),
        ("caddyfile", "reverse_proxy unix//run/<|>", []),
        ("caddyfile", "respond <|>", []),
        ("caddyfile", "# reverse_proxy <|>", []),
        ("haproxy", "server one <|>", BOTH),
        ("haproxy", "server one c<|>", ["cache"]),
        ("haproxy", "server one <|>pi:8000 check", BOTH),
        ("haproxy", "server-template one 1-3 a<|>", BOTH),
        ("haproxy", "server one api:8000 check addr <|>", []),
        ("haproxy", "server <|>", []),
        ("haproxy", "# server one <|>", []),
        ("haproxy", "server one /run/<|>", []),
    ],
)
def test_names(format_id: str, line: str, names: list[str]) -> None:
    found = [name for name in offered(format_id, line) if not name.startswith("p-")]
    assert found == names


@pytest.mark.parametrize(
    ("format_id", "line", "first"),
    [
        ("apache", "ProxyPass / http://api:<|>", "8000"),
        ("apache", "ProxyPass / http://api:<|>/", "8000"),
        ("apache", "ProxyPass / http://cache:<|>", "6379"),
        ("apache", "Listen postg<|>", "5432"),
        ("apache", "Listen 127.0.0.1:postg<|>", "5432"),
        ("apache", "<VirtualHost *:postg<|>>", "5432"),
        ("caddyfile", "reverse_proxy api:<|>", "8000"),
        ("caddyfile", "reverse_proxy cache:<|>", "6379"),
        ("caddyfile", "reverse_proxy http://api:<|>", "8000"),
        ("haproxy", "server one api:<|>", "8000"),
        ("haproxy", "server one cache:<|>", "6379"),
        ("haproxy", "bind :postg<|>", "5432"),
    ],
)
def test_ports(format_id: str, line: str, first: str) -> None:
    assert offered(format_id, line)[0] == first
