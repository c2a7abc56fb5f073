"""From the words of a command line to the command that they name."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from portlens.cli.arguments import NEAR, Refusal, UsageError, language_of, parse
from portlens.cli.command_table import COMMANDS
from portlens.text.phrase import Language, Phrase, same
from portlens.text.visible import echo

OK = 0
WRONG = 2

# Commands that start programs, or wait for a client or the disk: not in WebAssembly.
ELSEWHERE = frozenset({"diff", "server", "watch"})


def run(words: Sequence[str]) -> int:
    """Run the command that `words` name and return its exit status."""
    language = language_before(words)
    words = _command_first(words)
    name = words[0] if words else "--help"
    if name in {"--help", "-h", "help"}:
        from portlens.cli.help import overview

        sys.stdout.write(overview(language, _columns()))
        return OK if words else WRONG
    if name in {"--version", "-V"}:
        from portlens import __version__

        sys.stdout.write(f"portlens {__version__}\n")
        return OK
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        if name.startswith("-"):
            return complain(NOT_FIRST.fill(option=echo(name)), SEE_OVERVIEW, language)
        near = _near(name)
        return complain(UNKNOWN.fill(name=echo(name), near=near), SEE_OVERVIEW, language)
    if {"--help", "-h"} & set(words[1:]):
        from portlens.cli.help import page

        sys.stdout.write(page(command, language, _columns()))
        return OK
    try:
        _refuse_without_processes(name)
        arguments = parse(command, words[1:])
        if os.name == "nt" and "PATH" in command.words:
            from portlens.cli.windows import expanded

            arguments = arguments._replace(words=expanded(arguments.words))
        # A command is imported when it is asked for: a check must not wait for the server.
        status: int = import_module(f"portlens.cli.{name}").run(arguments)
    except UsageError as error:
        return complain(error.phrase, SEE_PAGE.fill(name=name), language)
    except Refusal as error:
        return complain(error.phrase, None, language)
    return status


def complain(phrase: Phrase, see: Phrase | None, language: Language) -> int:
    """Say why there is no answer, and where to look; return the exit status for that."""
    sys.stderr.write(f"portlens: {phrase.to(language)}\n")
    if see:
        sys.stderr.write(f"{see.to(language)}\n")
    return WRONG


def language_before(words: Sequence[str]) -> Language:
    """Return the language for what is said before, or instead of, reading the options."""
    text = " ".join(words).replace("--lang=", "--lang ")
    return language_of(text.rpartition("--lang ")[2].partition(" ")[0] if "--lang " in text else "")


def _refuse_without_processes(name: str) -> None:
    if sys.platform == "emscripten" and name in ELSEWHERE:
        raise Refusal(NEEDS_PYTHON.fill(name=name))


def _command_first(words: Sequence[str]) -> Sequence[str]:
    """Return `words` with a `--lang` before the command moved behind it."""
    count = 0
    while count < len(words) and words[count].partition("=")[0] == "--lang":
        count += 1 if "=" in words[count] else 2
    return [*words[count : count + 1], *words[:count], *words[count + 1 :]] if count else words


def _columns() -> int:
    """Return how wide a help page may be."""
    from portlens.cli.help import WIDEST
    from portlens.cli.terminal import columns_of

    return min(columns_of(sys.stdout) or WIDEST, WIDEST)


def _near(name: str) -> Phrase:
    """Return the question whether a command like `name` was meant; nothing where none is."""
    import difflib

    near = difflib.get_close_matches(name, [command.name for command in COMMANDS], 1)
    return NEAR.fill(option=near[0]) if near else same("")


NOT_FIRST = Phrase(
    "{option} stands before the command: only --lang may, other options come after it",
    "コマンドの前に {option} があります。--lang 以外のオプションはコマンドの後に書きます",
)
UNKNOWN = Phrase("there is no command {name}{near}", "コマンド {name} はありません{near}")
NEEDS_PYTHON = Phrase(
    "{name} needs an installed Python: pipx install portlens-cli",
    "{name} には Python のインストールが必要です: pipx install portlens-cli",
)
SEE_OVERVIEW = Phrase("Try: portlens --help", "ヘルプ: portlens --help")
SEE_PAGE = Phrase("Try: portlens {name} --help", "ヘルプ: portlens {name} --help")
