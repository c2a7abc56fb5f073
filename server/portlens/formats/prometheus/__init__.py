"""Prometheus: what it scrapes, and where it sends alerts and samples."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._names import COVERS
from portlens.formats._template import without_statements
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.prometheus.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats._yaml.pyyaml import events

    return events(text)


_SCRAPES = regex(
    r"""^(?:scrape_configs|"scrape_configs")[ \t]*:[ \t]*(?:\#.*)?\r?\n
        (?:[ \t]*(?:\#.*)?\r?\n)*
        [ \t]*-[ \t]+[\w"'{<$]""",
    re.MULTILINE | re.VERBOSE,
)
# Prometheus refuses every other key on the top level. Promtail has `scrape_configs`, too, beside
# `clients` and `positions`; its targets are no addresses.
_OTHER_KEY = regex(
    r"""^(?!(?:global|runtime|alerting|rule_files|scrape_configs|scrape_config_files|storage
        |remote_write|remote_read|tracing|otlp|"[a-z_]*")
        [ \t]*:) [A-Za-z_][\w.-]*[ \t]*:(?:[ \t\r\n]|\Z)""",
    re.MULTILINE | re.VERBOSE,
)


def _recognises(text: str) -> bool:
    if "scrape_configs" not in text:  # as good as every YAML file in a folder
        return False
    text = without_statements(text)
    return _SCRAPES.search(text) is not None and _OTHER_KEY.search(text) is None


FORMATS = (
    Format(
        id="prometheus",
        title="Prometheus",
        has_sockets=False,
        chooses_ports=False,
        faults=frozenset({"missing-port", "port-out-of-range"}),
        usual_ports=(9090, 9100, 8080, 9093, 9115, 9187, 9121),
        read=_read,
        yaml="first",
        reads_utf_16=True,
        languages=("prometheus", "yaml.prometheus", "yaml"),
        patterns=("**/etc/prometheus/prometheus.{yaml,yml}",),
        shared_patterns=("*.{yml,yaml}", f"*prometheus*.{{yml,yaml}}.{COVERS}"),
        statements=_statements,
        installed=("/etc/prometheus/prometheus.yml",),
        recognises=_recognises,
        stands_out=_recognises,
    ),
)
