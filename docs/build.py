"""Write what is generated from the code: rules, formats, settings, command line, manual, README.

`python docs/build.py` writes them, `--check` proves that the committed ones are fresh.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import floors
import formats_page
import manual_page
import settings_pages

from portlens.formats.registry import all_formats
from portlens.rules.page import SEVERITY_NAMES, page
from portlens.rules.registry import all_rules, rules_for
from portlens.text.phrase import LANGUAGES, Language, Phrase

DOCS = Path(__file__).parent
NOTE = "<!-- Written by docs/build.py from the code; change it there. -->\n\n"

INDEX_TITLE = Phrase("Rules", "ルール一覧")
TABLE_HEAD = Phrase(
    "| rule | default | formats | what it finds |", "| ルール | 既定 | 形式 | 内容 |"
)


def main() -> int:
    """Write or check every page; return the exit status."""
    check = "--check" in sys.argv[1:]
    wanted = dict(_pages())
    stale = [path for path, text in wanted.items() if _text(path) != text]
    gone = [path for path in (DOCS / "rules").glob("*.md") if path not in wanted]
    if check:
        for path in [*stale, *gone]:
            print(f"{path.relative_to(DOCS.parent)} is not fresh: run `make docs`")
        return 1 if stale or gone else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], "utf-8", newline="\n")
    for path in gone:
        path.unlink()
    return 0


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


def _pages() -> Iterator[tuple[Path, str]]:
    for language in LANGUAGES:
        ending = ".md" if language == "en" else f".{language}.md"
        for rule in all_rules().values():
            yield DOCS / "rules" / f"{rule.id}{ending}", NOTE + page(rule, language)
        title = f"# {INDEX_TITLE.to(language)}\n\n"
        yield DOCS / "rules" / f"README{ending}", NOTE + title + _table(language, "", ending)
        yield DOCS / f"formats{ending}", NOTE + formats_page.page(language)
        readme = DOCS.parent / f"README{ending}"
        yield readme, _with_rules(readme.read_text("utf-8"), language, ending)
    yield from settings_pages.pages(NOTE)
    yield from manual_page.pages()
    yield from floors.pages()
    yield DOCS.parent / ".pre-commit-hooks.yaml", formats_page.hook()


def _with_rules(readme: str, language: Language, ending: str) -> str:
    """Return the README with its table of rules written anew between the two marks.

    Each row has an anchor: a finding's link leads there.
    """
    before, start, rest = readme.partition("<!-- rules -->\n")
    _, end, after = rest.partition("<!-- end of rules -->\n")
    return before + start + _table(language, "docs/rules/", ending) + end + after


def _table(language: Language, folder: str, ending: str) -> str:
    """Return the table of all rules, their pages in `folder`."""
    rows = [TABLE_HEAD.to(language), "|---|---|---|---|"]
    for rule in all_rules().values():
        formats = [
            format_.id
            for format_ in all_formats()
            if any(other.id == rule.id for other in rules_for(format_.id))
        ]
        rows.append(
            f'| <a id="{rule.id}"></a>[{rule.id}]({folder}{rule.id}{ending}) '
            f"| {SEVERITY_NAMES[rule.rule.severity].to(language)} "
            f"| {', '.join(formats)} | {rule.title.to(language)} |"
        )
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
