"""The manual page, portlens(1), and the shells' completions: from the command line's own table."""

import re
from collections.abc import Iterator
from pathlib import Path

from portlens import __version__
from portlens.cli.arguments import Command
from portlens.cli.command_table import COMMANDS
from portlens.cli.completion import SHELLS, script
from portlens.cli.help import READS, STATUS
from portlens.text.phrase import LANGUAGES, Language, Phrase

SHARE = Path(__file__).parents[1] / "share"
COMPLETIONS = {
    "bash": "bash-completion/completions/portlens",
    "zsh": "zsh/site-functions/_portlens",
    "fish": "fish/vendor_completions.d/portlens.fish",
}


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each file below share/ with its text."""
    for language in LANGUAGES:
        folder = "man/man1" if language == "en" else f"man/{language}/man1"
        yield SHARE / folder / "portlens.1", manual(language)
    for shell in SHELLS:
        yield SHARE / COMPLETIONS[shell], script(shell)


def manual(language: Language) -> str:
    """Return the manual page in roff, as man(7) has it."""
    lines = [
        '.\\" Written by docs/build.py from the code; change it there.',
        f'.TH PORTLENS 1 "" "portlens {__version__}" "{_say(MANUAL, language)}"',
        ".ad l",
        *_section(NAME, language),
        f"portlens \\- {_say(ABOUT, language)}",
        *_section(SYNOPSIS, language),
    ]
    for command in COMMANDS:
        words = f" {_plain(command.words)}" if command.words else ""
        lines += [
            f".B portlens {command.name}",
            f"[\\fI{_say(OPTIONS, language)}\\fR]{words}",
            ".br",
        ]
    lines.pop()
    lines += [*_section(DESCRIPTION, language), _say(DESCRIBED, language)]
    for command in COMMANDS:
        lines += _command(command, language)
    lines += _section(EXIT, language)
    for name, status in STATUS.items():
        lines += [".TP", f".B portlens {name}", _say(status, language)]
    for title, facts in ((FILES, FILE_FACTS), (ENVIRONMENT, ENVIRONMENT_FACTS)):
        lines += _section(title, language)
        for name, fact in facts.items():
            lines += [".TP", f".B {_plain(name)}", _say(fact, language)]
    lines += _section(EXAMPLES, language)
    for example, what in EXAMPLE_FACTS.items():
        lines += [".TP", f".B {_plain(example)}", _say(what, language)]
    return "\n".join(lines) + "\n"


def _command(command: Command, language: Language) -> Iterator[str]:
    yield f'.SH "portlens {command.name}"'
    yield _say(command.about, language)
    for option in command.options:
        metavar = f" \\fI{_plain(option.metavar)}\\fR" if option.metavar else ""
        yield ".TP"
        yield f"\\fB{_plain(option.name)}\\fR{metavar}"
        yield _say(option.described, language)


def _section(title: Phrase, language: Language) -> tuple[str, ...]:
    return (f'.SH "{title.to(language)}"',)


def _say(phrase: Phrase, language: Language) -> str:
    return _plain(phrase.to(language))


def _plain(text: str) -> str:
    """Return `text` so that nothing in it is obeyed, with hyphens that can be copied.

    Behind a Japanese comma, where there is no blank, a line may end.
    """
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    escaped = escaped.replace("、", "、\\:")
    return re.sub(r"^([.'])", r"\\&\1", escaped, flags=re.MULTILINE)


MANUAL = Phrase("User Commands", "ユーザーコマンド")
NAME = Phrase("NAME", "名前")
ABOUT = Phrase(
    "ports and service names in configuration files, explained and checked",
    "設定ファイルのポートとサービス名を説明し、検査する",
)
SYNOPSIS = Phrase("SYNOPSIS", "書式")
OPTIONS = Phrase("options", "オプション")
DESCRIPTION = Phrase("DESCRIPTION", "説明")
DESCRIBED = Phrase(
    "portlens reads {reads}. It finds ports that the program refuses, and those of which it only "
    "learns at its start that they are taken. Options stand behind the command; --lang may stand "
    "before it.",
    "portlens は {reads}を読み、"
    "プログラムが受け付けないポートと、起動して初めて分かるポートの競合を見つけます。オプションはコマンドの後に"
    "書きます。--lang だけはコマンドの前にも書けます。",
).fill(reads=READS)
EXIT = Phrase("EXIT STATUS", "終了ステータス")
FILES = Phrase("FILES", "ファイル")
FILE_FACTS = {
    "portlens.toml": Phrase(
        "the settings of a folder and those below it",
        "そのフォルダーとその下のフォルダーの設定",
    ),
    "pyproject.toml": Phrase(
        "the same, in the table [tool.portlens]", "同じく [tool.portlens] の表"
    ),
    "portlens-baseline.json": Phrase(
        "the findings that are known, written by --write-baseline",
        "--write-baseline が書き込む既知の指摘",
    ),
}
ENVIRONMENT = Phrase("ENVIRONMENT", "環境変数")
ENVIRONMENT_FACTS = {
    "NO_COLOR, FORCE_COLOR": Phrase("no colour; colour in any case", "色を付けない、常に付ける"),
    "COLUMNS": Phrase("the width of the terminal", "端末の幅"),
    "LC_ALL, LC_MESSAGES, LANG": Phrase(
        "the language, without --lang", "--lang を指定しない場合の言語"
    ),
}
EXAMPLES = Phrase("EXAMPLES", "例")
EXAMPLE_FACTS = {
    "portlens check --fix --diff": Phrase(
        "show what the safe fixes would change", "安全な修正による変更を表示する"
    ),
    "portlens diff main...topic": Phrase(
        "tell what a branch does to ports", "ブランチによるポートの変更を示す"
    ),
    "portlens explain 5432": Phrase("tell about a port", "ポートについて説明する"),
}
