"""A Helm chart's values: `values.yaml` and what lies beside it to be given with `-f`.

The text alone tells of no port: which value is one, the chart's templates say, and
`programs/helm_values` asks them. `Chart.yaml` names the files; it is of this format too, and has no
ports.
"""

from portlens.formats._format import Format, Reading


def _read(text: str, path: str) -> Reading:  # noqa: ARG001
    return Reading()


def _statements(text: str) -> object:
    from portlens.formats._yaml.pyyaml import events

    return events(text)


FORMATS = (
    Format(
        id="helm-values",
        title="Helm values",
        has_sockets=False,
        has_secrets=True,
        chooses_ports=False,
        usual_ports=(80, 8080, 443, 9090, 3000, 5432),
        faults=frozenset({"port-out-of-range"}),
        read=_read,
        yaml="first",
        reads_utf_16=True,
        languages=("helm-values", "yaml.helm-values", "yaml"),
        patterns=("Chart.yaml",),
        statements=_statements,
    ),
)
