"""From the PATHs of a command line to documents."""

# ruff: noqa: PTH112, PTH114, PTH120 - pathlib costs 5 ms at the start of a check

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from portlens.cli.arguments import Arguments, UsageError
from portlens.cli.configuration import Configuration, Configured
from portlens.cli.progress import Progress
from portlens.formats._format import Format
from portlens.formats.registry import format_named, format_of_named, format_of_path
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.files import Unreadable, absolute, decode, too_large, why
from portlens.workspace.workspace import Workspace

STDIN = "-"


class Input(NamedTuple):
    """One file asked for. `shown` is its path as the user would write it.

    Without a document `unreadable` says why; with neither, no format knows the file.
    """

    shown: str
    path: str
    configured: Configured
    document: Document | None = None
    unreadable: Phrase | None = None
    is_stdin: bool = False


class _Place(NamedTuple):
    """A file that may become an input; `is_named` on the command line, not found by a walk."""

    shown: str
    path: str
    configured: Configured
    is_named: bool = True
    is_stdin: bool = False
    unreadable: Phrase | None = None


def inputs(
    arguments: Arguments, configuration: Configuration, workspace: Workspace, progress: Progress
) -> Iterator[Input]:
    """Yield every file that the PATHs mean, once each, in their order.

    A folder is walked; the paths in it are shown below it as it was given. The documents are
    open in `workspace`, so that those which name each other see the same texts.
    """
    format_ = format_named(arguments.last("--format"))
    places: dict[str, _Place] = {}

    def tick() -> None:
        progress.found(len(places))

    for word in arguments.words or (".",):
        for place in _places(word, arguments, configuration, tick):
            places.setdefault(place.path, place)
    available = _targets_of_enabled(places.values())
    for place in places.values():
        is_available = available and os.path.realpath(place.path) in available
        if is_available and not place.is_named and not os.path.islink(place.path):
            continue  # judged where it is enabled
        found = _read(place, format_, workspace)
        if found.document:
            workspace.open(found.document)
        if found.document or found.unreadable or place.is_named:
            yield found


def _targets_of_enabled(places: Iterable[_Place]) -> set[str]:
    """Return the files that links in folders like `sites-enabled` lead to.

    Debian keeps sites in `sites-available` and lets nginx include links to them: one file,
    which is judged where it is included.
    """
    return {
        os.path.realpath(place.path)
        for place in places
        if os.path.dirname(place.path).endswith("-enabled") and os.path.islink(place.path)
    }


def _places(
    word: str, arguments: Arguments, configuration: Configuration, tick: Callable[[], None]
) -> Iterator[_Place]:
    is_stdin = word == STDIN
    name = arguments.last("--stdin-filename", STDIN) if is_stdin else word
    path = absolute(name)
    if is_stdin or not os.path.isdir(word):
        yield _Place(name, path, configuration.at(os.path.dirname(path)), is_stdin=is_stdin)
        return
    from portlens.workspace.walk import Excluded, walk  # not needed for files that are named

    configured = configuration.at(path)
    excluded = Excluded(configured.settings.exclude, configured.folder)
    prefix = "" if word == "." else f"{word.rstrip('/')}/"
    for found in walk(path, excluded, tick):
        if found.path == ".":
            place = _Place(word, path, configured)
        else:
            inside = f"{path.rstrip('/')}/{found.path}"
            place = _Place(prefix + found.path, inside, configured, is_named=False)
        reason = found.unreadable.reason if found.unreadable else None
        yield place._replace(unreadable=reason)


def _read(place: _Place, format_: Format | None, workspace: Workspace) -> Input:
    found = Input(
        place.shown,
        place.path,
        place.configured,
        unreadable=place.unreadable,
        is_stdin=place.is_stdin,
    )
    if found.unreadable:
        return found
    text = _standard_input() if place.is_stdin else workspace.files.read(place.path)
    if isinstance(text, Unreadable):
        return found._replace(unreadable=text.reason)
    if not place.is_named:
        own = format_of_path(place.path, lambda: text)
        chosen = own if format_ in {None, own} else None
    else:
        name = "" if place.shown == STDIN else place.path
        chosen = format_ or format_of_named(name, text)
    if chosen is None and place.is_stdin:
        raise UsageError(WHICH_FORMAT)
    return found._replace(document=Document(place.path, text, chosen) if chosen else None)


def _standard_input() -> str | Unreadable:
    try:
        content = sys.stdin.buffer.read()
    except OSError as error:
        return Unreadable(why(error))
    except AttributeError:  # the process was started without standard input
        return Unreadable(NO_INPUT)
    return too_large(len(content)) or decode(content)


def shown(path: str) -> str:
    """Return how to show the absolute `path` of a file that nobody named: from the folder here."""
    return path.removeprefix(absolute("").rstrip("/") + "/")


NO_INPUT = Phrase("there is no standard input", "標準入力がありません")
WHICH_FORMAT = Phrase(
    "the format of standard input is not clear: say --format or --stdin-filename",
    "標準入力の形式が分かりません。--format か --stdin-filename で指定してください",
)
