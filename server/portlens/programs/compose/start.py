"""How a service starts the program of an image that listens on ports of its own."""

import re
from collections.abc import Iterable, Iterator, Mapping

from portlens.formats._interpolation import UNKNOWN
from portlens.formats._yaml.nodes import Scalar, Sequence, resolved, text_of, value_of
from portlens.formats._yaml.scalar_type import type_of
from portlens.programs.compose.env_files import told_by
from portlens.programs.compose.given import mounted
from portlens.programs.compose.project import Project
from portlens.programs.compose.service import Body
from portlens.programs.compose.settings import Settings
from portlens.programs.compose.whole import telling
from portlens.programs.fixed_images import DOUBTFUL_NAME, fixed_image
from portlens.programs.node import Start
from portlens.programs.port_variables import PORT_VARIABLES
from portlens.text.plain import split_blanks
from portlens.text.regex import regex

# What has more run in a container than its command, or something else where that is run.
_MORE = ("develop", "post_start", "provider", "volumes_from", "working_dir")
_NAME = regex(r"port|addr|listen")
_NUMBER = regex(r"[0-9]+")
# What a program may take its own port from, and no database's, `DB_PORT`.
_OWN_PORT = regex(
    r"\A(?:\w*[_.])?(?:http|server|web|app|api|ui|listen|jetty|ri)_*\.?port\Z|\Aport\Z|listen|bind|_addr\Z",
    re.IGNORECASE,
)
_ENDS_IN_PORT = regex(r"(?:.*:)?[0-9]+")


def start_of(
    settings: Settings, body: Body, project: Project, mounts: Iterable[str]
) -> Start | None:
    """Return how a service without `build` starts its image; None where nobody can tell.

    `mounts` are the paths inside at which it is given something. An image that a variable names
    may be another one on another day.
    """
    image = _raw(settings, "image")
    name = image.partition("$")[0]
    fixed = fixed_image(image)
    if fixed is None or ("$" in image and not name.endswith((":", "@"))):
        return None
    if settings.has("build") or any(map(settings.has, _MORE)):
        return None
    files = project.env_files.get(body.name, ())
    is_whole = settings.is_whole and settings.is_known("env_file", "volumes", "configs", "secrets")
    if not is_whole or len(files) < len(body.env_files):
        return None
    command = f"{_raw(settings, 'entrypoint')} {_raw(settings, 'command')}"
    if not all(map(_is_value, _before_dollars(split_blanks(command)))):
        return None
    variables = {name: known.value for name, known in project.variables.items()}
    values = {name: _known(told.value) for _, name, told in told_by(files, variables)}
    numbers: set[str] = set()
    for key, value in {**values, **_environment(settings)}.items():
        if _is_doubtful(key, value, keeps_transport=fixed.keeps_transport):
            return None
        numbers.update(_NUMBER.findall(value or ""))
    secrets = tuple(_targets(settings, "secrets"))
    documents = project.documents
    telling_it = telling(body.definitions, documents)
    filled = [pair for each in telling_it for pair in mounted(each, documents[each.path])]
    filled += [("", inside) for inside in (*_targets(settings, "configs"), *secrets)]
    return Start(image, (*mounts, *secrets), frozenset(numbers), tuple(filled))


def _targets(settings: Settings, key: str) -> Iterator[str]:
    """Yield where configs or secrets are put, of those that say it: settings may be in them."""
    for item in settings.items(key):
        target = text_of(value_of(item.value, "target"))
        if target:
            yield target


def _is_doubtful(name: str, value: str | None, *, keeps_transport: bool) -> bool:
    """Tell whether a variable may have the program listen elsewhere, on a port not written there.

    It may be a port that the program is likely to take for its own (`PORT: 4000`), name a file
    (`GF_SERVER_HTTP_PORT__FILE=/run/secrets/port`), have a debugger listen, move all ports of Java
    by an offset, or have LinuxServer's images run more.
    """
    is_port = value is not None and _ENDS_IN_PORT.fullmatch(value) is not None
    if is_port and not keeps_transport and _OWN_PORT.search(name):
        return name not in PORT_VARIABLES
    if name == "DOCKER_MODS" or "--inspect" in (value or "") or "offset" in (value or ""):
        return True
    is_seen = value is not None and not value.startswith("/")
    return not is_seen and not keeps_transport and DOUBTFUL_NAME.search(name) is not None


def _raw(settings: Settings, key: str) -> str:
    """Return the value of a key as it is written, with the variables in it; a list as its words."""
    found = settings.value(key)
    node = resolved(found[0]) if found is not None else None
    if isinstance(node, Sequence):
        words = (item for item in map(resolved, node.items) if isinstance(item, Scalar))
        return " ".join(word.value for word in words)
    return node.value if isinstance(node, Scalar) and type_of(node) != "null" else ""


def _before_dollars(words: list[str]) -> Iterator[str]:
    """Yield what stands before each variable of a command: `--requirepass`, or nothing."""
    for before, word in zip(["", *words], words, strict=False):
        if "$" in word:
            yield word.partition("$")[0] or before


def _is_value(option: str) -> bool:
    """Tell whether a variable after `option` is a value of no port: others may be options."""
    return option.startswith("-") and not _NAME.search(option.lower())


def _environment(settings: Settings) -> Mapping[str, str | None]:
    found: dict[str, str | None] = {}
    for item in settings.items("environment"):
        node = resolved(item.value)
        if not isinstance(node, Scalar):
            continue
        name, equals, value = node.value.partition("=")
        if item.text.partition("=")[0] != name:
            name, equals, value = item.text, "=", node.value
        is_told = equals and "$" not in value and type_of(node) != "null"
        found[name] = value if is_told else None
    return found


def _known(value: str) -> str | None:
    return None if UNKNOWN in value else value
