"""Random nginx configurations, each statement on a line of its own.

Right and wrong are mixed so that about half of them pass. Only addresses that every machine
has are used, since `nginx -t` binds them. No `${PORT}` is among them: that makes a text a template,
which portlens judges for what it will be, and nginx for what it is.
"""

import random
from collections.abc import Iterator, Sequence

SOCKET = "/tmp/portlens-oracle.sock"
_PORTS = ("8080",) * 8 + ("8081", "8081", "8082", "143", "0143", "80", "65535", "8080-8082")
_ODD_PORTS = (
    "0",
    "65536",
    "99999",
    "8082-8080",
    "80a",
    "http",
    "",
    "8080-",
    "0-80",
    "70000-1",
)
_HOSTS = ("", "", "", "*:", "0.0.0.0:", "127.0.0.1:", "127.0.0.1:", "127.0.0.2:", "[::]:", "[::1]:")
_ODD_LISTENS = (
    ":8080",
    "::1:8080",
    "[::1]8080",
    "[]:8080",
    "[::g]:8080",
    "8080/tcp",
    "unix:",
    "$port",
    "127.0.0.1:$port",
    "80.80.80.80.80:1",
    "[::1",
    "+8080",
    "8080a",
)
_ALONE = ("127.0.0.1", "*", "[::1]", "0.0.0.0", f"unix:{SOCKET}")
_SOCKET_OPTIONS = ("bind", "backlog=5", "so_keepalive=on", "rcvbuf=8k", "proxy_protocol")
_OPTIONS = {
    "http": (
        *_SOCKET_OPTIONS,
        *("ssl", "http2", "default_server", "default_server", "default"),
        *("reuseport", "deferred", "fastopen=3", "sndbuf=16384"),
    ),
    "stream": (*_SOCKET_OPTIONS, "udp", "udp", "reuseport"),
    "mail": _SOCKET_OPTIONS,
}
_ODD_OPTIONS = (
    *("443", "127.0.0.1:81", "udp", "udp ssl", "quic", "fast", "BIND", "Ssl", "ssl=on", "bind=1"),
    *("backlog=0", "backlog=x", "backlog=-1", "backlog=2147483648", "backlog=" + "9" * 20),
    *("rcvbuf=9q", "rcvbuf=", "rcvbuf=-1", "rcvbuf=1g", "rcvbuf=1G", "sndbuf=0", "sndbuf=9" * 20),
    *("so_keepalive=30m", "so_keepalive=::", "so_keepalive=30m:10", "so_keepalive=:1:"),
    *("so_keepalive=1y:1M:3", "so_keepalive=1w::", "so_keepalive=off", "so_keepalive=x"),
    *("so_keepalive=10ms::", "so_keepalive=", "so_keepalive=:::", "so_keepalive=0::"),
    *("fastopen=-1", "fastopen=x", "fastopen=", "deferred=1", "reuseport=1"),
    *("ipv6only=on", "ipv6only=off", "proxy_protocol=on", "default_server=1"),
)
_MODULES = (
    *(["http"], ["http"], ["http"], ["stream"], ["stream"], ["mail"]),
    *(["http", "stream"], ["stream", "http", "mail"]),
)
_TARGETS = ("127.0.0.1:9000", "127.0.0.1:9000", "[::1]:9000", "group", "unix:/tmp/x.sock")
_ODD_TARGETS = (
    "127.0.0.1",
    "127.0.0.1:",
    "127.0.0.1:0",
    "127.0.0.1:65536",
    "127.0.0.1:php",
    "127.0.0.1:http",
    "group:80",
    "GROUP:9000",
    "[::1]",
    ":9000",
    "[::1:9000",
    "::1:9000",
    "$target",
    "$target:99999",
    "127.0.0.1:9000-9001",
    "*:9000",
    "localhost",
    "localhost:9000",
    "unix:",
)


def configurations(count: int, seed: int) -> Iterator[str]:
    """Yield `count` configurations, the same ones for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield "\n" + "\n".join(Writer(chance).configuration())


def configurations_that_end_otherwise(count: int, seed: int) -> Iterator[str]:
    """Yield such configurations, in each of which one statement ends as nginx does not take it.

    A statement has a block, a block is a mere statement, or a `;` is forgotten.
    """
    chance = random.Random(seed)
    for _ in range(count):
        writer = Writer(chance)
        writer.oddity = 0.0
        lines = list(writer.configuration())
        place = chance.randrange(len(lines))
        while lines[place] == "}" or lines[place].startswith("ssl_"):  # of no port is this
            place -= 1
        line = lines[place]
        if line.endswith("{"):
            end = place + 1
            while (inside := lines[place + 1 : end]).count("}") <= sum(
                each.endswith("{") for each in inside
            ):
                end += 1
            lines[place:end] = [line.removesuffix(" {") + ";"]
        elif line.endswith(";"):
            can_forget = line.startswith(("listen", "server 1")) or "_pass " in line
            ends = (" {}", " { }", " {\nindex x;\n}", "\n{ }", *("",) * can_forget)
            lines[place] = line[:-1] + chance.choice(ends)
        yield "\n" + "\n".join(lines)


class Writer:
    """Writes statements and blocks of one configuration, a mistake among them now and then."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        # Most texts have no mistake of the kinds below, so that later ones are reached.
        self.oddity = chance.choice((0.0, 0.0, 0.02, 0.15))

    def configuration(self) -> Iterator[str]:
        for module in self.chance.choice(_MODULES):
            yield f"{module} {{"
            yield from getattr(self, module)()
            yield "}"

    def pick(self, usual: Sequence[str], odd: Sequence[str]) -> str:
        return self.chance.choice(odd if self.chance.random() < self.oddity else usual)

    def target(self) -> str:
        """Return where a stream server passes connections on to."""
        return self.pick(_TARGETS, _ODD_TARGETS)

    def times(self, *weights: int) -> range:
        return range(self.chance.choices(range(len(weights)), weights)[0])

    def http(self) -> Iterator[str]:
        yield "access_log off;"
        yield "ssl_reject_handshake on;"  # so that ssl needs no certificate
        yield "map $uri $target { default 127.0.0.1:9000; }"
        if self.chance.random() < 0.2:
            good = ("127.0.0.1", "[::1]:53 127.0.0.1:5353", "127.0.0.1 valid=5s")
            bad = ("127.0.0.1:0", "127.0.0.1:dns", "[::1]:", ":53", "127.0.0.1:53 127.0.0.2:99999")
            yield f"resolver {self.pick(good, bad)};"
        if self.chance.random() < 0.1:
            good = ("127.0.0.1", "127.0.0.1:5140", "[::1]:514,tag=x", "unix:/dev/log")
            bad = ("127.0.0.1:99999", "127.0.0.1:", "127.0.0.1:syslog,tag=x")
            yield f"access_log syslog:server={self.pick(good, bad)};"
        yield from self.upstream()
        for _ in self.times(0, 3, 4, 2):
            yield "server {"
            yield from self.listens("http", 1, 3, 3, 1)
            for _ in self.times(3, 3, 1):
                names = ("a", "b", "a b", ".a", "*.a", "a.*", "~^a", "A", "_", '""')
                yield f"server_name {self.chance.choice(names)};"
            for number in self.times(4, 3, 1):
                yield f"location /{number} {{"
                yield from self.passing()
                yield "}"
            yield "}"

    def passing(self) -> Iterator[str]:
        target = self.pick(_TARGETS, _ODD_TARGETS)
        kind = self.chance.choice(
            ("proxy", "proxy", "fastcgi", "uwsgi", "scgi", "memcached", "grpc")
        )
        if kind == "proxy":
            if self.chance.random() < 0.1:
                # Not [::1]: nginx takes it since 1.27.3, so portlens says nothing of it.
                good, bad = (
                    ("127.0.0.1", "off", "127.0.0.1:81", "::1"),
                    ("127.0.0.1:0", "x"),
                )
                yield f"proxy_bind {self.pick(good, bad)};"
            scheme = self.pick(("http://", "http://", "https://"), ("", "ftp://"))
            target = f"{scheme}{target}{self.chance.choice(('', '', '/', '/a:b', '?a:1'))}"
        elif kind == "uwsgi":
            target = self.chance.choice(("", "uwsgi://")) + target
        elif kind == "memcached":
            yield "set $memcached_key x;"
        elif kind == "grpc":
            target = self.chance.choice(("", "grpc://")) + target
        yield f"{kind}_pass {target};"

    def upstream(self) -> Iterator[str]:
        yield "upstream group {"
        odd = ("127.0.0.1", "127.0.0.1:0", "127.0.0.1:", "[::1]:x", "http://127.0.0.1", ":1")
        for _ in self.times(0, 3, 1):
            server = self.pick(("127.0.0.1:9001", "[::1]:9001", "unix:/tmp/y.sock"), odd)
            yield f"server {server} weight=5;"
        yield "}"

    def stream(self) -> Iterator[str]:
        yield "map $protocol $target { default 127.0.0.1:9000; }"
        yield from self.upstream()
        for _ in self.times(0, 3, 4, 2):
            yield "server {"
            yield from self.listens("stream", int(self.oddity > 0), 5, 3, 1)
            yield f"proxy_pass {self.target()};"
            yield "}"

    def mail(self) -> Iterator[str]:
        good = ("127.0.0.1:9000", "http://127.0.0.1:9000/auth", "127.0.0.1/auth", "[::1]:9000/")
        bad = ("127.0.0.1:0", "127.0.0.1:99999/auth", "http://127.0.0.1:/", "http://[::1]:x")
        yield f"auth_http {self.pick(good, bad)};"
        yield "server_name x;"
        for _ in self.times(0, 3, 3):
            yield "server {"
            yield from self.listens("mail", int(self.oddity > 0), 5, 2)
            if self.chance.random() < 0.9:
                yield f"protocol {self.chance.choice(('imap', 'pop3'))};"
            yield "}"

    def listens(self, module: str, *weights: int) -> Iterator[str]:
        for _ in self.times(*weights):
            address = self.chance.choice(_HOSTS) + self.pick(_PORTS, _ODD_PORTS)
            if self.chance.random() < self.oddity:
                address = self.chance.choice(_ODD_LISTENS)
            elif self.chance.random() < 0.06:
                address = self.chance.choice(_ALONE)
            words = ["listen", address]
            words += (self.pick(_OPTIONS[module], _ODD_OPTIONS) for _ in self.times(6, 3, 1))
            if address.startswith("[") and self.chance.random() < 0.2:
                words.append(self.pick(("ipv6only=on", "ipv6only=off"), ("ipv6only=yes",)))
            yield " ".join(words) + ";"
