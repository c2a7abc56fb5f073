"""Which formats there are, and which of them a file is written in."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from portlens import formats
from portlens.formats._format import Format
from portlens.formats._glob import Globs, alternatives, compile_globs, matches
from portlens.formats._modules import modules_in
from portlens.formats._names import COPIES, is_copy, original, says_nothing, says_otherwise
from portlens.formats._told import told_by_comment
from portlens.text.plain import split_blanks

_FIRST_LINE = 128  # characters that Linux reads of a script's first line, at least


@lru_cache(maxsize=1)
def all_formats() -> tuple[Format, ...]:
    """Return every format, in the order of their modules' names.

    A module or package in this folder whose name has no leading underscore and which has
    `FORMATS` is found by itself; nothing else has to know of it.
    """
    found: list[Format] = []
    for name in modules_in(formats.__path__):
        module = import_module(f"{formats.__name__}.{name}")
        found += (format_._replace(folder=name) for format_ in getattr(module, "FORMATS", ()))
    return tuple(found)


def format_named(name: str) -> Format | None:
    """Return the format with the id `name`."""
    return next((format_ for format_ in all_formats() if format_.id == name), None)


def format_of_path(path: str, text: Callable[[], str]) -> Format | None:
    """Return the format that the file at `path` has by what it says itself.

    A comment in it comes first, then its name alone, then a name that other programs use too
    together with a text that fits. None says that only another file could name it. A copy such as
    `nginx.conf.bak` is in the format of what it is a copy of.
    """
    path = original(path.replace("\\", "/"))
    content = text()
    told = _told(content)
    if told is not None:
        return told
    fitting, shared = _by_name(path)
    if fitting is not None:
        return fitting
    if content.startswith("#!"):
        return _run_by(content)
    return next((format_ for format_ in shared if format_.recognises(content)), None)


@lru_cache(maxsize=64)  # of a file that is typed in it is asked at each keystroke
def _by_name(path: str) -> tuple[Format | None, tuple[Format, ...]]:
    """Return the format that a name alone says, else those of which a text that fits may be."""
    fitting = [format_ for format_ in all_formats() if _fits(path, format_.patterns)]
    if fitting:
        # A folder says more than a name: `.github/workflows/docker-compose.yml` is a workflow.
        return next((each for each in fitting if _fits(path, _with_folder(each))), fitting[0]), ()
    return None, tuple(
        format_
        for format_ in all_formats()
        if _fits(path, format_.shared_patterns) and not _fits(path, format_.other_patterns)
    )


def format_of_named(path: str, text: str) -> Format | None:
    """Return the format of a file that somebody named: there a name may say nothing at all.

    Only then does the text alone decide, and only where no other program has such a text:
    an empty `path` stands for a text without a name. Only then, too, is `X.YML` a name like
    `x.yml`: programs look for neither by themselves, and take both where they are told to.
    """
    found = format_of_path(path, lambda: text) or format_of_path(path.lower(), lambda: text)
    if found is not None or not says_nothing(path.replace("\\", "/")) or text.startswith("#!"):
        return found
    return next((format_ for format_ in all_formats() if format_.stands_out(text)), None)


def format_installed_at(path: str) -> Format | None:
    """Return the format of what a program reads at the absolute `path` of its own machine."""
    return next(
        (
            format_
            for format_ in all_formats()
            if any(matches(path, pattern) for pattern in format_.installed)
        ),
        None,
    )


@lru_cache(maxsize=256)
def may_hold_installed(folder: str) -> bool:
    """Tell whether a program reads files at or below the absolute `folder` of its own machine."""
    names = [name for name in folder.split("/") if name]
    return any(_may_lie_below(names, parts) for parts in _installed())


def _may_lie_below(names: list[str], parts: tuple[str, ...]) -> bool:
    for name, part in zip(names, parts, strict=False):
        if part == "**":
            return True
        if not matches(name, part):
            return False
    return len(names) < len(parts)


@lru_cache(maxsize=1)
def _installed() -> tuple[tuple[str, ...], ...]:
    """Return the patterns of installed files, one name after the other."""
    return tuple(
        tuple(pattern.strip("/").split("/"))
        for format_ in all_formats()
        for each in format_.installed
        for pattern in alternatives(each)
    )


def may_have_format(path: str) -> bool:
    """Tell from its name alone whether the file at `path` is worth opening.

    A copy that somebody put away is not, whatever it is a copy of.
    """
    path = path.removeprefix("/")
    closed, open_ = _any_pattern()
    if closed.mean(path):
        return not is_copy(path)
    return open_.mean(path) and not says_otherwise(path) and not is_copy(path)


def name_expression() -> str:
    """Return a regular expression for the whole path of every file that may have a format."""
    patterns = "|".join(compile_globs(patterns).pattern for patterns in _patterns())
    return f"(?!(?:{COPIES})$)(?:{patterns})"


def _run_by(text: str) -> Format | None:
    """Return the format whose program runs `text`, as the first line says: `#!/usr/sbin/nft -f`."""
    line = text[:_FIRST_LINE].partition("\n")[0]
    command = split_blanks(line.removeprefix("#!"))
    names = [word.rpartition("/")[2] for word in command if not word.startswith("-")]
    name = next((name for name in names if name != "env"), "")
    return next((each for each in all_formats() if name and each.interpreter == name), None)


def _told(text: str) -> Format | None:
    """Return the format that a comment in the text names."""
    name = told_by_comment(text)
    if not name or name in SHARED_LANGUAGES:
        return None
    return next(
        (
            format_
            for format_ in all_formats()
            if name in (format_.id, *map(str.lower, format_.languages))
        ),
        None,
    )


def _fits(path: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a pattern means `path`; one that leaves the ending open means no source code."""
    return any(
        matches(path, pattern) and not (pattern.endswith("*") and says_otherwise(path))
        for pattern in patterns
    )


def _with_folder(format_: Format) -> tuple[str, ...]:
    return tuple(pattern for pattern in format_.patterns if "/" in pattern)


@lru_cache(maxsize=1)
def _any_pattern() -> tuple[Globs, Globs]:
    """Return what the patterns of all formats mean: those with an ending, and those without."""
    closed, open_ = _patterns()
    return Globs(closed), Globs(open_)


def _patterns() -> tuple[list[str], list[str]]:
    patterns = [
        pattern
        for format_ in all_formats()
        for pattern in (*format_.patterns, *format_.shared_patterns)
    ]
    return (
        [pattern for pattern in patterns if not pattern.endswith("*")],
        [pattern for pattern in patterns if pattern.endswith("*")],
    )


def format_of_language(language: str, path: str, text: Callable[[], str]) -> Format | None:
    """Return the format of a document that an editor calls `language`.

    The file speaks first: an editor may call every YAML file `yaml`. Where it says nothing,
    a language id of one format alone decides; one that others share too (`yaml`) needs a
    text that the format recognises.
    """
    by_path = format_of_path(path, text)
    if by_path is not None:
        return by_path
    for format_ in all_formats():
        if language in format_.languages and (
            language not in SHARED_LANGUAGES or format_.recognises(text())
        ):
            return format_
    return None


# Language ids under which editors also keep files that have nothing to do with ports.
SHARED_LANGUAGES = frozenset({"yaml", "plaintext", "conf", "properties", "ini"})
