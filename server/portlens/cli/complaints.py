"""What goes to standard error: why an answer is not complete."""

import sys
from collections.abc import Iterable

from portlens.cli.configuration import Configuration
from portlens.cli.inputs import Input, shown
from portlens.text.phrase import Language, Phrase
from portlens.text.visible import visible


def complain(phrase: Phrase, language: Language) -> None:
    """Print one complaint."""
    sys.stderr.write(f"portlens: {visible(phrase.to(language))}\n")


def complain_of_inputs(
    found: Iterable[Input], language: Language, *, has_unreadable: bool = True
) -> None:
    """Print which files were named but are in no known format, and which could not be read.

    Some reports have a place of their own for the latter: then `has_unreadable` is false.
    """
    for one in found:
        if one.unreadable and has_unreadable:
            complain(OF_FILE.fill(path=one.shown, what=one.unreadable), language)
        elif one.document is None and not one.unreadable:
            complain(OF_FILE.fill(path=one.shown, what=NO_FORMAT), language)


def complain_of_settings(configuration: Configuration, language: Language) -> None:
    """Print what was wrong in the settings files; the rest of them holds all the same."""
    for path, problems in configuration.problems.items():
        for problem in problems:
            complain(OF_FILE.fill(path=shown(path), what=problem), language)


OF_FILE = Phrase("{path}: {what}", "{path}: {what}")
NO_FORMAT = Phrase(
    "passed over: no format that portlens knows (--format names one)",
    "対応している形式ではないため読みません（--format で指定できます）",
)
