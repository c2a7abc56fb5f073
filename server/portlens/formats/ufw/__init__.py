"""ufw: the application profiles that packages bring, each a few ports under a name."""

from portlens.formats._format import Format, Reading


def _read(text: str, path: str) -> Reading:
    from portlens.formats.ufw.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.ufw.reader import statements

    return statements(text)


FORMATS = (
    Format(
        id="ufw",
        title="ufw application profiles",
        has_sockets=False,
        chooses_ports=False,
        takes_names="unchecked",
        comments_alone=True,
        byte_order_mark="refused",
        faults=frozenset(
            {
                "invalid-port",
                "invalid-port-range",
                "invalid-transport",
                "missing-port",
                "port-out-of-range",
            }
        ),
        usual_ports=(80, 443, 22, 53, 25, 143, 993, 3306, 5432),
        read=_read,
        languages=("ufw",),
        patterns=("*.ufw.profile", "**/ufw/applications.d/*"),
        statements=_statements,
        installed=("/etc/ufw/applications.d/*",),
    ),
)
