"""devcontainer.json: the ports of a development container that come to the machine in front."""

from portlens.formats._format import Format, Reading


def _read(text: str, path: str) -> Reading:
    from portlens.formats.devcontainer.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats._jsonc import values

    return values(text)


FORMATS = (
    Format(
        id="devcontainer",
        title="devcontainer.json",
        # They are ports of a container on the machine of whoever develops.
        has_sockets=False,
        chooses_ports=False,
        reads_utf_16=True,  # what the tools do with such a file nobody tells
        comment="//",
        faults=frozenset(
            {
                "invalid-address",
                "invalid-port",
                "invalid-port-range",
                "invalid-transport",
                "missing-port",
                "port-out-of-range",
                "service-name-not-allowed",
            }
        ),
        usual_ports=(3000, 8000, 8080, 5000, 5432, 6379, 3306, 5173, 27017),
        read=_read,
        languages=("devcontainer",),
        patterns=("{.,}devcontainer.json",),
        statements=_statements,
    ),
)
