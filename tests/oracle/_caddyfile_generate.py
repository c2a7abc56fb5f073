"""Caddyfiles with addresses as people write them, and as they should not."""

from collections.abc import Sequence
from random import Random

_SCHEMES = ("", "", "", "", "http://", "https://", "HTTP://", "ftp://")
_HOSTS = (
    *("", "", "", "a.example", "b.example", "*.c.example", "localhost", "127.0.0.1", "[::1]"),
    *("A.example", "a.example", "::1"),
)
_PORTS = (
    *("", "", "", ":80", ":443", ":8080", ":8080", ":8443", ":8081", ":", ":0", ":0443", ":00080"),
    *(":65535", ":65536", ":99999", ":-1", ":+80", ":80-90", ":http", ":80x", ":0x50", ":8_0"),
    *(":{$NOBODY_SETS_ME:8080}", ":{$NOBODY_SETS_ME:80x}", ":{env.PORT}"),
)
_USUAL_PORTS = ("", "", ":80", ":443", ":8080", ":8443", ":8444", ":8081")
_BOUND = ("127.0.0.1", "::1", "[::1]", "0.0.0.0", "tcp/127.0.0.1", "tcp4/127.0.0.1", "127.0.0.2")
_UPSTREAMS = (
    *("app:3000", "app", "app:", ":9000", "localhost:9000-9002", "[::1]:80", "::1", "app:99999"),
    *("http://app", "http://app:80", "http://app:443", "https://app", "https://app:80"),
    *("https://app:443", "h2c://app:443", "h2c://app", "HTTP://app:443", "http://app:0443"),
    *("http://app/", "http://app:80/x", "http://app?x", "http://app:x", "http://app:80-90"),
    *("http://[::1]:443", "http://me@app:443", "https://{host}:80", "http://{env.APP}", "{env.A}"),
    *("{env.A}:80", "unix//run/app.sock", "unix/app.sock", "tcp/app:80", "tcp6/app:80-x", "app:x"),
    *(
        "srv+app",
        "srv+https://app:80",
        "srv+http://app",
        "ftp://app:80",
        "http://app:-1",
        "a:80-70",
    ),
    *("http://app:99999", "http://", "https://:80"),
)
_USUAL_UPSTREAMS = ("app:3000", "api:8080", "localhost:9000", "10.0.0.1:80")
_NUMBERS = ("8080", "8080", "80", "+81", "0081", "eighty", "8 0", "0x50", "", "-", "443", "8443")


def caddyfile(random: Random) -> str:
    """Return a Caddyfile of some blocks, right or wrong."""
    text = _options(random) if random.random() < 0.4 else ""
    names = [f"s{number}" for number in range(random.choice((0, 0, 1, 2)))]
    for name in names:
        text += _block(random, f"({name})", [_directive(random, [])])
    count = random.choice((1, 1, 2, 2, 3))
    if count == 1 and random.random() < 0.2:
        return _spelled(random, f"{text}{_keys(random)}\n{_directive(random, names)}\n")
    for _ in range(count):
        text += _block(random, _keys(random), _lines(random, names))
    return _spelled(random, text)


def _options(random: Random) -> str:
    lines: list[str] = []
    for name in ("http_port", "https_port"):
        if random.random() < 0.4:
            is_usual = random.random() < 0.8
            number = random.choice(("8080", "8443", "80") if is_usual else _NUMBERS)
            lines.append(f"{name} {number}")
    if random.random() < 0.3:
        lines.append(f"auto_https {random.choice(('off', 'disable_redirects', 'disable_certs'))}")
    if random.random() < 0.3:
        lines.append(f"default_bind {random.choice(_BOUND)}")
    if random.random() < 0.3:
        lines.append(random.choice(("admin off", "admin localhost:2020", "admin :2019")))
    return _block(random, "", lines)


def _keys(random: Random) -> str:
    keys = [_key(random) for _ in range(random.choice((1, 1, 1, 1, 2, 2, 3)))]
    return random.choice((*(", ",) * 12, " ", " ", ",\n", ",\n", ",")).join(keys)


def _key(random: Random) -> str:
    is_usual = random.random() < 0.8
    host = random.choice(_HOSTS[: 7 if is_usual else None])
    port = random.choice(_USUAL_PORTS if is_usual else _PORTS)
    path = random.choice(("", "", "", "", "", "", "", "", "/x"))
    key = f"{random.choice(_SCHEMES)}{host}{port}{path}"
    if key in ("", "/x"):
        return ":8080"
    match random.randrange(24):
        case 0:
            return f'"{key}"'
        case 1:
            return f"`{key}`"
        case 2:
            return f"{{$NOBODY_SETS_ME:{key}}}" if "}" not in key else key
        case _:
            return key


def _lines(random: Random, names: Sequence[str]) -> list[str]:
    lines = [_directive(random, names) for _ in range(random.choice((0, 1, 1, 2)))]
    if random.random() < 0.25:
        lines.append(f"bind {' '.join(random.sample(_BOUND, random.choice((1, 1, 2))))}")
    if random.random() < 0.15:
        lines.append(random.choice(("tls cert.pem key.pem", "tls {\nprotocols tls1.2\n}")))
    if random.random() < 0.2:
        lines.append(random.choice(("# a note \\ here", "respond `a:99999`", "# {")))
    random.shuffle(lines)
    return lines


def _directive(random: Random, names: Sequence[str]) -> str:
    if names and random.random() < 0.4:
        return f"import {random.choice(names)}"
    if random.random() < 0.2:
        inside = _directive(random, [])
        return f"{random.choice(('handle', 'handle /x*', 'route'))} {{\n{inside}\n}}"
    matcher = random.choice(("", "", "", "* ", "/x ", "/x/* "))
    upstreams = [_upstream(random) for _ in range(random.choice((1, 1, 1, 2)))]
    name = random.choice(("reverse_proxy", "reverse_proxy", "reverse_proxy", "php_fastcgi"))
    if name == "reverse_proxy" and random.random() < 0.25:
        number = random.choice(("8080", "99999", "x", "0")) if random.random() < 0.3 else "8080"
        more = random.choice(
            ("", f"health_port {number}\n", "dynamic a app 9000\n", "lb_policy first\n")
        )
        return f"{name} {matcher}{{\nto {' '.join(upstreams)}\n{more}}}"
    joint = random.choice((" ", " ", " ", " \\\n    "))
    return f"{name} {matcher}{joint.join(upstreams)}"


def _upstream(random: Random) -> str:
    text = random.choice(_USUAL_UPSTREAMS if random.random() < 0.8 else _UPSTREAMS)
    match random.randrange(24):
        case 0:
            return f'"{text}"'
        case 1:
            return f"`{text}`"
        case 2:
            return f"{{$NOBODY_SETS_ME:{text}}}" if "}" not in text else text
        case _:
            return text


def _block(random: Random, head: str, lines: Sequence[str]) -> str:
    comment = random.choice(("", "", "", " # :99999 {"))
    body = "".join(f"{line}\n" for line in lines)
    return f"{head} {{{comment}\n{body}}}\n" if head else f"{{{comment}\n{body}}}\n"


def _spelled(random: Random, text: str) -> str:
    """Return a text with indents, other line ends, or a comment at its beginning."""
    if random.random() < 0.1:
        text = text.replace("\n", "\r\n")
    if random.random() < 0.1:
        text = f"# a comment: :80 {{\n\n{text}"
    return text
