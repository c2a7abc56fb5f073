"""ssh_config files made up at random: lines that are right, nearly right and plainly wrong."""

from random import Random

_PORTS = (
    *("22", "8080", "1", "65535", "022", "+22", "ssh", "http-alt", "0", '"8080"', "65536"),
    *("-1", "0x16", "22/tcp", "22-25", "SSH", "nosuch", "8o", "80\\80", "", "'80'", "99999999999"),
)
_HOSTS = (
    *("db", "10.0.0.1", "[::1]", "*", "localhost", "", "[db]"),
    *("::1", "[db", "[a]b", "/run/x", "[/run/x]", "a/b", "db\\:x"),
)
_PATHS = ("/run/a.sock", "/run/b", "[/run/c]", "/")


def ssh_config(random: Random) -> str:
    """Return the text of one file."""
    lines = [_line(random) for _ in range(random.randint(1, 5))]
    ending = random.choice(("\n", "\n", "\n", "\r\n"))
    return ending.join(lines) + random.choice(("", ending))


def _line(random: Random) -> str:
    keyword, arguments = random.choice(_LINES)(random)
    is_block = keyword in ("Host", "Match")
    if random.random() < 0.1 and not is_block:
        keyword = random.choice((keyword.upper(), keyword.lower()))
    separator = " " if is_block else random.choice((" ", " ", "\t", "  ", "=", " = "))
    indent = random.choice(("", "", "  ", "\t"))
    garbage = () if is_block or keyword.lower() in ("proxyjump", "hostname") else (" x",)
    end = random.choice(("", "", "", "", " # why", "\t", " #", *garbage))
    return f"{indent}{keyword}{separator}{arguments}{end}"


def _port(random: Random) -> str:
    # most files should be accepted
    return random.choice(_PORTS[:8] if random.random() < 0.8 else _PORTS)


def _host(random: Random) -> str:
    return random.choice(_HOSTS[:5] if random.random() < 0.8 else _HOSTS)


def _end(random: Random) -> str:
    kind = random.random()
    if kind < 0.1:
        return random.choice(_PATHS)
    return _port(random) if kind < 0.5 else f"{_host(random)}:{_port(random)}"


def _forward(random: Random) -> tuple[str, str]:
    keyword = random.choice(("LocalForward", "RemoteForward"))
    target = random.choice((f"{_host(random)}:{_port(random)}",) * 6 + (*_PATHS, "db", "", "db:"))
    return keyword, f"{_end(random)} {target}"


def _odd_forward(random: Random) -> tuple[str, str]:
    keyword = random.choice(("LocalForward", "RemoteForward", "DynamicForward"))
    pieces = [random.choice((_port(random), _host(random))) for _ in range(random.randint(1, 5))]
    text = "".join(piece + random.choice((":", ":", ":", " ")) for piece in pieces)
    return keyword, text if random.random() < 0.2 else text[:-1]


def _permit(random: Random) -> tuple[str, str]:
    words = [
        random.choice((f"{_host(random)}:{_port(random)}", "db:*", "db:80", "any", "db"))
        for _ in range(random.randint(1, 2))
    ]
    return "PermitRemoteOpen", random.choice((" ".join(words), "any", "none", "a:1 b:2"))


def _jump(random: Random) -> tuple[str, str]:
    hops = []
    for _ in range(random.randint(1, 2)):
        host = random.choice(("db", "10.0.0.1", "[::1]", "::1", "", "[db", "[::1]"))
        port = random.choice(("", f":{_port(random)}", f":{_port(random)}"))
        before = random.choice(("", "", "", "me@", "ssh://", "ssh://me@"))
        slash = "/" if before.startswith("ssh:") and random.random() < 0.3 else ""
        hops.append(f"{before}{host}{port}{slash}")
    return "ProxyJump", random.choice((",".join(hops), ",".join(hops), "none"))


_LINES = (
    lambda random: ("Port", _port(random)),
    lambda random: ("Port", _port(random)),
    _forward,
    _forward,
    _forward,
    _odd_forward,
    lambda random: ("DynamicForward", _end(random)),
    lambda random: ("RemoteForward", _end(random)),
    _permit,
    _jump,
    lambda random: ("Host", random.choice(("host", "other", "*", "host other"))),
    lambda _: ("Match", "all"),
    lambda _: ("HostName", "db.example.com"),
)
