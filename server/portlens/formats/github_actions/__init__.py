"""GitHub Actions: the ports of service containers, and the jobs that ask for them."""

from portlens.formats._format import Format, Reading


def _read(text: str, path: str) -> Reading:
    from portlens.formats.github_actions.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats._yaml.pyyaml import events

    return events(text)


FORMATS = (
    Format(
        id="github-actions",
        title="GitHub Actions",
        # They are ports of a runner that is gone after the job: no choice that others live with.
        has_sockets=False,
        chooses_ports=False,
        reads_utf_16=True,  # what GitHub does with such a file nobody tells
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
        yaml="names",
        usual_ports=(5432, 6379, 3306, 27017, 9200, 5672, 8080, 1433, 11211),
        read=_read,
        languages=("github-actions-workflow", "yaml.github", "yaml.ghaction", "github-action"),
        patterns=("**/.github/workflows/*.{yml,yaml}",),
        statements=_statements,
    ),
)
