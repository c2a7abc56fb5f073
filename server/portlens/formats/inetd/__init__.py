"""inetd.conf: the ports on which inetd listens for the programs that it starts."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._names import COVERS
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.inetd.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.inetd.lines import statements

    return statements(text)


# What no other program's files have on a line.
_LINE = regex(
    r"^[^\s#]+[ \t]+(?:stream|dgram)[ \t]+(?:(?:rpc/)?(?:tcp|udp)[0-9]*|unix)(?:,[^\s]*)?[ \t]+"
    r"(?:no)?wait(?:[./][0-9/]+)?[ \t]+[\w.:-]+[ \t]+\S",
    re.MULTILINE,
)


def _recognises(text: str) -> bool:
    return _LINE.search(text) is not None


FORMATS = (
    Format(
        id="inetd",
        title="inetd.conf",
        takes_names="own",
        comments_alone=True,
        byte_order_mark="hides-entry",
        faults=frozenset(
            {
                "invalid-address",
                "invalid-inetd-entry",
                "invalid-port",
                "invalid-transport",
                "port-out-of-range",
            }
        ),
        usual_ports=(69, 873, 113, 119, 10080, 9, 13, 37, 6556, 25),
        read=_read,
        languages=("inetd",),
        patterns=("inetd.conf", f"inetd.conf.{COVERS}"),
        shared_patterns=("*-inetd.conf", "*_inetd.conf"),
        statements=_statements,
        installed=("/etc/inetd.conf",),
        recognises=_recognises,
        stands_out=_recognises,
    ),
)
