"""The `.env` file beside a Compose project: what its variables are worth, and where that stands."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from portlens.formats.compose.interpolation import expand
from portlens.text.span import Span

# Source: compose-go's dotenv reader, and docker-compose 2.40.3 run on each form.
_LINE = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*
        (?:'([^'\n]*)'|"((?:[^"\\\n]|\\.)*)"|([^\r\n]*))""",
    re.MULTILINE | re.VERBOSE,
)
_COMMENT = re.compile(r"(?<![ \t])[ \t]+(?:#.*|$)|^#.*")


class EnvValue(NamedTuple):
    """The value of one variable and the span of its text in the file at `path`."""

    value: str
    span: Span
    path: str


def read_env(text: str, path: str, known: Mapping[str, str] | None = None) -> dict[str, EnvValue]:
    """Return the variables of a `.env` file; a later line wins over an earlier one.

    `known` are variables from elsewhere that the file's own values may refer to.
    """
    found: dict[str, EnvValue] = {}
    values = dict(known or {})
    for match in _LINE.finditer(text):
        name = match[1]
        group = 2 if match[2] is not None else 3 if match[3] is not None else 4
        value = match[group]
        if group == 4:
            value = _COMMENT.sub("", value)
        span = Span(match.start(group), match.start(group) + len(value))
        if group != 2:
            value = expand(value, values, unknown="").text
        values[name] = value
        found[name] = EnvValue(value, span, path)
    return found
