"""Dockerfile and Containerfile: which files are, and how to read them once one is there."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._template import masked, without_statements


def _read(text: str, path: str) -> Reading:
    from portlens.formats.dockerfile.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.dockerfile.lines import escape_sign, instructions

    found = [(each.keyword, each.arguments, each.bodies) for each in instructions(text)]
    return escape_sign(text), found


# The first thing that a Dockerfile says is what it builds upon, or an argument for that.
_BEGINS = re.compile(
    r"""\ufeff?(?:[ \t]*(?:\#[^\n]*)?\r?\n)*
        [ \t]*(?:FROM[ \t]+(?:--platform=\S+[ \t]+)?[^\s#;]+(?:[ \t]+AS[ \t]+\S+)?[ \t\r]*(?:\n|\Z)
        |ARG[ \t]+\w+(?:=|[ \t\r]*\n))""",
    re.IGNORECASE | re.VERBOSE,
)
_FROM = re.compile(r"^[ \t]*FROM[ \t]+\S", re.IGNORECASE | re.MULTILINE)
_GOES_ON = re.compile(r"^(?:EXPOSE|ENTRYPOINT|CMD|WORKDIR|RUN|COPY)[ \t]+\S", re.MULTILINE)


def _recognises(text: str) -> bool:
    text = masked(without_statements(text), dollars=False)
    return _BEGINS.match(text) is not None and _FROM.search(text) is not None


def _stands_out(text: str) -> bool:
    return _recognises(text) and _GOES_ON.search(text) is not None


FORMATS = (
    Format(
        id="dockerfile",
        title="Dockerfile",
        # An image says where its program listens; only a container opens the port.
        has_sockets=False,
        chooses_ports=False,
        usual_ports=(8080, 80, 3000, 8000, 5000, 443, 9090, 8888),
        faults=frozenset(
            {
                *("host-port-in-expose", "invalid-address", "invalid-port", "invalid-port-range"),
                *("invalid-transport", "missing-port", "port-out-of-range"),
                "service-name-not-allowed",
            }
        ),
        read=_read,
        languages=("dockerfile",),
        patterns=(
            "{Dockerfile,dockerfile,Containerfile}",
            "*.{Dockerfile,dockerfile,Containerfile,containerfile}",
        ),
        # `Dockerfile.md` is prose and `Dockerfile.php` a Dockerfile: only the text tells.
        shared_patterns=("{Dockerfile,dockerfile,Containerfile}{.,-,_}*?",),
        statements=_statements,
        comments_alone=True,
        recognises=_recognises,
        stands_out=_stands_out,
    ),
)
