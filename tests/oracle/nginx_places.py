"""Configurations whose statements and blocks stand anywhere, with any number of words."""

from collections.abc import Iterator
from itertools import count
from random import Random

# What is right in each block: blocks, and statements.
_INNER = {
    "main": ("http", "stream", "mail"),
    "http": ("server", "upstream u#", "map $a $b#", "geo $a#", "types", "split_clients $a $d#"),
    "stream": ("server", "upstream u#", "map $remote_addr $e#"),
    "mail": ("server",),
    "server": ("location /#", "if ($request_method = GET)"),
    "location": ("location /a#", "if ($request_method = GET)", "limit_except GET"),
}
_LINES = {
    "http": ("resolver 127.0.0.1;",),
    "stream": ("resolver 127.0.0.1;",),
    "mail": ("auth_http 127.0.0.1:80/a;",),
    "server": ("listen #;",),
    "location": ("proxy_pass http://127.0.0.1:80;",),
    "upstream": ("server 127.0.0.1:80;",),
    "map": ("a b;",),
    "geo": ("default 0;",),
    "types": ("a/b c;",),
    "split_clients": ("50% x;", "* y;"),
    "if": ("return 200;",),
}
_ANY_BLOCK = (
    *("http", "stream", "mail", "events", "server", "server", "location /", "location", "types"),
    *("location a b c", "location ~ x", "if ($a)", "limit_except GET", "upstream u#", "upstream"),
    *("upstream u# v", "map $a $b#", "map $a", "map $a $b# c", "geo $a#", "geo a b c", "types x"),
    *("split_clients $a $d#", "split_clients $a", "charset_map a b", "charset_map a", "server x"),
    *("http x", "stream y", "events z"),
)
_ANY_LINE = (
    *("listen 80;", "listen 81 ssl;", "server_name a b;", "server_name;", "proxy_pass a;", "}"),
    *("proxy_pass http://127.0.0.1:80;", "proxy_pass http://127.0.0.1: 80;", "proxy_pass;", ";"),
    *("fastcgi_pass 127.0.0.1:90;", "uwsgi_pass 127.0.0.1:90;", "scgi_pass 127.0.0.1:90;"),
    *("memcached_pass 127.0.0.1:90;", "grpc_pass 127.0.0.1:90;", "grpc_pass 127.0.0.1:90 x;"),
    *("resolver 127.0.0.1 127.0.0.2;", "resolver;", "auth_http 127.0.0.1:80/a;", "auth_http a b;"),
    *("protocol smtp;", "protocol smtp imap;", "server 127.0.0.1:80 weight=2;", "server;"),
    *("include none*;", "include none* b*;", "include;", "server_name 'a b';", "listen 82;;"),
    *("proxy_pass 'http://127.0.0.1:80';", "proxy_pass http://127.0.0.1:80 # c\n;"),
)
_DEEPEST = 5


def misplaced(count_: int, seed: str) -> Iterator[str]:
    """Yield `count_` texts: some are right, in others a few statements stand anywhere."""
    random = Random(seed)
    for _ in range(count_):
        made = _Made(random, random.choice((0.0, 0.05, 0.1, 0.2)))
        yield made.inside("main", 0) or "http { }\n"


class _Made:
    def __init__(self, random: Random, wild: float) -> None:
        self._random = random
        self._wild = wild
        self._numbers = count(1000)

    def inside(self, kind: str, depth: int) -> str:
        """Return what stands in a block of a kind."""
        return "".join(self._one(kind, depth) for _ in range(self._random.choice((0, 1, 2, 3))))

    def _one(self, kind: str, depth: int) -> str:
        blocks, lines = _INNER.get(kind, ()), _LINES.get(kind, ())
        if self._random.random() < self._wild:
            blocks, lines = _ANY_BLOCK, _ANY_LINE
        if depth < _DEEPEST and blocks and (not lines or self._random.random() < 0.5):
            head = self._numbered(blocks)
            return f"{head} {{\n{self.inside(head.split()[0], depth + 1)}}}\n"
        return f"{self._numbered(lines)}\n" if lines else ""

    def _numbered(self, texts: tuple[str, ...]) -> str:
        return self._random.choice(texts).replace("#", str(next(self._numbers)))
