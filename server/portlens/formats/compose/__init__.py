"""Docker Compose: which files are, and how to read them once one is there."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._names import TEMPLATES
from portlens.formats._template import without_statements
from portlens.text.regex import regex


def _read(text: str, path: str, before: Reading | None = None) -> Reading:
    # The YAML parser takes 14 ms to import: only a Compose file that is really read pays for it.
    from portlens.formats.compose.reader import read

    return read(text, path, before)


def _let_go(reading: Reading) -> None:
    from portlens.formats.compose.services import ComposeFile

    if isinstance(reading.tree, ComposeFile):
        reading.tree.let_go()


def _statements(text: str) -> object:
    from portlens.formats._yaml.pyyaml import events

    return events(text)


# What is put behind a name while Compose shall not load the file.
_COVERS = (
    f"{{{TEMPLATES},dist,sample,example,default,local,dev"
    ",development,test,ci,staging,prod,production}"
)
# `services` with a mapping below it: continuous integration has lists of that name.
_SERVICES = regex(
    r"""^(?:services|"services"|'services')[ \t]*:[ \t]*(?:\#.*)?\r?\n
        (?:[ \t]*(?:\#.*)?\r?\n)*
        [ \t]+["']?[A-Za-z0-9_<{$\[%@][^\r\n:]*:[ \t\r\n]""",
    re.MULTILINE | re.VERBOSE,
)

# Compose refuses every other key on the top level; Symfony's `services.yaml` has `parameters`,
# a Helm chart's values have what they like.
_OTHER_KEY = regex(
    r"""^(?!(?:version|name|include|services|networks|volumes|secrets|configs|models|x-[^\s:]*)
        [ \t]*:) [A-Za-z_][\w.-]*[ \t]*:(?:[ \t\r\n]|\Z)""",
    re.MULTILINE | re.VERBOSE,
)


def _recognises(text: str) -> bool:
    text = without_statements(text)
    return _SERVICES.search(text) is not None and _OTHER_KEY.search(text) is None


FORMATS = (
    Format(
        id="compose",
        title="Docker Compose",
        usual_ports=(80, 443, 8080, 3000, 5432, 3306, 6379, 8000, 9000),
        read=_read,
        read_again=_read,
        let_go=_let_go,
        yaml="all",
        reads_utf_16=True,
        languages=("dockercompose", "yaml.docker-compose", "docker-compose", "yaml"),
        patterns=(
            "{docker-,}compose{.*,-*,_*,}.{yml,yaml}",
            "*docker-compose*.{yml,yaml}",
        ),
        shared_patterns=("*.{yml,yaml}", f"*compose*.{{yml,yaml}}.{_COVERS}"),
        statements=_statements,
        recognises=_recognises,
        stands_out=_recognises,
    ),
)
