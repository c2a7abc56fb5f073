"""Write what the extension's manifest takes from the server: selectors, languages, settings.

    python scripts/manifest.py           writes package*.json, selectors.generated.ts
    python scripts/manifest.py --check   fails if one of them is not what it would write
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

EXTENSION = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(EXTENSION.parent / "server"))

from portlens import __version__  # noqa: E402
from portlens.formats._format import Format  # noqa: E402
from portlens.formats.registry import SHARED_LANGUAGES, all_formats  # noqa: E402
from portlens.rules.registry import all_rules  # noqa: E402
from portlens.workspace.settings import LEVELS  # noqa: E402
from portlens.workspace.settings_table import SETTINGS, Setting  # noqa: E402

Json = dict[str, object]

# The setting may name a program: a workspace must not choose it for a user who did not trust it.
SCOPES = {"interpreter": "machine-overridable"}


def main() -> int:
    stale = []
    for path, text in generated():
        if path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    if "--check" not in sys.argv:
        return 0
    for name in stale:
        print(f"vscode-extension: {name} is stale; run scripts/manifest.py", file=sys.stderr)
    return 1 if stale else 0


def generated() -> Iterator[tuple[Path, str]]:
    """Yield each file that is generated, whole or in part, and its text."""
    yield EXTENSION / "package.json", manifest()
    yield EXTENSION / "package-lock.json", lock()
    for language in ("en", "ja"):
        path = EXTENSION / ("package.nls.json" if language == "en" else "package.nls.ja.json")
        yield path, phrases(path, language)
    yield EXTENSION / "src" / "selectors.generated.ts", selectors()


def manifest() -> str:
    content = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    content["version"] = __version__
    content["activationEvents"] = sorted(activation_events())
    for language in content["contributes"]["languages"]:
        format_ = next(each for each in all_formats() if language["id"] in each.languages)
        language["filenamePatterns"] = list(globs(format_.patterns))
    content["contributes"]["configurationDefaults"] = dict(editor_defaults())
    properties = {f"portlens.{each.camel}": property_of(each) for each in SETTINGS}
    content["contributes"]["configuration"]["properties"] = properties
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def lock() -> str:
    content = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))
    content["version"] = content["packages"][""]["version"] = __version__
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def activation_events() -> Iterator[str]:
    for format_ in all_formats():
        # Nor does a language that mostly is something else: every YAML file would.
        own = (language for language in format_.languages if language not in SHARED_LANGUAGES)
        yield from (f"onLanguage:{language}" for language in own)
        # A name that other programs use too does not wake the server, a folder's name does.
        folders = tuple(glob for glob in format_.shared_patterns if "/" in glob)
        for glob in globs((*format_.patterns, *folders)):
            yield f"workspaceContains:{anywhere(glob)}"


def editor_defaults() -> Iterator[tuple[str, Json]]:
    """Yield the editor's settings for languages whose ports stand in quotes.

    In a string VS Code offers nothing at a letter unless it is told to: after Escape the list
    would not come back.
    """
    suggestions = {"other": "on", "comments": "off", "strings": "on"}
    yield "[dockercompose]", {"editor.quickSuggestions": suggestions}


def property_of(setting: Setting) -> Json:
    about: Json = {"description": f"%setting.{setting.camel}%"}
    if setting.field in SCOPES:
        about["scope"] = SCOPES[setting.field]
    schema = dict(setting.schema)
    if "enum" in schema:
        schema.setdefault("type", "string")
    if setting.field == "severity":
        schema["properties"] = {
            rule: {"enum": list(LEVELS), "description": f"%rule.{rule}%"} for rule in all_rules()
        }
    return {**schema, **about}


def phrases(path: Path, language: str) -> str:
    content = json.loads(path.read_text(encoding="utf-8"))
    kept = {key: text for key, text in content.items() if not re.match(r"(setting|rule)\.", key)}
    for setting in SETTINGS:
        kept[f"setting.{setting.camel}"] = getattr(setting.about, language)
    for rule in all_rules().values():
        kept[f"rule.{rule.id}"] = getattr(rule.title, language)
    return json.dumps(kept, indent=2, ensure_ascii=False) + "\n"


def selectors() -> str:
    languages: dict[str, None] = {}
    patterns: dict[str, None] = {}
    files: dict[str, None] = {}
    for format_ in all_formats():
        languages.update(dict.fromkeys(format_.languages))
        patterns.update(dict.fromkeys(named_by(format_)))
        every = globs((*format_.patterns, *format_.shared_patterns))
        files.update(dict.fromkeys(map(anywhere, every)))
    arrays = {
        name: "[\n" + "".join(f'  "{each}",\n' for each in found) + "]"
        for name, found in (("languages", languages), ("patterns", patterns), ("files", files))
    }
    return TEMPLATE.format(**arrays)


def named_by(format_: Format) -> list[str]:
    """Return the globs that select a format's documents where no language id does.

    What a shared pattern selects besides is sorted out by the server, which reads the text;
    `*.yaml` is left out where the language id `yaml` says the same.
    """
    shared = format_.shared_patterns
    if SHARED_LANGUAGES & set(format_.languages):
        shared = tuple(glob for glob in shared if not glob.startswith("*.{"))
    return [anywhere(glob) for glob in globs((*format_.patterns, *shared))]


def globs(patterns: tuple[str, ...]) -> Iterator[str]:
    """Yield the patterns as VS Code reads them: it drops an empty alternative in braces."""
    for pattern in patterns:
        empty = re.search(r"\{([^{}]*,)?(,[^{}]*)?\}", pattern)
        if not empty:
            yield pattern
            continue
        inside = empty[0][1:-1].split(",")
        words = ",".join(word for word in inside if word)
        braced = f"{{{words}}}" if "," in words else words
        for instead in (braced, ""):
            yield from globs((pattern[: empty.start()] + instead + pattern[empty.end() :],))


def anywhere(glob: str) -> str:
    return glob if "/" in glob else f"**/{glob}"


TEMPLATE = """\
// Written by scripts/manifest.py from the server's formats; do not edit.

/** The language ids of documents that the server is told of. */
export const LANGUAGES: readonly string[] = {languages};

/** The paths of such documents, whatever the editor takes their language for. */
export const PATTERNS: readonly string[] = {patterns};

/** The files whose changes may change the port map. */
export const FILES: readonly string[] = {files};
"""

if __name__ == "__main__":
    sys.exit(main())
