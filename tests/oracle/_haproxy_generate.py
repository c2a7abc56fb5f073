"""HAProxy configurations whose addresses are what people write, and what they should not."""

from random import Random

_UNSET = "${NOBODY_SET_ME}"
_HOSTS = (
    *("", "", "*", "0.0.0.0", "127.0.0.1", "10.0.0.1", "localhost", "[::1]", "[::]", "::1", "::"),
    *("127.1", "0", "1.2.3.400", "1.2.3.4.5", "300.1", "[127.0.0.1]", "[]", "[::1", "a:b", "a/b"),
    *("http://a", "ipv4@", "ipv6@", "ipv4@127.0.0.1", "ipv4@::1", "ipv6@::1", "ipv6@127.0.0.1"),
    *("tcp@", "tcp4@127.0.0.1", "tcp6@", "udp@", "udp4@127.0.0.1", "stream+ipv4@", "dgram+ipv4@"),
    *("foo@", "fe80::1%lo", _UNSET, "80"),
)
_USUAL_HOSTS = ("", "*", "127.0.0.1", "10.0.0.1", "[::1]", "ipv4@127.0.0.1", "localhost")
_PORTS = (
    *("", ":", ":80", ":0", ":65535", ":65536", ":99999", ":4294967376", ":99999999999999999999"),
    *(":80-90", ":90-80", ":80-", ":-80", ":+80", ":-", ":+", ":80-90-95", ":0-5", ":80-65536"),
    *(":http", ":80x", ":x80", ":0x50", ":00080", ":80;", ":80/tcp", ":65536x", ":80-x", ":8 0"),
)
_USUAL_PORTS = (":80", ":8080", ":443", ":1024-1030", ":5000")
_PATHS = ("/tmp/a.sock", "unix@/tmp/b.sock", "abns@c", "uxst@/tmp/d.sock")
_FIRST = """\
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
"""
_LAST = """\
resolvers r
    nameserver r 127.0.0.1:53
"""


def haproxy(random: Random) -> str:
    """Return a configuration with some sections, each with a few lines of addresses."""
    sections = [_frontend, _backend, _listen, _peers, _resolvers, _mailers, _ring, _logs, _global]
    chosen = random.sample(sections, random.randint(1, 4))
    found = "".join(each(random, f"s{number}") for number, each in enumerate(chosen))
    text = f"{_FIRST}{found}{_LAST}"
    return text if random.random() < 0.95 else text.rstrip("\n")


def address(random: Random) -> str:
    """Return the address of a line, right or wrong, in quotes at times."""
    if random.random() < 0.05:
        return random.choice(_PATHS)
    is_usual = random.random() < 0.6
    host = random.choice(_USUAL_HOSTS if is_usual else _HOSTS)
    ports = _USUAL_PORTS if is_usual and random.random() < 0.6 else _PORTS
    text = f"{host}{random.choice(ports)}" or "*"
    if text == _UNSET:  # all of an address: portlens knows no environment
        text += ":80"
    if " " in text:
        return f'"{text}"'
    match random.randrange(20):
        case 0:
            return f'"{text}"'
        case 1:
            return f"'{text}'"
        case 2:
            return text.replace("8", "\\8").replace("\\8", "8", 1)
        case _:
            return text


def _some(random: Random, *lines: str) -> str:
    return "".join(f"    {line}\n" for line in lines if random.random() < 0.7)


def _bind(random: Random) -> str:
    every = ",".join(address(random) for _ in range(random.choice((1, 1, 1, 2))))
    end = random.choice(("", "", "", " name ssl", " v6only", " # 99999", "#:99999", " maxconn 9"))
    return f"bind {every}{end}"


def _frontend(random: Random, name: str) -> str:
    head = random.choice(("", "", "", "", "", " :80", " 127.0.0.1:8080"))
    return f"frontend {name}{head}\n" + _some(random, _bind(random), _bind(random), _log(random))


def _listen(random: Random, name: str) -> str:
    return f"listen {name}\n" + _some(random, _bind(random), _server(random, "a"), _check(random))


def _backend(random: Random, name: str) -> str:
    dispatch = f"dispatch {address(random)}"
    usual = random.choice(
        (
            "",
            "",
            "default-server resolvers r",
            "default-server init-addr none",
            "default-server agent-check agent-port 9",
        )
    )
    lines = _some(random, usual, _server(random, "a"), _server(random, "b"), _source(random))
    if random.random() < 0.1:
        lines = f"    {dispatch}\n"
    is_off = random.random() < 0.1
    return f"backend {name}\n{'    disabled' if is_off else ''}\n{lines}"


_AGENT = (
    " agent-check agent-port 9",
    " agent-check agent-port 65536",
    " agent-check",
    " agent-port",
)


def _server(random: Random, name: str) -> str:
    options = random.choice(
        (
            *(
                "",
                "",
                " check",
                " init-addr none",
                " check port 8081",
                " check port 99999",
                " weight 5",
            ),
            *(" init-addr libc,10.0.0.1", " resolvers r", " resolvers r init-addr libc"),
            *(" check addr 10.0.0.1:81", f" check addr {address(random)}", " cookie port"),
            *(f" source {address(random)}", " init-addr last,libc,none", " check port http"),
            *(
                f" socks4 {address(random)}",
                f" agent-addr {_without_variable(random)}",
                " agent-port 9",
            ),
            *_AGENT,
        )
    )
    template = random.random() < 0.1
    head = f"server-template {name} 1-2" if template else f"server {name}"
    return f"{head} {address(random)}{options}"


def _without_variable(random: Random) -> str:
    """Return an address for the one option in which HAProxy fills in no variable."""
    return address(random).replace(_UNSET, "127.0.0.1")


def _source(random: Random) -> str:
    return f"source {address(random)}"


def _check(random: Random) -> str:
    port = random.choice(("80", "0", "65535", "65536", "99999", "8080"))
    return random.choice((f"tcp-check connect port {port}", f"http-check connect port {port}"))


def _log(random: Random) -> str:
    return random.choice(("log global", f"log {address(random)} local0", "log stdout local0"))


def _peers(random: Random, name: str) -> str:
    return f"peers {name}\n" + _some(
        random, f"peer a {address(random)}", f"peer b {address(random)}"
    )


def _resolvers(random: Random, name: str) -> str:
    lines = (f"nameserver n{number} {address(random)}" for number in range(2))
    return f"resolvers {name}\n" + _some(random, *lines)


def _mailers(random: Random, name: str) -> str:
    return f"mailers {name}\n" + _some(random, f"mailer a {address(random)}")


def _ring(random: Random, name: str) -> str:
    return f"ring {name}\n    size 32764\n    timeout connect 5s\n    timeout server 5s\n" + _some(
        random, f"server a {address(random)}"
    )


def _logs(random: Random, name: str) -> str:
    return f"log-forward {name}\n" + _some(
        random, _bind(random), f"dgram-bind {address(random)}", "log 127.0.0.1:514 local0"
    )


def _global(random: Random, name: str) -> str:
    del name
    return "global\n" + _some(
        random, f"stats socket {address(random)} level admin", f"log {address(random)} local0"
    )
