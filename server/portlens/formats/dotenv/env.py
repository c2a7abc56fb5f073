"""The `.env` file beside a Compose project: what its variables are worth, and where that stands.

Source: docker-compose 2.40.3 and 5.6.1 run on each form; a generator of such files compares.
"""

import re
from collections import ChainMap
from collections.abc import Mapping

from portlens.formats._interpolation import expand
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import GO_BLANKS
from portlens.text.regex import regex
from portlens.text.span import Span

# Within a line all that Go takes for a blank but the line break, as far as it is one byte.
_WITHIN = "\t\v\f\r \x85\xa0"
_SKIPPED = regex(rf"(?:[{GO_BLANKS}]+|#[^\n]*)*")
_EXPORT = regex(r"export(?=[\t\n\f\r ])")
_KEY = regex(rf"(?:\w|[{_WITHIN}.\[\]-])*")
_INDENT = regex(rf"[{_WITHIN}]*")
_PLAIN = regex(r"[^\n]*")
_QUOTED = {
    "'": regex(r"'((?:[^'\\]|\\.)*)'", re.DOTALL),
    '"': regex(r'"((?:[^"\\]|\\.)*)"', re.DOTALL),
}
_ESCAPE = regex(r'\\(?:[abcfnrtv$"\\]|0[0-9]{0,3})')
_BYTE = regex(r"[0-3][0-7]{2}")
_ESCAPED = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\",
    "$": "$$",  # what stands for a dollar sign when variables are replaced
}  # fmt: skip


class EnvValue(NamedTuple):
    """The value of one variable and the span of its text in the file at `path`.

    The text is without its quotes, and as written: with escapes, and variables in it.
    """

    value: str
    span: Span
    path: str


class EnvFile(NamedTuple):
    """The variables of a file, a later line before an earlier one.

    `refused` is where Compose stops and loads no project at all, None if it does not, and `reason`
    why; `values` are those above.
    """

    values: dict[str, EnvValue]
    refused: Span | None = None
    reason: str = ""


def read_env(text: str, path: str, known: Mapping[str, str] | None = None) -> EnvFile:
    """Return what a `.env` file says.

    `known` are variables from elsewhere that its values may refer to; they go before its own.
    """
    if not text:
        return EnvFile({})
    found: dict[str, EnvValue] = {}
    own: dict[str, str] = {}
    values = ChainMap(dict(known or {}), own)
    place = 1 if text.startswith("\ufeff") else 0
    while True:
        pause()
        place = _end(_SKIPPED, text, place)
        if place == len(text):
            return EnvFile(found)
        start = _end(_INDENT, text, _end(_EXPORT, text, place))
        end = _end(_KEY, text, start)
        sign = text[end : end + 1]
        name = text[start:end].rstrip(GO_BLANKS)
        # At the end of the file a name alone is the value of a variable without a name.
        if not sign:
            name, end = "", start - 1
        elif sign not in "=:\n" or " " in name:
            reason = "env-blank" if sign in "=:\n" else "env-sign"
            at = Span(start, end) if sign in "=:\n" else Span(end, end + 1)
            return EnvFile(found, at, reason)
        if sign == "\n":
            # A name alone takes its value from the shell, which is not asked.
            place = end + 1
            continue
        begin = _end(_INDENT, text, end + 1)
        written = _value(text, begin)
        if written is None:
            return EnvFile(found, Span(begin, _end(_PLAIN, text, begin)), "env-quote")
        value = written.value
        if written.has_variables:
            expanded = expand(value, values, unknown="")
            if expanded.problem not in {"", "cut"}:
                reason = "env-required" if expanded.problem == "required" else "env-variable"
                return EnvFile(found, written.span, reason)
            value = expanded.text
        own[name] = value
        found[name] = EnvValue(value, written.span, path)
        place = written.end


class _Written(NamedTuple):
    """A value before its variables are replaced, and where the next statement may begin."""

    value: str
    span: Span
    end: int
    has_variables: bool


def _value(text: str, start: int) -> _Written | None:
    """Return the value that begins at `start`, or None where its quote is never closed."""
    quote = text[start : start + 1]
    if quote in _QUOTED and quote:
        match = _QUOTED[quote].match(text, start)
        if match is None:
            return None
        inner = match[1].replace("\\" + quote, quote)
        if quote == '"':
            inner = _ESCAPE.sub(_unescaped, inner)
        return _Written(inner, Span(*match.span(1)), match.end(), quote == '"')
    end = _end(_PLAIN, text, start)
    value = text[start:end].partition(" #")[0].rstrip(GO_BLANKS)
    span = Span(start, start + len(value))
    return _Written(value, span, min(end + 1, len(text)), has_variables=True)


def _unescaped(match: re.Match[str]) -> str:
    sign, digits = match[0][1], match[0][2:]
    if sign != "0":
        return _ESCAPED.get(sign, match[0])
    # `\0101` is an A; what is no octal number of one byte loses its 0 alone.
    if not _BYTE.fullmatch(digits):
        return "\\" + digits
    high, middle, low = (ord(digit) - ord("0") for digit in digits)
    return chr(high * 64 + middle * 8 + low)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start
