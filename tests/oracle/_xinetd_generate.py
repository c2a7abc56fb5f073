"""Generated files of xinetd's: services that xinetd starts, and such as it drops."""

from collections.abc import Sequence
from random import Random

Files = dict[str, str]  # texts by their names below /etc
Lines = list[tuple[str, str]]

_INCLUDES = "includedir /etc/xinetd.d\n"
# Names that /etc/services of Debian has for a type of socket, and such as no machine has. What IANA
# alone has for it, other distributions know.
_LISTED = {
    "stream": ("ssh", "telnet", "http", "finger", "discard", "www", "smtp", "rsync"),
    "dgram": ("tftp", "ntp", "discard", "syslog", "snmp", "domain"),
}
_NAMES = (*_LISTED["stream"], *_LISTED["dgram"])
_NO_NAMES = ("sssh", "SSH", "http-", "80x")
_OWN = ("alpha", "beta", "gamma", "delta", "Echo", "80")
_INTERNAL = ("tcpmux", "echo", "discard", "time", "daytime", "chargen")
_NUMBERS = ("22", "23", "8080", "8081", "8082", "65535", "+81", "0080", "1", "4294967376")
_NO_NUMBERS = ("65536", "-1", "99999999999999999999", "80/tcp", "80-81", "0x50", "http", "8 0", "")
_BINDS = (
    *("127.0.0.1", "127.0.0.2", "::1", "10.1.2.3", "fd00::1", "0.0.0.0", "::", "127.1"),
    *("0:0::1", "::ffff:127.0.0.1", "0177.0.0.1", "127.0.0.1"),
)
_IPV6_BINDS = ("::1", "fd00::1", "::", "0:0::1", "::ffff:127.0.0.1", "::1")
_NO_BINDS = ("1.2.3.4.5", "::1::", "[::1]", "256.0.0.1", "*", "127.0.0.1:80", ":", "08.0.0.1")
_NO_WAITS = ("x", "nowait")
_FLAGS = ("IPv4", "ipv4", "REUSE", "NODELAY KEEPALIVE", "SENSOR", "LABELED", "NAMEINARGS")
# For an address of IPv4 xinetd then binds what happens to stand in memory.
_IPV6_FLAGS = (*_FLAGS, "IPv6", "ipv6 REUSE", "IPv4 IPv6")
_NO_FLAGS = ("V6ONLY", "IPv4,IPv6", "", "IPv4 NONE")
_PROTOCOLS = ("tcp", "udp", "ip", "TCP", "UDP", "mptcp", "gre", "foo", "tcp6")
# Attributes that say nothing of the socket, with values that are taken and such as are not.
_OTHERS = (
    ("instances", ("30", "UNLIMITED", "0"), ("-1", "x", "3.5", "2147483648")),
    ("per_source", ("10", "unlimited"), ("x",)),
    ("cps", ("50 10", "-1 3"), ("x 3", "3 x")),
    ("nice", ("10", "-5"), ("x", "3x")),
    ("umask", ("022", "777", "-0"), ("8", "1000", "x")),
    ("deny_time", ("FOREVER", "60"), ("x",)),
    ("groups", ("yes", "NO"), ("maybe",)),
    ("max_load", ("1.5", ".5", "2x"), ("0", "x", ".")),
    (
        "log_type",
        ("SYSLOG daemon info", "FILE /dev/null 10k 20M"),
        ("FILE", "SYSLOG x", "", "NONE"),
    ),
    ("log_on_success", ("PID HOST", "", "duration"), ("RECORD", "PID,HOST", "TRAFFIC")),
    ("log_on_failure", ("HOST ATTEMPT",), ("RECORD", "PID")),
    (
        "only_from",
        ("127.0.0.1 ::1", "10.0.0.0/8", "10.1.{2,3}", "0"),
        ("a,b", ".1", "1.{x}"),
    ),
    ("no_access", ("10.0.0.1", ""), ("1..2", "10.1.2.{3,}")),
    ("access_times", ("2:00-9:00 10:30-23:59", ":-1:"), ("9:00-2:00", "2-9", "1:00-24:00", "")),
    ("env", ("A=b C=d", ""), ("A",)),
    ("passenv", ("PATH",), ()),
    ("rlimit_as", ("8M", "UNLIMITED", "-1"), ("x", "10G", "k")),
    ("rlimit_cpu", ("20",), ("10M",)),
    ("rpc_version", ("2-4", "1"), ("4-2", "x")),
    ("banner", ("/nowhere",), ()),
    ("libwrap", ("name",), ()),
    ("server_args", ("-l", "a b"), ("",)),
    ("v6only", ("yes", "no"), ("x",)),
    ("redirect", ("127.0.0.1 80", "::1 http", "10.1.2.3 8080"), ("127.0.0.1 x-y", "[::1] 80")),
    ("redirect", ("10.1.2.3 +80",), ("127.0.0.1 0", "1.2.3.4.5 80", "127.0.0.1 65536")),
    ("disable", ("no", "No"), ("maybe",)),
    ("mdns", ("yes",), ()),
    ("colour", ("red",), ()),
)
_IN_DEFAULTS = ("instances", "cps", "umask", "log_on_success", "only_from", "v6only", "max_load")
_BAD_LINES = (" port 80\n", " port=80\n", " } # end\n", " foo\n", " = 1\n", " env+= A=b\n")
_BETWEEN = ("# a comment\n", "\n", "  \t\n", "junk\n", "service\n", "include /etc/nothing\n", "}\n")


def generated(random: Random) -> Files:
    """Return a main file and some of the folder that it includes, a part of it wrong."""
    wrong = random.choice((0.0, 0.0, 0.1, 0.3))
    is_ipv6 = random.random() < 0.3
    pieces: list[list[str]] = [[] for _ in range(random.choice((1, 1, 1, 2, 3)))]
    for index, texts in enumerate(pieces):
        if random.random() < (0.5 if not index else 0.15):
            texts.append(_defaults(random, wrong, is_ipv6=is_ipv6))
        for _ in range(random.choice((1, 2, 4, 6))):
            texts.append(_service(random, wrong, is_ipv6=is_ipv6))
            if random.random() < 0.1 + wrong / 3:
                texts.append(random.choice(_BETWEEN[: 4 if not wrong else None]))
            if random.random() < 0.05:
                texts.append(random.choice(texts))
    if len(pieces) > 1:
        pieces[0].insert(random.randrange(len(pieces[0]) + 1), _INCLUDES)
    names = random.sample(("a", "B", "z", "0", "z-a", "_", "a.b", "a~"), len(pieces) - 1)
    files = {"xinetd.conf": _ended("".join(pieces[0]), random)}
    for name, texts in zip(names, pieces[1:], strict=True):
        files[f"xinetd.d/{name}"] = _ended("".join(texts), random)
    return files


def alone(random: Random) -> Files:
    """Return a file with a single service, of those that are often wrong."""
    is_ipv6, wrong = random.random() < 0.3, random.choice((0.0, 0.1, 0.3))
    defaults = _defaults(random, 0.0, is_ipv6=is_ipv6) if random.random() < 0.2 else ""
    return {"xinetd.conf": defaults + _service(random, wrong, is_ipv6=is_ipv6)}


def _ended(text: str, random: Random) -> str:
    if random.random() < 0.03:
        text = text.replace("\n", "\r\n")
    if random.random() < 0.03:
        text = "\ufeff" + text
    return text.rstrip("\n") if random.random() < 0.1 else text


def _service(random: Random, wrong: float, *, is_ipv6: bool) -> str:
    pick = _Pick(random, wrong)
    name, lines = _what(pick)
    kind = lines[-1][1].lower()
    is_internal = lines[0][1].lower().startswith("internal")
    if random.random() < 0.7:
        # Of a name that is to be listed IANA may know the other transport.
        others = _PROTOCOLS if ("type", "UNLISTED") in lines else _PROTOCOLS[2:]
        lines.append(("protocol", pick(("tcp" if kind == "stream" else "udp",), others)))
    lines.append(("wait", pick(("yes",) if kind == "dgram" else ("no", "no", "yes"), _NO_WAITS)))
    if not is_internal or random.random() < 0.3:
        lines.append(("user", "root"))
    if not is_internal:
        lines.append(("server", "/bin/true"))
    lines += _more(pick, is_ipv6=is_ipv6)
    if random.random() < 0.05:
        lines[0] = ("type", pick(("TCPMUX UNLISTED", "TCPMUXPLUS"), ("NONE", "UNLISTED,x", "")))
    return _entry(f"service {name}", _disturbed(lines, random, wrong), random, wrong)


def _more(pick: "_Pick", *, is_ipv6: bool) -> Lines:
    """Return lines that say on which addresses, and such that say nothing of the socket."""
    random, lines = pick.random, list[tuple[str, str]]()
    if random.random() < 0.3:
        binds = _IPV6_BINDS if is_ipv6 else _BINDS
        lines.append((random.choice(("bind", "interface")), pick(binds, _NO_BINDS)))
    if random.random() < 0.2:
        lines.append(("flags", pick(_IPV6_FLAGS if is_ipv6 else _FLAGS, _NO_FLAGS)))
    if random.random() < 0.1:
        lines.append(("id", random.choice(("x", "y", "Alpha"))))
    for _ in range(random.choice((0, 0, 1, 2))):
        other, good, bad = random.choice(_OTHERS)
        if other != "disable" or not pick.wrong:  # which takes back what is wrong
            lines.append((other, pick(good, bad)))
    if random.random() < 0.1 and not pick.wrong:
        lines.append(("disable", random.choice(("yes", "no", "YES"))))
    return lines


class _Pick:
    """Chooses what is taken, or now and then what is not."""

    def __init__(self, random: Random, wrong: float) -> None:
        self.random = random
        self.wrong = wrong

    def __call__(self, good: Sequence[str], bad: Sequence[str]) -> str:
        return self.random.choice(bad if bad and self.random.random() < self.wrong else good)


def _what(pick: _Pick) -> tuple[str, Lines]:
    """Return the name of a service, and the lines that say what it is, the type of socket last."""
    random = pick.random
    kind = random.choice(("stream", "stream", "dgram"))
    what = random.choice(("unlisted", "unlisted", "listed", "internal"))
    others = ("rdm", "seqpacket", "tcp", *(() if what == "listed" else ("raw",)))
    last = ("socket_type", pick((kind, kind.upper()), others))
    if what == "unlisted":
        lines = [("type", "UNLISTED"), ("port", pick(_NUMBERS, _NO_NUMBERS)), last]
        return random.choice((*_OWN, *_LISTED[kind])), lines
    if what == "listed":
        has_port = random.random() < pick.wrong
        lines = [("port", random.choice(_NUMBERS)), last] if has_port else [last]
        return pick(_LISTED[kind], (*_NO_NAMES, "alpha", "Echo")), lines
    name = pick(_INTERNAL[kind == "dgram" :], (*_LISTED[kind], "alpha"))
    if random.random() < 0.6:
        return name, [("type", "INTERNAL"), last]
    return name, [("type", "internal UNLISTED"), ("port", pick(_NUMBERS, _NO_NUMBERS)), last]


def _disturbed(lines: Lines, random: Random, wrong: float) -> Lines:
    if random.random() < wrong:
        random.shuffle(lines)
    if random.random() < wrong:
        del lines[random.randrange(len(lines))]
    if random.random() < wrong / 2 and lines:
        lines.append(random.choice(lines))
    return lines


def _defaults(random: Random, wrong: float, *, is_ipv6: bool) -> str:
    lines: Lines = []
    if random.random() < 0.3:
        lines.append(("bind", random.choice(_IPV6_BINDS if is_ipv6 else _BINDS)))
    if random.random() < 0.2:
        lines.append(("disabled", " ".join(random.sample((*_OWN, *_NAMES, "x"), 3))))
    if random.random() < 0.07:
        lines.append(("enabled", " ".join(random.sample((*_OWN, *_NAMES, *_INTERNAL, "x"), 12))))
    for _ in range(random.choice((0, 1, 2))):
        name, good, bad = random.choice(_OTHERS)
        values = bad if bad and random.random() < wrong / 4 else good
        if name in _IN_DEFAULTS or random.random() < 0.1:
            lines.append((name, random.choice(values)))
    return _entry("defaults", lines, random, wrong / 3)


def _entry(head: str, lines: Lines, random: Random, wrong: float) -> str:
    gap = random.choice(("\t", " ", "    ", "\f"))
    is_set = ("log_on_success", "only_from", "disabled", "env")
    written = []
    for name, value in lines:
        operator = "="
        if name in is_set or random.random() < wrong / 6:
            operator = random.choice(("=", "=", "+=", "-=" if name != "env" else "="))
        equals = random.choice((" = ", " =", "\t= ", "  =  ", "\f= "))
        written.append(f"{gap}{name}{equals.replace('=', operator)}{value}\n")
        if random.random() < wrong / 12:
            written.append(random.choice(_BAD_LINES))
        if random.random() < 0.03:
            written.append("  # a comment\n")
    brace = (
        " {\n"
        if random.random() < wrong / 12
        else random.choice(("\n{\n", "\n\n  {\n", "\n# x\n{\t\n"))
    )
    end = random.choice(("}\n", "  }\n\n", "} \t\n"))
    return head + brace + "".join(written) + ("" if random.random() < wrong / 12 else end)
