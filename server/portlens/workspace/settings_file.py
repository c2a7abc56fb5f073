"""The project's own settings: portlens.toml, or [tool.portlens] in pyproject.toml."""

import posixpath
from collections.abc import Callable, Collection, Mapping

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase, same
from portlens.workspace.files import Files, Unreadable
from portlens.workspace.settings_layer import Layer

Rules = Callable[[], Collection[str]]  # asks which rules there are, when a rule is named

OWN = "portlens.toml"
SHARED = "pyproject.toml"


class SettingsFile(NamedTuple):
    """One settings file as read; `broken` says why nothing in it could be."""

    path: str
    layer: Layer = Layer()
    broken: Phrase | None = None

    @property
    def folder(self) -> str:
        """The folder from which the file's patterns count."""
        return posixpath.dirname(self.path)


def find_settings_file(folder: str, files: Files, rules: Rules) -> SettingsFile | None:
    """Return the settings that hold in `folder`: the nearest file there or above.

    The search ends at the root: a project may lie anywhere.
    """
    while True:
        found = settings_file_in(folder, files, rules)
        above = posixpath.dirname(folder)
        if found is not None or above == folder:
            return found
        folder = above


def settings_file_in(folder: str, files: Files, rules: Rules) -> SettingsFile | None:
    """Return the settings file of `folder` itself.

    portlens.toml goes before pyproject.toml, which counts only where it has a table
    [tool.portlens].
    """
    own = posixpath.join(folder, OWN)
    if files.version(own) is not None:
        return read_settings_file(own, files, rules)
    shared = posixpath.join(folder, SHARED)
    # Reading TOML takes longer than all else here: the word alone tells most files apart.
    text = files.read(shared) if files.version(shared) is not None else ""
    if isinstance(text, str) and "portlens" in text:
        found = read_settings_file(shared, files, rules)
        if found.broken or found.layer != Layer():
            return found
    return None


def read_settings_file(path: str, files: Files, rules: Rules) -> SettingsFile:
    """Read the settings file at `path`: [tool.portlens] of a pyproject.toml, else all of it."""
    text = files.read(path)
    if isinstance(text, Unreadable):
        return SettingsFile(path, broken=text.reason)
    try:
        table = parse_toml(text)
    except ValueError as error:
        return SettingsFile(path, broken=same(str(error)))
    except RecursionError:
        return SettingsFile(path, broken=TOO_DEEP)
    if posixpath.basename(path) == SHARED:
        tool = table.get("tool")
        table = tool.get("portlens", {}) if isinstance(tool, dict) else {}
    # Imported here: most folders have no settings, and their check need not wait for this.
    from portlens.workspace.settings_parse import parse_settings

    layer = parse_settings(table, "snake", rules)
    groups = layer.fields.get("hosts")
    if isinstance(groups, tuple):
        folder = posixpath.dirname(path)
        here = tuple(group._replace(folder=folder) for group in groups)
        layer = layer._replace(fields={**layer.fields, "hosts": here})
    return SettingsFile(path, layer)


TOO_DEEP = Phrase("too deeply nested", "入れ子が深すぎます")


def parse_toml(text: str) -> Mapping[str, object]:
    """Return the plain data of a TOML text; ValueError where it is none."""
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        import tomli as tomllib
    table: Mapping[str, object] = tomllib.loads(text)
    return table
