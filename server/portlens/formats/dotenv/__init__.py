"""`.env`: the variables of a Compose project.

The text alone tells of no port: which value is one, the files say that use it. `programs/dotenv`
asks them.
"""

from portlens.formats._format import Format, Reading


def _read(text: str, path: str) -> Reading:
    from portlens.formats.dotenv.env import read_env

    return Reading(tree=read_env(text, path))


def _statements(text: str) -> object:
    from portlens.formats.dotenv.env import read_env

    found = read_env(text, "")
    values = [(name, known.value) for name, known in found.values.items()]
    return values, found.refused is None


FORMATS = (
    Format(
        id="dotenv",
        title="Environment file (.env)",
        has_sockets=False,
        has_secrets=True,
        chooses_ports=False,
        usual_ports=(8080, 80, 443, 3000, 5432, 8000),
        faults=frozenset({"port-out-of-range", "invalid-env-line"}),
        read=_read,
        languages=("dotenv",),
        patterns=(".env",),
        statements=_statements,
        comments_alone=True,
    ),
)
