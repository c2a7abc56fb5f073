"""Kubernetes manifests: Services, pods and what makes them, routes to them, network policies."""

import re

from portlens.formats._format import Format, Reading
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.kubernetes.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    # JSON has no comments, though YAML that looks like it would.
    if text.lstrip(" \t\r\n").startswith("{"):
        return text
    from portlens.formats._yaml.pyyaml import events

    return events(text)


# A kind in which ports stand, at the beginning of a line: below `items:` it is indented. Which
# API it is of, the reader looks at; other kinds of the same file are of no account.
_KIND = regex(
    r"""^(?:[ ]{0,4}|-[ ]{1,3})(?:kind|"kind")[ \t]*:[ \t]*["']?
        (?:Service|Pod|PodTemplate|Deployment|StatefulSet|DaemonSet|ReplicaSet
        |ReplicationController|Job|CronJob|Ingress|HTTPRoute|NetworkPolicy)
        ["']?[ \t]*(?:\#.*)?\r?$""",
    re.MULTILINE | re.VERBOSE,
)
_VERSION = regex(r"""^(?:apiVersion|"apiVersion")[ \t]*:[ \t]*["']?[a-z]""", re.MULTILINE)


def _recognises(text: str) -> bool:
    # Looked for first is a plain word: as good as every YAML file of a folder comes by here.
    if "apiVersion" not in text or "kind" not in text:
        return False
    return _VERSION.search(text) is not None and _KIND.search(text) is not None


FORMATS = (
    Format(
        id="kubernetes",
        title="Kubernetes",
        has_sockets=False,
        chooses_ports=False,
        faults=frozenset(
            {
                "invalid-port",
                "invalid-port-name",
                "invalid-transport",
                "missing-port",
                "port-out-of-range",
            }
        ),
        usual_ports=(80, 443, 8080, 8443, 9090, 3000, 5432, 6379, 9100),
        read=_read,
        yaml="each",
        reads_utf_16=True,
        languages=("kubernetes", "yaml.kubernetes", "helm", "yaml"),
        # cdk8s writes the first; the others name what is applied.
        patterns=("*.k8s.{yml,yaml}", "kustomization.{yml,yaml}", "Kustomization"),
        shared_patterns=("*.{yml,yaml}",),
        statements=_statements,
        recognises=_recognises,
        stands_out=_recognises,
    ),
)
