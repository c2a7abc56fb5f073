"""Caddyfile: where Caddy listens, and what it passes on to."""

import re
from functools import lru_cache

from portlens.formats._format import Format, Reading
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.caddyfile.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.caddyfile.variables import filled
    from portlens.formats.caddyfile.words import words

    found: list[object] = []
    before = None
    for word in words(filled(text)):
        is_new = before is None or word.is_after_line_of(before)
        found.append((word.text, word.is_quoted, is_new))
        before = word
    return found


@lru_cache(maxsize=1)
def _line() -> re.Pattern[str]:
    """Return what a line with a directive looks like; most checks never ask."""
    from portlens.formats.caddyfile.directives import DIRECTIVES

    return re.compile(
        rf"^[ \t]*(?:{'|'.join(sorted(DIRECTIVES))}|http_port|https_port|auto_https|default_bind)"
        r"(?:[ \t]+[^\s=;]+){0,9}[ \t]*(?:\#[^\n]*)?\r?$",
        re.MULTILINE,
    )


_BLOCK = regex(r"^[^\s\#][^\n;=]*[ \t]\{[ \t]*\r?$|^\{[ \t]*\r?$", re.MULTILINE)


def _recognises(text: str) -> bool:
    return _line().search(text) is not None and _BLOCK.search(text) is not None


# Prose, data and scripts that tell of a Caddyfile.
_OTHERS = "{md,markdown,rst,adoc,html,htm,json,yml,yaml,toml,xml,py,sh,bash,ps1,js,ts,go,log,diff}"

FORMATS = (
    Format(
        id="caddyfile",
        title="Caddyfile",
        protocol="http",
        byte_order_mark="taken",
        faults=frozenset(
            {
                "invalid-address",
                "invalid-port",
                "invalid-port-range",
                "missing-port",
                "port-of-other-scheme",
                "port-out-of-range",
            }
        ),
        usual_ports=(443, 80, 8080, 8443, 2019),
        read=_read,
        languages=("caddyfile",),
        patterns=(
            "Caddyfile",
            "*.{Caddyfile,caddyfile}",
            "**/etc/caddy/**/*.{caddy,conf}",
        ),
        shared_patterns=("Caddyfile{.,-,_}*?", "*.caddy"),
        other_patterns=(f"*.{_OTHERS}",),
        statements=_statements,
        recognises=_recognises,
        installed=(
            "/etc/caddy/Caddyfile",
            "/etc/caddy/**/*.{caddy,caddyfile,conf}",
        ),
    ),
)
