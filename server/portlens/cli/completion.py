"""`portlens completion`: what lets a shell complete the command line, from our own table."""

import sys
from importlib import import_module

from portlens.cli.arguments import Arguments, UsageError
from portlens.cli.outputs import outputs, put_out
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.visible import echo

SHELLS = ("bash", "zsh", "fish")


def run(arguments: Arguments) -> int:
    """Print the script for the shell that is named, and return 0."""
    if len(arguments.words) != 1 or arguments.words[0] not in SHELLS:
        given = echo(" ".join(arguments.words))
        raise UsageError(ONE_SHELL.fill(given=given, shells=in_a_row(SHELLS)))
    text = script(arguments.words[0])
    put_out(outputs(arguments, ""), sys.stdout, lambda _form, _to: text)
    return 0


def script(shell: str) -> str:
    """Return the script for `shell`."""
    text: str = import_module(f"portlens.cli.shell.{shell}").script()
    return text


ONE_SHELL = Phrase(
    "completion takes one of {shells}, not '{given}'",
    "completion には {shells} のどれか 1 つを指定します（'{given}' は指定できません）",
)
