"""Unit files that systemd takes, or refuses in all the ways that people find."""

from random import Random
from typing import NamedTuple

_PORTS = (
    *(
        "80",
        "8080",
        "65535",
        "65536",
        "0",
        "1",
        "99999",
        "-1",
        "+81",
        "0x50",
        "0X1f90",
        "010",
        "080",
    ),
    *(
        "0b101",
        "0o17",
        "0b",
        "0x",
        "0b2",
        "0o8",
        "00",
        "+0",
        "-0",
        "+-5",
        "--5",
        "99999999999999999999",
    ),
    *("80a", "http", "80-90", "8080/tcp", "80,81", "80.", '"80"', "'80'", "80;", "８０", "8 0", ""),
)
_HOSTS = (
    *(
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "256.0.0.1",
        "127.1",
        "1.2.3",
        "01.2.3.4",
        "1.2.3.4.",
    ),
    *(
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[::ffff:1.2.3.4]",
        "[1:2:3:4:5:6:7:8]",
        "[1:2]",
        "[::1",
        "::1]",
    ),
    *("::1", "::", "[127.0.0.1]", "[]", "localhost", "example.com", "*", "", "[::1]]", "[[::1]"),
    *("[::1%lo]".replace("%", "/"), " 127.0.0.1", "127.0.0.1 ", "0x7f.0.0.1", "1.2.3.1000"),
)
_OTHERS = (
    *(
        "/run/a.sock",
        "/",
        "@a",
        "@",
        "@" + "a" * 106,
        "@" + "a" * 107,
        "/" + "a" * 106,
        "/" + "b" * 107,
    ),
    *(
        "relative/path",
        "80 # web",
        "80 ; web",
        "80#web",
        "80 81",
        "80 127.0.0.1:81",
        "[::1]80",
        "#",
        ";",
    ),
    *(
        "é",
        "/é",
        "/" + "é" * 54,
        "127.0.0.1",
        "[::1]",
        "1.2.3.4:80:81",
        "[::1]:80:81",
        "::1:80",
        ":",
        "::",
    ),
)
_KEYS = ("ListenStream",) * 6 + ("ListenDatagram",) * 3 + ("ListenSequentialPacket",)
_NOISE = (
    *(
        "# ListenStream=99999",
        "; ListenStream=99999",
        "",
        "   ",
        "\t# x",
        "Backlog=5",
        "FreeBind=yes",
    ),
    *("ListenFIFO=/run/f", "ListenFIFO=", "BindIPv6Only=both", "nonsense", "listenstream=99999"),
)
_BINDS = ("ipv4", "ipv6", "tcp", "udp", "sctp", "any", "IPv4", "", "80", "80-90", "90-80", "80-80")
_BINDS += (
    "0",
    "70000",
    "1-65535",
    "0-5",
    "5-65536",
    "80-",
    "-80",
    "http",
    "80 81",
    "0x50",
    "tcp-udp",
)


class Unit(NamedTuple):
    """A unit file as its lines; one that goes on after a backslash is a single line here."""

    kind: str
    lines: tuple[str, ...]
    end: str

    @property
    def text(self) -> str:
        """The file."""
        return "".join(f"{line}\n" for line in self.lines).replace("\n", self.end)

    def index_of(self, number: int) -> int:
        """Return which line holds the physical line `number`, 1-based."""
        seen = 0
        for index, line in enumerate(self.lines):
            seen += line.count("\n") + 1
            if number <= seen:
                return index
        return len(self.lines) - 1


def socket_unit(random: Random) -> Unit:
    """Return a .socket unit with a few listening lines among others."""
    lines = ["[Unit]", "Description=x", "ListenStream=99999", "[Socket]"]
    for _ in range(random.randint(1, 8)):
        lines.append(_line(random, random.choice(_KEYS), _value(random)))
        if random.random() < 0.3:
            lines.append(random.choice(_NOISE))
    if random.random() < 0.1:
        lines.append(random.choice(("[Install]", "[Nonsense]", "[Socket] ", "[X-Own]")))
        lines.append(_line(random, "ListenStream", _value(random)))
    lines.append("[Socket]\nService=y.service")
    return Unit("socket", tuple(lines), random.choice(("\n", "\n", "\n", "\r\n", "\r")))


def service_unit(random: Random) -> Unit:
    """Return a .service unit that may bind some ports."""
    lines = ["[Service]", "ExecStart=/bin/true"]
    for _ in range(random.randint(1, 8)):
        words = random.choices(_BINDS, k=random.choice((1, 1, 2, 2, 3, 4)))
        key = random.choice(("SocketBindAllow", "SocketBindDeny"))
        lines.append(_line(random, key, ":".join(words)))
    return Unit("service", tuple(lines), "\n")


def _value(random: Random) -> str:
    kind = random.random()
    if kind < 0.35:
        return random.choice(_PORTS)
    if kind < 0.8:
        usual = random.random() < 0.5
        host = random.choice(_HOSTS[:3] if usual else _HOSTS)
        return f"{host}:{random.choice(_PORTS)}"
    return random.choice(_OTHERS)


def _line(random: Random, key: str, value: str) -> str:
    blank = random.choice(("", "", "", " ", "\t", "  "))
    if value and random.random() < 0.05:
        value = value[:1] + "\\\n" + value[1:]
    elif random.random() < 0.05:
        value = "\\\n# a comment\n" + value
    elif random.random() < 0.03:
        value += random.choice(("\\\\", " \\\n"))
    return f"{random.choice(('', '', ' '))}{key}{blank}={blank}{value}{blank}"
