"""An `env_file` that Compose is told to read raw: as `docker run --env-file` does.

Source: docker-compose 2.40.3 and 5.6.1 run on each form; a generator of such files compares.
"""

from portlens.formats.dotenv.env import EnvFile, EnvValue
from portlens.text.pause import pause
from portlens.text.plain import GO_BLANKS
from portlens.text.regex import regex
from portlens.text.span import Span

_LINE = regex(r"[^\n]*")


def read_raw(text: str, path: str) -> EnvFile:
    """Return what such a file says: whatever follows the `=` is the value.

    Quotes, `#` and variables in it mean nothing. A name alone takes its value from the shell,
    which is not asked.
    """
    found: dict[str, EnvValue] = {}
    place = 1 if text.startswith("\ufeff") else 0
    for match in _LINE.finditer(text, place):
        pause()
        # The carriage return before the line break is no part of the value.
        end = match.end() - match[0].endswith("\r")
        line = text[match.start() : end].lstrip(GO_BLANKS)
        if not line or line.startswith("#"):
            continue
        start = end - len(line)
        name, equals, value = line.partition("=")
        if not name or " " in name or "\t" in name:
            return EnvFile(found, Span(start, start + max(len(name), 1)))
        if equals:
            found[name] = EnvValue(value, Span(end - len(value), end), path)
    return EnvFile(found)
