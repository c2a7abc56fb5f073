"""Settings from the plain data that an editor or a TOML file holds."""

from collections.abc import Callable, Collection, Mapping

from portlens.text.phrase import Phrase
from portlens.text.typed import Literal
from portlens.workspace.settings_layer import Layer
from portlens.workspace.settings_table import SETTINGS, Setting
from portlens.workspace.settings_values import WrongShape, WrongValue

Spelling = Literal["camel", "snake"]  # what JSON from an editor uses, and what TOML files use
Rules = Callable[[], Collection[str]]  # asks which rules there are, when a rule is named


def parse_settings(given: object, spelling: Spelling, rules: Rules) -> Layer:
    """Read plain data: `given` maps keys to values, or has such a mapping under `portlens`.

    Editors send null for what is not set; that is no problem and no value. `rules` is
    `rules.registry.all_rules`, which stands on the right of this module.
    """
    if given is None:
        return Layer()
    if isinstance(given, Mapping) and isinstance(given.get("portlens"), Mapping):
        given = given["portlens"]
    if not isinstance(given, Mapping):
        return Layer(problems=(NO_SETTINGS,))
    known = {
        setting.camel if spelling == "camel" else setting.field: setting for setting in SETTINGS
    }
    fields: dict[str, object] = {}
    problems: list[Phrase] = []
    for key, value in given.items():
        if value is None or (spelling == "camel" and key == "trace"):
            continue
        setting = known.get(key)
        if setting is None:
            problems.append(UNKNOWN.fill(key=key))
        elif setting.read is not None:
            try:
                fields[setting.field] = setting.read(value)
            except WrongValue as error:
                problems += _told(error, key, setting, spelling)
                if error.so_far:
                    fields[setting.field] = error.so_far
    problems += _take_strange_rules(fields, rules)
    return Layer(fields, tuple(problems))


def _told(error: WrongValue, key: str, setting: Setting, spelling: Spelling) -> list[Phrase]:
    """Return what to say of a wrong value; of one of the wrong kind, with an example at the end."""
    found = [WRONG.fill(key=key, problem=phrase) for phrase in error.phrases]
    if isinstance(error, WrongShape):
        found[-1] = INSTEAD.fill(problem=found[-1], example=_example(setting, spelling))
    return found


def _example(setting: Setting, spelling: Spelling) -> str:
    """Return the example of a setting, spelled to be copied to where the wrong value came from."""
    if spelling == "snake":
        return f"{setting.field} = {setting.example}"
    from json import dumps

    from portlens.workspace.settings_file import parse_toml

    value = parse_toml(f"x = {setting.example}")["x"]
    return f'"portlens.{setting.camel}": {dumps(value)}'


def _take_strange_rules(fields: dict[str, object], rules: Rules) -> list[Phrase]:
    """Take rules that do not exist out of `severity`, and return what to say of them."""
    severity = fields.get("severity")
    if not isinstance(severity, Mapping):
        return []
    strange = [code for code in severity if code not in rules()]
    fields["severity"] = {code: severity[code] for code in severity if code not in strange}
    return [WRONG.fill(key="severity", problem=NO_RULE.fill(code=code)) for code in strange]


NO_SETTINGS = Phrase("the settings are no table", "設定が表になっていません")
NO_RULE = Phrase("there is no rule {code}", "{code} というルールはありません")
UNKNOWN = Phrase("there is no setting {key}", "{key} という設定はありません")
WRONG = Phrase("{key}: {problem}", "{key}: {problem}")
INSTEAD = Phrase("{problem}; an example: {example}", "{problem}。例: {example}")
