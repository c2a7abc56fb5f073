"""From the PATHs of a command line to documents."""

# ruff: noqa: PTH112, PTH120 - pathlib costs 5 ms at the start of a check

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

from portlens.cli.arguments import Arguments, UsageError
from portlens.cli.configuration import Configuration, Configured
from portlens.cli.folders import folders_asked
from portlens.cli.progress import Progress
from portlens.formats._format import Format
from portlens.formats.registry import format_named, format_of_named, format_of_path
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.files import Unreadable, absolute, decode, too_large, why
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:
    from portlens.workspace.walk import ExcludedIn

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
    is_named: bool = True
    real: str = ""  # where `path` is a link to another file asked for: that one, which is shown
    given: bytes = b""  # all of standard input


class _Place(NamedTuple):
    """A file that may become an input; `is_named` on the command line, not found by a walk."""

    shown: str
    path: str
    configured: Configured
    is_named: bool = True
    is_stdin: bool = False
    unreadable: Phrase | None = None
    format: Format | None = None  # in which another file names it


def inputs(
    arguments: Arguments, configuration: Configuration, workspace: Workspace, progress: Progress
) -> Iterator[Input]:
    """Yield every file that the PATHs mean, once each, in their order.

    A folder is walked; the paths in it are shown below it as it was given. What the files found
    name comes last. The documents are open in `workspace`, so that those which name each other
    see the same texts.
    """
    if arguments.has("--stdin-filename") and STDIN not in arguments.words:
        raise UsageError(NAME_ALONE)
    format_ = format_named(arguments.last("--format"))
    places: dict[str, _Place] = {}

    def tick() -> None:
        progress.found(len(places))

    for word in arguments.words or (".",):
        for place in _places(word, arguments, configuration, tick):
            places.setdefault(place.path, place)
    found: dict[str, Input] = {}
    for place in places.values():
        found[place.path] = _read(place, format_, workspace)
        _open(found[place.path], workspace)
    if format_ is None:
        for place in _named(found.values(), arguments, configuration, workspace):
            found[place.path] = _read(place, place.format, workspace)
            _open(found[place.path], workspace)
    for one in once_each(list(found.values()), workspace):
        if one.is_named or one.document or one.unreadable:
            yield one


def once_each(found: Sequence[Input], workspace: Workspace) -> Iterator[Input]:
    """Yield those found, but a file that others of them are links to only as these links.

    Debian keeps sites in `sites-available` and lets nginx include links to them: such a file is
    judged where it is included, and reported under its own name. Where no program reads a link
    by its name, the file itself is judged.
    """
    files = workspace.files
    documents = [one for one in found if one.document]
    links = {one.path: files.real(one.path) for one in documents if files.is_link(one.path)}
    own = {files.real(one.path): one for one in documents if one.path not in links} if links else {}
    led: dict[str, list[Input]] = {}
    for one in documents:
        end = own.get(links.get(one.path, ""))
        if end is not None:
            as_link = end._replace(path=one.path, document=one.document, real=end.path)
            led.setdefault(end.path, []).append(as_link)
    for one in found:
        if one.path in led:
            yield from [link for link in led[one.path] if _is_read_there(link, workspace)] or [one]
        elif links.get(one.path, "") not in own:
            yield one


def _is_read_there(link: Input, workspace: Workspace) -> bool:
    """Tell whether a program reads a file by the name of a link, together with others.

    systemd reads the links in `sockets.target.wants` by the names that they lead to.
    """
    from portlens.programs.program import program_of

    return link.document is not None and len(program_of(link.document, workspace).documents) > 1


def _open(one: Input, workspace: Workspace) -> None:
    if one.document:
        workspace.open(one.document)


def _named(
    found: Iterable[Input], arguments: Arguments, configuration: Configuration, workspace: Workspace
) -> Iterator[_Place]:
    """Yield the files that those found name, as far as they lie in a folder that was asked for.

    A file that was named on the command line itself, and says nothing of its format, may be
    named by one nearby.
    """
    unclear = {one.path: one for one in found if one.document is None and not one.unreadable}
    folders = [word for word in arguments.words or (".",) if word != STDIN and os.path.isdir(word)]
    if not folders and not unclear:
        return
    from portlens.programs.named import all_named, named_format

    documents = {one.path: one.document for one in found if one.document}
    named = all_named(documents.values(), workspace)
    for path, one in unclear.items():
        format_ = named.get(path)
        if one.is_named and not one.is_stdin:
            format_ = format_ or named_format(path, workspace)
            if format_ is not None:
                yield _Place(one.shown, path, one.configured, format=format_)
    for path, format_ in named.items():
        if path in documents or (path in unclear and unclear[path].is_named):
            continue
        place = _place_below(folders, path, arguments, configuration)
        if place is not None:
            yield place._replace(format=format_)


def _place_below(
    folders: list[str], path: str, arguments: Arguments, configuration: Configuration
) -> _Place | None:
    """Return the file at `path` as a walk of the folders would, whatever its name."""
    from portlens.workspace.walk import is_left_out

    for word in folders:
        folder = absolute(word).rstrip("/")
        if path.startswith(folder + "/"):
            configured = configuration.at(os.path.dirname(path))
            inside = path.removeprefix(folder + "/")
            if is_left_out(folder, inside, excluded_in(arguments, configuration)):
                return None
            prefix = "" if word == "." else f"{word.rstrip('/')}/"
            return _Place(prefix + inside, path, configured, is_named=False)
    return None


def _places(
    word: str, arguments: Arguments, configuration: Configuration, tick: Callable[[], None]
) -> Iterator[_Place]:
    is_stdin = word == STDIN
    name = arguments.last("--stdin-filename", STDIN) if is_stdin else word
    path = absolute(name)
    if not is_stdin and _is_excluded(path, arguments, configuration):
        return
    if is_stdin or not os.path.isdir(word):
        yield _Place(name, path, configuration.at(os.path.dirname(path)), is_stdin=is_stdin)
        return
    from portlens.workspace.walk import walk  # not needed for files that are named

    prefix = "" if word == "." else f"{word.rstrip('/')}/"
    around = folders_asked(arguments)()
    for found in walk(path, excluded_in(arguments, configuration), tick, around):
        if found.path == ".":
            place = _Place(word, path, configuration.at(path))
        else:
            inside = f"{path.rstrip('/')}/{found.path}"
            configured = configuration.at(os.path.dirname(inside))
            place = _Place(prefix + found.path, inside, configured, is_named=False)
        reason = found.unreadable.reason if found.unreadable else None
        yield place._replace(unreadable=reason)


def excluded_in(arguments: Arguments, configuration: Configuration) -> "ExcludedIn":
    """Return what tells the patterns of a folder: those of the settings, and `--exclude`."""
    from portlens.workspace.walk import Excluded

    chosen = Excluded(arguments.all("--exclude"), absolute(""))

    def excluded(folder: str) -> tuple[Excluded, ...]:
        configured = configuration.at(folder)
        return Excluded(configured.settings.exclude, configured.folder), chosen

    return excluded


def _is_excluded(path: str, arguments: Arguments, configuration: Configuration) -> bool:
    """Tell whether the file or folder at `path`, which was named, is left out all the same.

    What one command both names and excludes is excluded. What a settings file excludes may be
    named, but not with `--force-exclude`: pre-commit names every file there is.
    """
    is_forced = arguments.has("--force-exclude")
    unwanted = arguments.all("--exclude")
    if not is_forced and not unwanted:
        return False
    from portlens.workspace.walk import Excluded, is_excluded

    here = absolute("")
    is_folder = os.path.isdir(path)
    by_option = (Excluded(unwanted, here),)
    return is_excluded(path, lambda _: by_option, here, is_folder=is_folder) or (
        is_forced and is_excluded(path, excluded_in(arguments, configuration), is_folder=is_folder)
    )


def _read(place: _Place, format_: Format | None, workspace: Workspace) -> Input:
    found = Input(
        place.shown,
        place.path,
        place.configured,
        unreadable=place.unreadable,
        is_stdin=place.is_stdin,
        is_named=place.is_named,
    )
    if found.unreadable:
        return found
    if place.is_stdin:
        given = _standard_input()
        if isinstance(given, Unreadable):
            return found._replace(unreadable=given.reason)
        found = found._replace(given=given)
    text = decode(found.given) if place.is_stdin else workspace.files.read(place.path)
    if isinstance(text, Unreadable):
        return found._replace(unreadable=text.reason)
    if place.format is not None:
        chosen: Format | None = place.format
    elif not place.is_named:
        own = format_of_path(place.path, lambda: text)
        chosen = own if format_ in {None, own} else None
    else:
        name = "" if place.shown == STDIN else place.path
        chosen = format_ or format_of_named(name, text)
    if chosen is None and place.is_stdin:
        from portlens.programs.named import named_format

        chosen = named_format(place.path, workspace) if place.shown != STDIN else None
    if chosen is None and place.is_stdin and text.strip():
        raise UsageError(WHICH_FORMAT)
    return found._replace(document=Document(place.path, text, chosen) if chosen else None)


def _standard_input() -> bytes | Unreadable:
    try:
        content = sys.stdin.buffer.read()
    except OSError as error:
        return Unreadable(why(error))
    except AttributeError:  # the process was started without standard input
        return Unreadable(NO_INPUT)
    return too_large(len(content)) or content


def shown(path: str) -> str:
    """Return how to show the absolute `path` of a file that nobody named: from the folder here."""
    return path.removeprefix(absolute("").rstrip("/") + "/")


NO_INPUT = Phrase("there is no standard input", "標準入力がありません")
NAME_ALONE = Phrase(
    "--stdin-filename goes with -, the standard input",
    "--stdin-filename は標準入力を表す - とともに指定します",
)
WHICH_FORMAT = Phrase(
    "the format of standard input is not clear: say --format or --stdin-filename",
    "標準入力の形式が分かりません。--format か --stdin-filename で指定してください",
)
