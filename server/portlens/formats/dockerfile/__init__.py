"""Dockerfile and Containerfile: which files are, and how to read them once one is there."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._names import COVERS
from portlens.formats._template import masked, without_statements
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.dockerfile.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.dockerfile.lines import escape_sign, instructions

    found = [(each.keyword, each.arguments, each.bodies) for each in instructions(text)]
    return escape_sign(text), found


# The first thing that a Dockerfile says is what it builds upon, or an argument for that.
_BEGINS = regex(
    r"""\ufeff?(?:[ \t]*(?:\#[^\n]*)?\r?\n)*
        [ \t]*(?:FROM[ \t]+(?:--platform=\S+[ \t]+)?[^\s#;]+(?:[ \t]+AS[ \t]+\S+)?[ \t\r]*(?:\n|\Z)
        |ARG[ \t]+\w+(?:=|[ \t\r]*\n))""",
    re.IGNORECASE | re.VERBOSE,
)
_FROM = regex(r"^[ \t]*FROM[ \t]+\S", re.IGNORECASE | re.MULTILINE)
_GOES_ON = regex(r"^(?:EXPOSE|ENTRYPOINT|CMD|WORKDIR|RUN|COPY)[ \t]+\S", re.MULTILINE)


def _recognises(text: str) -> bool:
    text = masked(without_statements(text), dollars=False)
    return _BEGINS.match(text) is not None and _FROM.search(text) is not None


def _stands_out(text: str) -> bool:
    return _recognises(text) and _GOES_ON.search(text) is not None


_NAMES = "{Dockerfile,dockerfile,DockerFile,Containerfile,containerfile}"
# Prose, data and scripts that tell of a Dockerfile or hold one; in m4 any word may be a macro.
_OTHERS = (
    "{md,markdown,rst,adoc,html,htm,json,yml,yaml,toml,xml,py,pyi,sh,bash,ps1,js,mjs,cjs,ts,m4"
    ",dockerignore,lock,log,patch,diff}"
)

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
        patterns=(_NAMES, f"*.{_NAMES}"),
        # `Dockerfile.php` is a Dockerfile, and `app-Dockerfile` is one: only the text tells.
        shared_patterns=(
            f"{_NAMES}{{.,-,_}}*?",
            f"*{{-,_}}{_NAMES}",
            f"*{{.,-,_}}{_NAMES}.{COVERS}",
        ),
        other_patterns=(f"*.{_OTHERS}",),
        statements=_statements,
        comments_alone=True,
        recognises=_recognises,
        stands_out=_stands_out,
    ),
)
