"""The variables that a service's containers have, and what they are worth beyond doubt.

Source: docker-compose 2.40.3: `environment` goes before the files of `env_file`, and a name without
a value is taken from the shell.
"""

from collections.abc import Iterator

from portlens.formats._yaml.nodes import Scalar, resolved
from portlens.formats._yaml.scalar_type import type_of
from portlens.model.socket import Place
from portlens.programs.compose.env_files import EnvironmentFile, told_by
from portlens.programs.compose.project import Project
from portlens.programs.compose.service import Body
from portlens.programs.compose.settings import Item, Settings
from portlens.programs.given import Variable
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.visible import announces_secret
from portlens.workspace.document import Document

# What starts a container may set variables of its own.
_SHELL = regex(r"(?:/\S*/)?(?:ba|da|a|z)?sh(?:\s|\Z)")
# A port, a host, both, or a URL of them. A number with a zero in front is another one to YAML.
_HOST = r"[A-Za-z][A-Za-z0-9_.-]{0,80}|[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_PLAIN = regex(rf"[1-9][0-9]{{0,4}}|(?:https?://)?(?:{_HOST})(?::[1-9][0-9]{{0,4}})?/?")
# How nginx's image fills in its templates: paths and expressions, and nobody's secret.
_SETTING = regex(r"NGINX_ENVSUBST_\w+")
# In a file of variables one word may be a password as well: it is a host if a service is called so.
_WORD = regex(r"[A-Za-z][A-Za-z0-9_-]*")


# What the files of `env_file` give, by their paths: thousands of services may have the same.
Told = dict[tuple[str, ...], dict[str, Variable]]


def variables_of(
    body: Body, settings: Settings, project: Project, told: Told
) -> Iterator[Variable]:
    """Yield the variables that the containers of a service have, each once.

    None where a program of the project's own starts them, which may set others. `told` keeps what
    files give from service to service.
    """
    if _may_set_more(settings):
        return
    files = project.env_files.get(body.name, ())
    paths = tuple(file.path for file in files)
    if paths not in told:
        told[paths] = _of_files(files, project)
    found = dict(told[paths])
    for item in settings.items("environment"):
        variable = _of_item(item, project.documents[item.definition.path])
        if variable is not None:
            found[variable.name] = variable
    yield from found.values()


def has_more_variables(body: Body, settings: Settings, project: Project) -> bool:
    """Tell whether the containers of a service may have variables that nobody can name.

    That is so where a program of the project's own starts them, or one of `env_file` is not here.
    """
    files = project.env_files.get(body.name, ())
    is_known = settings.is_known("env_file", "environment") and not body.is_cut
    return _may_set_more(settings) or not is_known or len(files) < len(body.env_files)


def _may_set_more(settings: Settings) -> bool:
    return settings.has("entrypoint") or _SHELL.match(settings.text("command")) is not None


def _of_files(files: tuple[EnvironmentFile, ...], project: Project) -> dict[str, Variable]:
    found: dict[str, Variable] = {}
    values = {name: known.value for name, known in project.variables.items()}
    for file, name, known in told_by(files, values):
        value = known.value if known.span.of(file.text) == known.value else ""
        if _WORD.fullmatch(value) and value not in project.services and value != "localhost":
            value = ""
        found[name] = _variable(name, value, Place(known.path, known.span))
    return found


def _of_item(item: Item, document: Document) -> Variable | None:
    """Return what a line of `environment` sets: `NAME: value`, or `NAME=value` in a list."""
    node = resolved(item.value)
    if not isinstance(node, Scalar):
        return None
    is_key = not node.value.startswith(f"{item.text.partition('=')[0]}=")
    name, value = (item.text, node.value) if is_key else node.value.split("=", 1)
    place = node.content(document.text)
    # `- NAME` and `NAME: null` are taken from the shell.
    is_shell = is_key and (value == name or type_of(node) == "null")
    if _SETTING.fullmatch(name) and "$" not in (setting := value.replace("$$", "")):
        is_shell = is_shell or not setting
        shown = "" if is_shell else value.replace("$$", "$")
        return Variable(name, shown, Place(document.path, node.span))
    if place is None or is_shell or "$" in value:
        return Variable(name, "", Place(document.path, node.span))
    there = Place(document.path, Span(place.end - len(value), place.end))
    return _variable(name, value, there)


def _variable(name: str, value: str, place: Place) -> Variable:
    is_told = _PLAIN.fullmatch(value) and not announces_secret(name)
    return Variable(name, value if is_told else "", place)
