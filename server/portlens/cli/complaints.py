"""What goes to standard error: why an answer is not complete."""

import sys
from collections.abc import Iterable

from portlens.cli.configuration import Configuration
from portlens.cli.inputs import Input, shown
from portlens.text.phrase import Language, Phrase
from portlens.text.visible import visible
from portlens.workspace.guard import failures


def complain(phrase: Phrase, language: Language) -> None:
    """Print one complaint."""
    sys.stderr.write(f"portlens: {visible(phrase.to(language))}\n")


def complain_of_inputs(
    found: Iterable[Input],
    language: Language,
    *,
    has_unreadable: bool = True,
    has_passed_over: bool = True,
    is_verbose: bool = False,
) -> None:
    """Print which files could not be read, and how many of those named are in no known format.

    Some reports have a place of their own for the former: then `has_unreadable` is false. A hook
    names every file of a repository: only `is_verbose` asks for a line for each, and for those
    that were read as well. Without `has_passed_over` nothing is said of unknown formats.
    """
    unknown: list[str] = []
    for one in found:
        if one.unreadable and has_unreadable:
            # A name of no letters would be lost before the colon.
            complain(OF_FILE.fill(path=one.shown or '""', what=one.unreadable), language)
        elif one.document is not None and is_verbose:
            read_as = READ_AS.fill(format=one.document.format.id)
            complain(OF_FILE.fill(path=one.shown, what=read_as), language)
        elif one.document is None and not one.unreadable and has_passed_over:
            unknown.append(one.shown)
    if is_verbose or len(unknown) == 1:
        for shown_ in unknown:
            complain(OF_FILE.fill(path=shown_, what=NO_FORMAT), language)
    elif unknown:
        complain(LISTED.fill(what=NO_FORMATS.fill(count=len(unknown))), language)


def complain_of_settings(configuration: Configuration, language: Language) -> None:
    """Print what was wrong in the settings files; the rest of them holds all the same."""
    for path, problems in configuration.problems.items():
        for problem in problems:
            complain(OF_FILE.fill(path=shown(path), what=problem), language)


def complain_of_failures(language: Language) -> bool:
    """Print what failed in portlens itself, and tell whether anything did.

    What fails at one file may fail at all of a thousand: the first few are named.
    """
    times: dict[str, int] = {}
    for failure in failures():
        times[failure.place] = times.get(failure.place, 0) + 1
        if times[failure.place] <= FEW:
            where = shown(failure.path) if failure.path else ""
            complain(OF_FILE.fill(path=where, what=failure.message), language)
    for place, count in times.items():
        if count > FEW:
            complain(FAILED_AGAIN.fill(count=count - FEW, place=place), language)
    return bool(times)


# So many files are named one by one where the same is to be said of each.
FEW = 3
FAILED_AGAIN = Phrase(
    "the same place failed {count} times more: {place}",
    "同じ箇所でさらに {count} 回失敗しました: {place}",
)
OF_FILE = Phrase("{path}: {what}", "{path}: {what}")
READ_AS = Phrase("read as {format}", "{format} として読みました")
NO_FORMAT = Phrase(
    "passed over: no format that portlens knows (--format names one)",
    "対応している形式ではないため読みません（--format で指定できます）",
)
NO_FORMATS = Phrase(
    "{count} files passed over: no format that portlens knows",
    "{count} 個のファイルは対応している形式ではないため読みません",
)
LISTED = Phrase("{what} (--verbose lists them)", "{what}（--verbose で一覧を表示します）")
