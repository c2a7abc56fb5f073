"""Services files made up at random: lines that are right, nearly right and plainly wrong."""

from random import Random

_NAMES = ("http", "myapp", "other", "x", "a/b", "UPPER", "Ünï", "9", "n-1", "two.words")
_NUMBERS = (
    *("80", "8080", "0", "65535", "443", "1", "65536", "70000", "0120", "0x50", "0X1f", "08"),
    *("+80", "-80", "-1", "4294967295", "4294967296", "18446744073709551615"),
    *("99999999999999999999999", "-18446744073709551535", "-0", "0x", "00", "007", "1_0", "80a"),
    *("8.0", "http", "80-90", "80,90", "0b11", "", "١"),
)
_PROTOCOLS = ("tcp", "udp", "sctp", "TCP", "tcpx", "", "tcp/udp", "tcp,udp", "dccp")
_GAPS = (" ", "\t", "  ", "\t\t", " \t ", "\v", "\f", "\r")
_ENDS = ("", "", " ", " # why", "#why", "\t#", "\r", " alias", " alias other", "\x00 x")


def services(random: Random) -> bytes:
    """Return one file."""
    lines = [_line(random) for _ in range(random.randint(1, 8))]
    # glibc 2.36 misreads a line with blanks before it and no line break after it; a test of
    # its own shows that
    ending = "\n" if lines[-1][:1].isspace() else ""
    text = "\n".join(lines) + random.choice((ending, "\n", "\n", "\n\n"))
    return text.encode() + random.choice((b"", b"", b"", b"\xff\xfe 9/tcp\n"))


def _line(random: Random) -> str:
    if random.random() < 0.08:
        return random.choice(("", "# a comment", "   ", "\t# indented", "name", "name ", "#", "/"))
    name = random.choice(_NAMES)
    # most lines should be read
    number = random.choice(_NUMBERS[:6] if random.random() < 0.6 else _NUMBERS)
    protocol = random.choice(_PROTOCOLS[:3] if random.random() < 0.7 else _PROTOCOLS)
    slash = "/" if random.random() < 0.85 else random.choice(("//", " /", "/ ", ",", "", " "))
    lead = "" if random.random() < 0.85 else random.choice(_GAPS)
    if random.random() < 0.05:
        return f"{lead}{number}{slash}{protocol} {name}"
    gap = random.choice(_GAPS)
    end = random.choice(_ENDS[:-1] if lead else _ENDS)
    return f"{lead}{name}{gap}{number}{slash}{protocol}{end}"


_ODD = (
    *(b"\x01", b"\x08", b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e", b"\x1f", b"\x7f"),
    *(
        b"\x85",
        b"\xa0",
        b"\xc2\x85",
        b"\xc2\xa0",
        b"\xe2\x80\xa8",
        b"\xe3\x80\x80",
        b"\xef\xbb\xbf",
    ),
    *(b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xd9\xa1", b"\xef\xbc\x91"),
    *(
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\t",
        b"#",
        b"/",
        b"\\",
        b'"',
        b"+",
        b"-",
        b"0",
        b"a" * 1500,
        b" a" * 600,
    ),
)


def odd_services(random: Random) -> bytes:
    """Return a file with bytes in it that no editor writes, anywhere but at its beginning.

    A byte order mark in front is no part of the text to portlens; a rule of its own tells of it.
    """
    # Behind a NUL glibc may read on in what its buffer held before.
    content = services(random).replace(b"\x00", b"").rstrip(b"\n")
    for _ in range(random.randint(1, 4)):
        at = random.randint(min(1, len(content)), len(content))
        content = content[:at] + random.choice(_ODD) + content[at:]
    return content + b"\n"
