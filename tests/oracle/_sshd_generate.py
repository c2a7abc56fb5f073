"""sshd_config files made up at random: lines that are right, nearly right and plainly wrong."""

from random import Random

_PORTS = (
    *("22", "2222", "1", "65535", "022", "+22", "ssh", "http-alt", "postgresql", '"2222"'),
    *("'443'", '" 80"', "2\\2", "0", "65536", "99999", "-1", "0x16", "22/tcp", "22-25"),
    *("22,23", "SSH", "nosuch", "", '""', "8o", "22#x", "99999999999999999999", "00", "000443"),
)
_HOSTS = (
    *("0.0.0.0", "127.0.0.1", "127.0.0.2", "::", "::1", "[::]", "[::1]", "[127.0.0.1]", "*"),
    *("127.1", "2222", "0x7f.1", "300.1.1.1", "::1:2222", "1::2::3", "[::1", "[::1]x", ""),
    *("[]", "fe80::1%lo", "1.2.3.4.5", "99999", "010.0.0.1", "::ffff:1.2.3.4", "1.2.3", "08.1.1.1"),
)
_NAMES = ("db", "10.0.0.1", "[::1]", "*", "::1", "[db", "a/b", "", "any", "none", "localhost")


def sshd_config(random: Random) -> str:
    """Return the text of one file; every separator, case and comment that sshd allows occurs."""
    lines = [_line(random) for _ in range(random.randint(1, 4))]
    if random.random() < 0.2:
        lines.insert(0, f"AddressFamily {random.choice(('any', 'inet', 'inet6'))}")
    if random.random() < 0.15:
        lines.append(random.choice(("", "\n", "  ", "# the end", "Port 2022 \f", "\t")))
    ending = random.choice(("\n", "\n", "\n", "\r\n"))
    return ending.join(lines) + random.choice(("", ending))


def with_drop_ins(random: Random, folder: str) -> dict[str, str]:
    """Return a main file that includes others, and those; names are relative to `folder`."""
    files = {
        f"sshd_config.d/{name}.conf": _lines(random, random.randint(0, 2))
        for name in random.sample(("10-a", "20-b", "3-c", ".hidden"), random.randint(1, 3))
    }
    files["extra"] = _lines(random, 1) + f"Include {folder}/sshd_config.d/*.conf\n"
    include = random.choice(
        (
            f"Include {folder}/sshd_config.d/*.conf",
            f"Include {folder}/sshd_config.d/[12]?-?.conf {folder}/nothing/*",
            f'Include "{folder}/extra"',
            f"Match User carol\n  Include {folder}/sshd_config.d/*.conf",
        )
    )
    main = _lines(random, random.randint(0, 1)) + include + "\n"
    files["sshd_config"] = main + _lines(random, random.randint(0, 2))
    return files


def _lines(random: Random, count: int) -> str:
    return "".join(f"{_right_line(random)}\n" for _ in range(count))


def _right_line(random: Random) -> str:
    port = random.choice((22, 2222, 443))
    lines = (f"Port {port}", f"Port {port}", f"ListenAddress 127.0.0.1:{port}", "ListenAddress ::1")
    return random.choice((*lines, "Match User alice", "Match all", "PermitOpen db:80"))


def _line(random: Random) -> str:
    keyword, arguments = random.choice(_LINES)(random)
    if random.random() < 0.1 and keyword not in ("Match", "X11Forwarding"):
        keyword = random.choice((keyword.upper(), keyword.lower(), f'"{keyword}"'))
    separator = random.choice((" ", " ", " ", "\t", "  ", "=", " = ", " =", "= "))
    indent = random.choice(("", "", "", " ", "\t"))
    # what is too much on a line that is not about ports is not portlens' business
    garbage = () if keyword.strip('"').lower() in ("match", "x11forwarding") else (" x", ' "9 9" ')
    end = random.choice(("", "", "", "", " # why", "\t", " #", *garbage))
    return f"{indent}{keyword}{separator}{arguments}{end}"


def _port(random: Random) -> str:
    # most files should get past their first line
    return random.choice(_PORTS[:10] if random.random() < 0.7 else _PORTS)


def _host(random: Random) -> str:
    return random.choice(_HOSTS[:9] if random.random() < 0.7 else _HOSTS)


def _listen_address(random: Random) -> tuple[str, str]:
    host = _host(random)
    # glibc takes `lo:22` for the interface lo, after a zone's percent sign
    is_alone = random.random() < 0.5 or "%" in host
    text = host if is_alone else f"{host}:{_port(random)}"
    return "ListenAddress", f'"{text}"' if random.random() < 0.05 else text


def _permit(random: Random) -> tuple[str, str]:
    keyword = random.choice(("PermitOpen", "PermitListen"))
    words = []
    for _ in range(random.randint(1, 3)):
        port = random.choice((_port(random), _port(random), "*"))
        host = random.choice(_NAMES[:5] if random.random() < 0.7 else _NAMES)
        words.append(random.choice((f"{host}:{port}", f"{host}:{port}", port, host)))
    return keyword, " ".join(words)


def _match(random: Random) -> tuple[str, str]:
    kind = random.choice(("all", "all", "user", "port", "port", "both"))
    separator = random.choice((" ", " ", "=", " = "))
    if kind == "all":
        return "Match", "all"
    if kind == "user":
        return "Match", f"User{separator}alice"
    port = _port(random)
    localport = f"{random.choice(('LocalPort', 'localport'))}{separator}{port}"
    return "Match", localport if kind == "port" else f"User bob {localport}"


_LINES = (
    lambda random: ("Port", _port(random)),
    lambda random: ("Port", _port(random)),
    _listen_address,
    _listen_address,
    _permit,
    _match,
    lambda random: ("X11Forwarding", random.choice(("yes", "no"))),
)
