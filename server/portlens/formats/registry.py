"""Which formats there are, and which of them a file is written in."""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from portlens import formats
from portlens.formats._format import Format
from portlens.formats._glob import compile_globs, matches
from portlens.formats._modules import modules_in


@lru_cache(maxsize=1)
def all_formats() -> tuple[Format, ...]:
    """Return every format, in the order of their modules' names.

    A module or package in this folder whose name has no leading underscore and which has
    `FORMATS` is found by itself; nothing else has to know of it.
    """
    found: list[Format] = []
    for name in modules_in(formats.__path__):
        found += getattr(import_module(f"{formats.__name__}.{name}"), "FORMATS", ())
    return tuple(found)


def format_named(name: str) -> Format | None:
    """Return the format with the id `name`."""
    return next((format_ for format_ in all_formats() if format_.id == name), None)


def format_of_path(path: str, text: Callable[[], str]) -> Format | None:
    """Return the format of the file at `path`; `text` is asked for only where names do not tell."""
    path = path.replace("\\", "/")
    for format_ in all_formats():
        if any(matches(path, pattern) for pattern in format_.patterns):
            return format_
    shared = [
        format_
        for format_ in all_formats()
        if any(matches(path, pattern) for pattern in format_.shared_patterns)
    ]
    return next((format_ for format_ in shared if format_.recognises(text())), None)


def may_have_format(path: str) -> bool:
    """Tell from its name alone whether the file at `path` is worth opening."""
    return _any_pattern().fullmatch(path.removeprefix("/")) is not None


@lru_cache(maxsize=1)
def _any_pattern() -> re.Pattern[str]:
    return compile_globs(
        pattern
        for format_ in all_formats()
        for pattern in (*format_.patterns, *format_.shared_patterns)
    )


def format_of_language(language: str, path: str, text: Callable[[], str]) -> Format | None:
    """Return the format of a document that an editor calls `language`.

    The path speaks first: an editor may call every YAML file `yaml`. Where it says nothing,
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
