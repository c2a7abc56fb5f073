"""nftables: the ports that a packet filter lets pass, refuses or redirects."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._names import COVERS
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.nftables.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.nftables.statements import statements
    from portlens.formats.nftables.words import words

    return [tuple(word.text for word in each.words) for each in statements(words(text))]


# What no other program's files have on a line.
_LINE = regex(
    r"""^[ \t]*(?:
        flush[ \t]+ruleset[ \t]*;?
        | (?:(?:add|create|delete|destroy|flush)[ \t]+)?table[ \t]+
          (?:(?:ip6?|inet|arp|bridge|netdev)[ \t]+)?[\w-]+[ \t]*\{?
        | (?:add|insert)[ \t]+rule[ \t]+(?:(?:ip6?|inet|arp|bridge|netdev)[ \t]+)?[\w-]+[ \t].*
        | type[ \t]+(?:filter|nat|route)[ \t]+hook[ \t]+\w+[ \t].*
        | (?:tcp|udp|th)[ \t]+[ds]port[ \t]+(?:[!=<>]=?[ \t]*)?(?:[\w$@"{-].*)
        | (?:re)?define[ \t]+\w+[ \t]*=[ \t]*\S.*
    )[ \t]*(?:\#.*)?\r?$""",
    re.MULTILINE | re.VERBOSE,
)


def _recognises(text: str) -> bool:
    return _LINE.search(text) is not None


FORMATS = (
    Format(
        id="nftables",
        title="nftables",
        has_sockets=False,
        chooses_ports=False,
        takes_names="any",
        byte_order_mark="refused",
        faults=frozenset(
            {"invalid-port-range", "missing-port", "port-out-of-range", "windows-line-break"}
        ),
        usual_ports=(22, 80, 443, 53, 123, 25, 51820, 3306, 5432),
        read=_read,
        languages=("nftables", "nft"),
        patterns=("nftables.conf", f"nftables.conf.{COVERS}"),
        shared_patterns=(
            "*.nft",
            f"*.nft.{COVERS}",
            "*nftables*.{conf,rules}",
            "**/nftables/**/*.conf",
            "**/nftables.d/*",
        ),
        statements=_statements,
        installed=("/etc/nftables.conf", "/etc/nftables/**/*.nft", "/etc/nftables.d/*"),
        recognises=_recognises,
        interpreter="nft",
    ),
)
