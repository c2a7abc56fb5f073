"""Generated inetd.conf files: entries that openbsd-inetd takes, and such as it drops."""

from random import Random

# Names that /etc/services of Debian has, and such as no machine has.
_NAMES = ("ssh", "telnet", "http", "tftp", "ntp", "finger", "discard", "syslog", "www", "snmp")
_NO_NAMES = ("sssh", "SSH", "http-", "80x", "-")
_NUMBERS = ("22", "23", "8080", "8081", "65535", "+81", "0080", "1")
_NO_NUMBERS = ("0", "65536", "-1", "99999999999999999999", "80/tcp", "80-81", "0x50", "-", "8 0")
_TYPES = {"stream": "tcp", "dgram": "udp"}
_HOSTS = (
    *("127.0.0.1:", "127.0.0.2:", "[::1]:", "::1:", "*:", ":", "10.1.2.3:", "[fd00::1]:"),
    *("0.0.0.0:", "[::]:", "127.1:", "127.0.0.1,127.0.0.2:", "127.0.0.1,*:", "10.1.2.3,[::1]:"),
    *("10.1.2.3,::1:", "*,127.0.0.1:", "127.0.0.1,127.0.0.1:", ",127.0.0.1,:", "127.0.0.1: "),
)
_NO_HOSTS = ("1.2.3.4.5:", "::1::", "[::1],[fd00::1]:", "[::1:", "256.0.0.1:", "x:y:", "[]:")
# As 46 to openbsd-inetd, which in turn is a protocol of FreeBSD.
_ENDS = ("", "", "", "4", "6", "56")
_SIZES = ("", "", "", ",sndbuf=64k", ",rcvbuf=1m,sndbuf=8k", ",rcvbuf=1x")
_NO_SIZES = (",", ",sndbuf", ",sndbuf=k", ",buf=1k", ",rcvbuf=1,sndbuf=2k", ",sndbuf=0k")
_NO_SIZES += (",sndbuf=1k,rcvbuf=1k,sndbuf=1k", ",sndbuf=1kk")
_WAITS = ("nowait", "wait", "nowait.400", "nowiat", "wait.x")
_USERS = ("root", "nobody", "root.root", "nobody:nogroup", "no-such-user")
_PROGRAMS = (
    *("/bin/true", "/bin/true true", "/usr/sbin/tcpd /usr/sbin/in.ftpd -l", "/bin/true a b # c"),
    *("internal", "internal internal"),
)
_BLANKS = (" ", "\t", "  \t ")
_OTHERS = (
    *("# a comment\n", "#ssh stream tcp nowait root /bin/true\n", "\n", "  \n", "   # indented\n"),
    *("#<off># ftp\tstream\ttcp\tnowait\troot\t/x\n", "\0\n", "tcpmux/a stream tcp wait root /x\n"),
)
_DEFAULTS = ("127.0.0.1:", "*:", ":", "[::1]:", "10.1.2.3,127.0.0.2:", "::1: ", "1.2.3.4.5:")


def generated(random: Random) -> str:
    """Return a file of some entries, a part of which is wrong in some way or other."""
    wrong = random.choice((0.0, 0.1, 0.4))
    pieces: list[str] = []
    for _ in range(random.choice((1, 2, 4, 8, 12))):
        pieces.append(_entry(random, wrong))
        if random.random() < 0.2:
            pieces.append(random.choice(_OTHERS))
        if random.random() < 0.08:
            pieces.append(random.choice(_DEFAULTS) + "\n")
        if random.random() < 0.05:
            pieces.append(random.choice(pieces))
        if random.random() < 0.02:
            pieces.append("#" + "x" * random.choice((1021, 1022, 1023, 1030)) + "\n")
    text = "".join(pieces)
    if random.random() < 0.1:
        text = text.replace("\n", "\r\n")
    return text.rstrip("\n") if random.random() < 0.1 else text


def _entry(random: Random, wrong: float) -> str:
    def pick(good: tuple[str, ...], bad: tuple[str, ...]) -> str:
        return random.choice(bad if random.random() < wrong else good)

    kind = random.choice(("stream", "stream", "dgram"))
    numbers = random.random() < 0.5
    service = pick(_NUMBERS, _NO_NUMBERS) if numbers else pick(_NAMES, _NO_NAMES)
    host = pick(_HOSTS, _NO_HOSTS) if random.random() < 0.3 else ""
    protocol = pick((_TYPES[kind],), ("udp", "tcp", "foo", "sctp", "tcp6any", "ip", "TCP"))
    protocol += random.choice(_ENDS) + pick(_SIZES, _NO_SIZES)
    if random.random() < 0.04:
        # A unix socket has no host, and its path lies nowhere.
        host, service, protocol = "", "/nowhere/socket", "unix"
    program = random.choice(_PROGRAMS)
    if program.startswith("internal") and random.random() < 0.8:
        service = random.choice(("echo", "discard", "time", "daytime", "chargen"))
    fields = [
        host + service,
        pick((kind,), ("raw", "rdm", "seqpacket", "STREAM", "tcp")),
        protocol,
        random.choice(_WAITS),
        random.choice(_USERS),
        program,
    ]
    if random.random() < wrong / 3:
        del fields[random.randrange(1, 6) :]
    line = random.choice(_BLANKS).join(fields)
    if random.random() < 0.15:
        line = _folded(fields, random)
    return random.choice(("", "", "", "", " ")) + line + "\n"


def _folded(fields: list[str], random: Random) -> str:
    """Return an entry over several lines, most with the protocol on the first: else inetd hangs."""
    first = random.choice((1, 3, 3, 3, 4, 5))
    gap = random.choice(("\n ", "\n\t", " \n  ", "\n \n "))
    return " ".join(fields[:first]) + gap + " ".join(fields[first:])
