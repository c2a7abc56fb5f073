"""The settings that hold for a document, put together from all who may choose them."""

import posixpath
from collections.abc import Callable

from portlens.rules.registry import all_rules
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.workspace.files import Files
from portlens.workspace.settings import Settings
from portlens.workspace.settings_file import find_settings_file, read_settings_file
from portlens.workspace.settings_layer import Layer, combine
from portlens.workspace.settings_parse import parse_settings
from portlens.workspace.walk import Excluded


class _Configured(NamedTuple):
    """The settings in one folder, and from where the project's own file excludes, if it does."""

    settings: Settings
    excludes_from: str = ""


class Configuration:
    """The client's settings and the project's files, in the precedence of `settings_layer`.

    `tell` is called with each problem once: a wrong value is left out, not complained of at
    every key.
    """

    def __init__(self, options: object, files: Files, tell: Callable[[Phrase], None]) -> None:
        self._files = files
        self._tell = tell
        self._told: set[Phrase] = set()
        self._options = options
        self._from_options: Layer | None = None
        self._from_client = Layer()
        self._by_folder: dict[str, _Configured] = {}
        self._before: dict[str, _Configured] = {}  # what the same folders had when last read

    def take(self, given: object) -> None:
        """Take what the client says its settings are now."""
        self._from_client = self._parsed(given)
        self.forget()

    def forget(self) -> None:
        """Read the project's files again when they are next asked for."""
        self._before.update(self._by_folder)
        self._by_folder.clear()

    def is_sound(self, path: str) -> bool:
        """Tell whether the settings file at `path` can be read, and nothing in it is wrong."""
        file = read_settings_file(path, self._files, all_rules)
        return not (file.broken or file.layer.problems)

    def at(self, path: str) -> Settings:
        """Return the settings that hold for the document at `path`."""
        is_file = path.startswith("/") or path[1:2] == ":"
        return self._in(posixpath.dirname(path) if is_file else "").settings

    def excluded_in(self, folder: str, root: str) -> tuple[Excluded, ...]:
        """Return the patterns that hold in `folder`; the client's own count from its `root`."""
        settings, excludes_from = self._in(folder)
        return (Excluded(settings.exclude, excludes_from or root),)

    def _in(self, folder: str) -> _Configured:
        found = self._by_folder.get(folder)
        if found is None:
            found = self._read(folder)
            # Equal settings stay the same object: what was judged with them holds.
            before = self._before.get(folder)
            found = self._by_folder[folder] = before if before == found else found
        return found

    def _read(self, folder: str) -> _Configured:
        if self._from_options is None:
            self._from_options = self._parsed(self._options)
        layers = [self._from_options, self._from_client]
        # A text that is no file (`untitled:`) lies in no folder, so no project speaks for it.
        file = find_settings_file(folder, self._files, all_rules) if folder else None
        if file is not None:
            name = posixpath.basename(file.path)
            if file.broken:
                self._say(IN_FILE.fill(file=name, problem=file.broken))
            for problem in file.layer.problems:
                self._say(IN_FILE.fill(file=name, problem=problem))
            layers.append(file.layer)
        excludes_from = file.folder if file is not None and "exclude" in file.layer.fields else ""
        return _Configured(combine(*layers), excludes_from)

    def _parsed(self, given: object) -> Layer:
        layer = parse_settings(given, "camel", all_rules)
        for problem in layer.problems:
            self._say(IN_SETTINGS.fill(problem=problem))
        return layer

    def _say(self, problem: Phrase) -> None:
        if problem not in self._told:
            self._told.add(problem)
            self._tell(problem)


IN_FILE = Phrase("portlens: {file}: {problem}", "portlens: {file}: {problem}")
IN_SETTINGS = Phrase("portlens settings: {problem}", "portlens の設定: {problem}")
