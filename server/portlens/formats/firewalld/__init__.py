"""firewalld: the services, zones and policies of its folders, in XML."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._names import COVERS
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.firewalld.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.firewalld.elements import elements

    return [
        (element.name, element.is_end, [(each.name, each.value) for each in element.attributes])
        for element in elements(text)
    ]


# What firewalld's files begin with, behind comments and what an editor or XML itself wants.
_ROOT = regex(
    r"\A\ufeff?(?:[^<]*(?:<!--(?:(?!-->).)*-->|<\?(?:(?!\?>).)*\?>|<![A-Z](?:[^<>\[\]])*>))*[^<]*"
    r"<(?:service|zone|policy)(?=[\s/>])",
    re.DOTALL,
)


def _recognises(text: str) -> bool:
    return _ROOT.match(text) is not None


FORMATS = (
    Format(
        id="firewalld",
        title="firewalld services, zones and policies",
        has_sockets=False,
        chooses_ports=False,
        takes_names="any",
        reads_utf_16=True,
        faults=frozenset(
            {"invalid-port", "invalid-transport", "missing-port", "port-out-of-range"}
        ),
        usual_ports=(22, 80, 443, 53, 8080, 3306, 5432, 9090, 51820),
        read=_read,
        languages=("firewalld",),
        patterns=(
            "*.firewalld.xml",
            "**/firewalld/{services,policies}/*.xml",
            "**/firewalld/zones/**/*.xml",
        ),
        shared_patterns=(
            "**/firewalld/**/*.xml",
            f"**/firewalld/**/*.xml.{COVERS}",
            "*firewalld*.xml",
            f"*firewalld*.xml.{COVERS}",
        ),
        statements=_statements,
        comment="<!--",
        comment_end=" -->",
        installed=(
            "/{etc,usr/lib}/firewalld/{services,policies}/*.xml",
            "/{etc,usr/lib}/firewalld/zones/**/*.xml",
        ),
        recognises=_recognises,
    ),
)
