"""Clients that are told the port of their server by an option, as health checks run them.

Each has options of its own: what is the port to `psql -p` is the password to `mongosh -p`.
Source: the manuals of psql, pg_isready, redis-cli, valkey-cli, mongo and mongosh. Those of MySQL
are none of them: without `-h 127.0.0.1` they use a socket of files, whatever port they are given.
"""

import re
from collections.abc import Iterator

from portlens.text.pause import pausing
from portlens.text.regex import regex

HERE = r"localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\[::\]"  # a container's own hosts
_BETWEEN = r"[\s\"',=]+"  # words may be the items of a list
_SHORT = r"[\s\"',]*"
# Of each the option for the port, and the one for the host.
_OPTIONS = {
    **dict.fromkeys(
        ("pg_isready", "psql"),
        (rf"-p{_SHORT}|--port{_BETWEEN}", rf"-h{_SHORT}|--host{_BETWEEN}"),
    ),
    **dict.fromkeys(("redis-cli", "valkey-cli"), (rf"-p{_SHORT}", rf"-h{_SHORT}")),
    **dict.fromkeys(("mongosh", "mongo"), (rf"--port{_BETWEEN}", rf"--host{_BETWEEN}")),
}
_CLIENT = regex(
    rf"\b(?P<client>{'|'.join(_OPTIONS)})\b(?P<options>(?:(?!&&|\|\||[;|\n]).){{0,200}})"
)


def asked_by_clients(text: str, start: int, end: int, number: str) -> Iterator[tuple[int, int]]:
    """Yield where in a command the ports stand that clients are told of a server in the container.

    `number` is the pattern of a port.
    """
    for client in pausing(_CLIENT.finditer(text, start, end)):
        port_option, host_option = _OPTIONS[client["client"]]
        options = client.span("options")
        # `re` keeps these few: each is compiled once.
        port = re.compile(rf"(?<![\w-])(?:{port_option})(?P<port>{number})").search(text, *options)
        elsewhere = re.compile(rf"(?<![\w-])(?:{host_option})(?!{HERE})[\w$.]")
        if port is not None and elsewhere.search(text, *options) is None:
            yield port.span("port")
