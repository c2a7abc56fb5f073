"""The pages of settings and of the command line, and the schema of portlens.toml."""

import json
from collections.abc import Iterator
from pathlib import Path

from portlens.cli.command_table import COMMANDS
from portlens.cli.help import page
from portlens.text.phrase import LANGUAGES, Language, Phrase
from portlens.workspace.settings_table import SETTINGS, Setting

DOCS = Path(__file__).parent
NOTE = "Written by docs/build.py from server/portlens/workspace/settings_table.py"


def pages(note: str) -> Iterator[tuple[Path, str]]:
    """Yield each file with its text; `note` stands on top of every Markdown page."""
    for language in LANGUAGES:
        ending = ".md" if language == "en" else f".{language}.md"
        yield DOCS / f"settings{ending}", note + _settings(language)
        yield DOCS / f"command-line{ending}", note + _command_line(language)
    yield DOCS / "portlens.schema.json", _schema()


def _settings(language: Language) -> str:
    parts = [INTRODUCTION.to(language).strip() + "\n"]
    for setting in SETTINGS:
        default = json.dumps(setting.schema.get("default"))
        facts = [f"`portlens.{setting.camel}`"]
        if setting.read:
            facts.append(f"portlens.toml: `{setting.field}`")
        facts.append(f"{DEFAULT.to(language)} `{default}`")
        parts.append(
            f"## {setting.camel}\n\n{setting.about.to(language)}\n\n"
            + "".join(f"- {fact}\n" for fact in facts)
        )
        if setting.example:
            parts.append(f"```toml\n{setting.field} = {setting.example}\n```\n")
    return "\n".join(parts)


def _command_line(language: Language) -> str:
    parts = [f"# {COMMAND_LINE.to(language)}\n"]
    parts += (
        f"## portlens {command.name}\n\n```text\n{page(command, language)}```\n"
        for command in COMMANDS
    )
    return "\n".join(parts)


def _schema() -> str:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": NOTE,
        "title": "portlens.toml",
        "description": "Settings of portlens; the same keys stand in [tool.portlens]"
        " of pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": {setting.field: _property(setting) for setting in SETTINGS if setting.read},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _property(setting: Setting) -> dict[str, object]:
    # TOML has no null: what is not set is left out.
    schema = {key: value for key, value in setting.schema.items() if value is not None}
    kinds = schema.get("type")
    if isinstance(kinds, list):
        schema["type"] = next(kind for kind in kinds if kind != "null")
    return {"description": setting.about.en, **schema}


COMMAND_LINE = Phrase("The command line", "コマンドライン")
DEFAULT = Phrase("default:", "既定値:")
INTRODUCTION = Phrase(
    """
# Settings

Editors say `portlens.allowedPorts`, files say `allowed_ports`: the same settings, in two
spellings. A file is `portlens.toml`, or `[tool.portlens]` in `pyproject.toml`; for each file that
is checked the nearest one counts, sought in its folder and then upwards, whether the file was named
or found in a folder. `portlens.toml` goes before `pyproject.toml` in the same folder.
[portlens.schema.json](portlens.schema.json) describes it to editors.

Who wins, the later over the earlier:

1. the defaults
2. the editor's `initializationOptions`
3. the editor's settings
4. the project's file
5. the command line: `--select`, `--ignore`, `--severity`, `--nginx-version`,
   `--openssh-version`, `--lang`

`severity` is put together rule by rule; anything else is replaced as a whole. A wrong value is
told once and left out: the one below it holds. `portlens check` then ends with status 2. A
change takes effect at once, without a restart.
""",
    """
# 設定

エディターでは `portlens.allowedPorts`、ファイルでは `allowed_ports` と書きます。綴りが違うだけで
同じ設定です。ファイルは `portlens.toml`、または `pyproject.toml` の `[tool.portlens]` です。
調べるファイルごとに、そのフォルダーから上へ探し、最も近いものを使います。ファイルをパスで指定しても、
フォルダーの中から見つけても同じです。同じフォルダーでは `portlens.toml` が優先されます。
[portlens.schema.json](portlens.schema.json) はエディター向けのスキーマです。

後のものほど優先されます。

1. 既定値
2. エディターの `initializationOptions`
3. エディターの設定
4. プロジェクトのファイル
5. コマンドライン: `--select`、`--ignore`、`--severity`、`--nginx-version`、
   `--openssh-version`、`--lang`

`severity` はルールごとに重ね合わせ、ほかの設定は全体を置き換えます。誤った値は一度だけ知らせて
無視し、その下の値を使います。このとき `portlens check` の終了ステータスは 2 です。
変更は再起動なしですぐに反映されます。
""",
)
