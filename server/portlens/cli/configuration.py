"""The settings of a run: from the project's files and from the command line."""

import posixpath
from collections.abc import Collection, Iterable

from portlens.cli.arguments import Arguments, Refusal, UsageError
from portlens.rules.registry import all_rules
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language, Phrase, in_a_row
from portlens.workspace.files import Files, absolute
from portlens.workspace.settings import LEVELS, Level, Settings
from portlens.workspace.settings_file import (
    SettingsFile,
    read_settings_file,
    settings_file_in,
)
from portlens.workspace.settings_layer import Layer, combine


class Configured(NamedTuple):
    """The settings that hold for one file, and the folder from which their patterns count."""

    settings: Settings = Settings()
    folder: str = ""


class Configuration:
    """Settings by folder. `problems` collects, once for each file, what was wrong in it."""

    def __init__(self, arguments: Arguments, files: Files) -> None:
        self.problems: dict[str, tuple[Phrase, ...]] = {}
        self._flags = _flags(arguments)
        self._chosen = arguments.last("--config")
        self._files = files
        self._no_file = Configured(combine(Layer(self._flags))) if self._flags else Configured()
        self._by_folder: dict[str, Configured] = {}

    def at(self, folder: str) -> Configured:
        """Return the settings in `folder`, those of the nearest file there or above.

        Each folder is looked at once. Raise Refusal where the file is broken.
        """
        if self._chosen:
            folder = ""  # one file for all of them
        passed: list[str] = []
        while (found := self._by_folder.get(folder)) is None:
            passed.append(folder)
            found = self._read(folder)
            above = posixpath.dirname(folder)
            if found is not None or above == folder:
                break
            folder = above
        found = found or self._no_file
        self._by_folder.update(dict.fromkeys(passed, found))
        return found

    def _read(self, folder: str) -> Configured | None:
        """Return the settings of the file in `folder` itself, or of the one that was chosen."""
        file: SettingsFile | None
        if self._chosen:
            file = read_settings_file(absolute(self._chosen), self._files, all_rules)
        else:
            file = settings_file_in(folder, self._files, all_rules)
        if file is None:
            return None
        if file.broken:
            raise Refusal(BROKEN.fill(path=file.path, reason=file.broken))
        if file.layer.problems:
            self.problems[file.path] = file.layer.problems
        return Configured(combine(file.layer, Layer(self._flags)), file.folder)


def language_for(arguments: Arguments, settings: Settings | None) -> Language:
    """Return the language of messages: --lang, else the settings', else the terminal's."""
    if arguments.has("--lang") or settings is None or settings.language == "auto":
        return arguments.language
    return settings.language


def _flags(arguments: Arguments) -> dict[str, object]:
    """Return the fields of Settings that the command line chooses."""
    fields: dict[str, object] = {}
    severity: dict[str, Level] = {}
    for pair in arguments.all("--severity"):
        code, equals, name = pair.partition("=")
        level = next((level for level in LEVELS if level == name), None)
        if level is None or not equals:
            raise UsageError(BAD_LEVEL.fill(pair=pair, levels=in_a_row(LEVELS)))
        severity[code] = level
    _refuse_strangers("--severity", severity)
    if arguments.has("--select"):
        selected = arguments.all("--select")
        _refuse_strangers("--select", selected)
        severity.update(dict.fromkeys(all_rules().keys() - set(selected), "off"))
    _refuse_strangers("--ignore", arguments.all("--ignore"))
    severity.update(dict.fromkeys(arguments.all("--ignore"), "off"))
    if severity:
        fields["severity"] = severity
    for option in ("--nginx-version", "--openssh-version"):
        if arguments.has(option):
            fields[option[2:].replace("-", "_")] = _version(option, arguments)
    return fields


def _version(option: str, arguments: Arguments) -> object:
    from portlens.workspace.settings_values import WrongValue, openssh_version, version

    read = version if option == "--nginx-version" else openssh_version
    try:
        return read(arguments.last(option))
    except WrongValue as error:
        raise UsageError(error.phrases[0]) from error


def _refuse_strangers(option: str, codes: Iterable[str]) -> None:
    for code in codes:
        if code not in all_rules():
            raise UsageError(NO_RULE.fill(option=option, code=code, near=_near(code, all_rules())))


def _near(code: str, rules: Collection[str]) -> Phrase:
    import difflib

    near = difflib.get_close_matches(code, rules, 1)
    return NEAR.fill(code=near[0]) if near else Phrase("", "")


BROKEN = Phrase(
    "the settings in {path} cannot be read: {reason}", "{path} の設定を読めません: {reason}"
)
BAD_LEVEL = Phrase(
    "--severity: {pair} is not CODE=LEVEL with a LEVEL of {levels}",
    "--severity: {pair} は CODE=LEVEL ではありません（LEVEL は {levels} のどれか）",
)
NO_RULE = Phrase(
    "{option}: there is no rule {code}{near}", "{option}: {code} というルールはありません{near}"
)
NEAR = Phrase("; did you mean {code}?", "。{code} のことでしょうか?")
