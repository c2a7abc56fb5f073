"""`portlens`: one command line for checking, listing, explaining and serving."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from portlens.cli.arguments import Refusal, UsageError, language_of, parse
from portlens.cli.options import COMMANDS
from portlens.text.phrase import Language, Phrase

OK = 0
FOUND = 1
WRONG = 2
# As a shell says of a program that SIGINT or SIGPIPE ends.
INTERRUPTED = 130
CUT_OFF = 141


def main(given: Sequence[str] | None = None) -> int:
    """Run `portlens` with the words `given` (else the process's) and return its exit status."""
    words = list(sys.argv[1:] if given is None else given)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets an escape, never a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    try:
        status = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`head`, a pager) has seen enough. What is still to be flushed at exit
        # goes nowhere, so that Python does not complain of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_OFF
    except Exception as error:
        if sys.flags.dev_mode:  # python -X dev -m portlens …
            raise
        place = _place(error)
        phrase = FAILED.fill(error=repr(error), place=place)
        return _complain(phrase, None, _language(words))
    return status


def _run(words: list[str]) -> int:
    language = _language(words)
    name = words[0] if words else "--help"
    if name in {"--help", "-h", "help"}:
        from portlens.cli.help import overview

        sys.stdout.write(overview(language))
        return OK if words else WRONG
    if name in {"--version", "-V"}:
        from portlens import __version__

        sys.stdout.write(f"portlens {__version__}\n")
        return OK
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        return _complain(UNKNOWN.fill(name=name), SEE_OVERVIEW, language)
    if {"--help", "-h"} & set(words[1:]):
        from portlens.cli.help import page

        sys.stdout.write(page(command, language))
        return OK
    try:
        arguments = parse(command, words[1:])
        # A command is imported when it is asked for: a check must not wait for the server.
        status: int = import_module(f"portlens.cli.{name}").run(arguments)
    except UsageError as error:
        return _complain(error.phrase, SEE_PAGE.fill(name=name), language)
    except Refusal as error:
        return _complain(error.phrase, None, language)
    return status


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""


def _complain(phrase: Phrase, see: Phrase | None, language: Language) -> int:
    sys.stderr.write(f"portlens: {phrase.to(language)}\n")
    if see:
        sys.stderr.write(f"{see.to(language)}\n")
    return WRONG


def _language(words: Sequence[str]) -> Language:
    """Return the language for what is said before, or instead of, reading the options."""
    text = " ".join(words).replace("--lang=", "--lang ")
    return language_of(text.rpartition("--lang ")[2].partition(" ")[0] if "--lang " in text else "")


UNKNOWN = Phrase("there is no command {name}", "コマンド {name} はありません")
FAILED = Phrase(
    "something is wrong in portlens itself; please report it: {error} in {place}",
    "portlens 自体に問題があります。報告をお願いします: {error} ({place})",
)
SEE_OVERVIEW = Phrase("Try: portlens --help", "ヘルプ: portlens --help")
SEE_PAGE = Phrase("Try: portlens {name} --help", "ヘルプ: portlens {name} --help")
