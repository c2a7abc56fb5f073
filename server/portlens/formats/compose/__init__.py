"""Docker Compose: which files are, and how to read them once one is there."""

import re

from portlens.formats._format import Format, Reading


def _read(text: str, path: str) -> Reading:
    # The YAML parser takes 14 ms to import: only a Compose file that is really read pays for it.
    from portlens.formats.compose.reader import read

    return read(text, path)


# `services` with a mapping below it: continuous integration has lists of that name.
_SERVICES = re.compile(
    r"""^(?:services|"services"|'services')[ \t]*:[ \t]*(?:\#.*)?\r?\n
        (?:[ \t]*(?:\#.*)?\r?\n)*
        [ \t]+["']?[A-Za-z0-9_<{$][^\r\n:]*:[ \t\r\n]""",
    re.MULTILINE | re.VERBOSE,
)


def _recognises(text: str) -> bool:
    return _SERVICES.search(text) is not None


FORMATS = (
    Format(
        id="compose",
        title="Docker Compose",
        read=_read,
        languages=("dockercompose", "yaml.docker-compose", "docker-compose", "yaml"),
        patterns=(
            "{docker-,}compose{.*,-*,_*,}.{yml,yaml}",
            "*docker-compose*.{yml,yaml}",
        ),
        shared_patterns=("*.{yml,yaml}", "*compose*.{yml,yaml}.*"),
        recognises=_recognises,
    ),
)
