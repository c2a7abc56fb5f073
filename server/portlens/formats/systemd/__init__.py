"""systemd: on what a .socket unit listens, and what a .service unit may bind or passes on."""

from portlens.formats._format import Format, Reading
from portlens.formats._names import COVERS
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.systemd.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.systemd.unit import assignments

    return [(line.section, line.key, line.value) for line in assignments(text)]


# D-Bus and Avahi have `.service` files, too, and neither has one of these sections.
_SECTION = regex(r"(?m)^[ \t]*\[(?:Unit|Socket|Service|Install)\][ \t]*\r?$")


def _recognises(text: str) -> bool:
    return _SECTION.search(text) is not None


_SYSTEM = "/{etc,run,usr/lib,usr/local/lib,lib}/systemd/system"

FORMATS = (
    Format(
        id="systemd",
        title="systemd (.socket and .service units)",
        faults=frozenset(
            {
                "invalid-address",
                "invalid-port",
                "invalid-port-range",
                "invalid-transport",
                "missing-port",
                "port-out-of-range",
            }
        ),
        usual_ports=(80, 443, 22, 8080, 53, 631, 9090),
        comments_alone=True,
        read=_read,
        languages=("systemd", "systemd-unit-file", "systemd-conf"),
        patterns=(
            "**/systemd/{system,user}/*.{service,socket}",
            "**/systemd/{system,user}/*.{service,socket}.d/*.conf",
        ),
        shared_patterns=(
            "*.{service,socket}",
            f"*.{{service,socket}}.{COVERS}",
            "**/*.{service,socket}.d/*.conf",
        ),
        statements=_statements,
        installed=(
            f"{_SYSTEM}/*.{{service,socket}}",
            f"{_SYSTEM}/*.{{service,socket}}.d/*.conf",
        ),
        recognises=_recognises,
    ),
)
