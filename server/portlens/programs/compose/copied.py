"""What a Dockerfile copies from the project into an image."""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase

from portlens.formats._interpolation import UNKNOWN
from portlens.formats.dockerfile.image import words_listed
from portlens.formats.dockerfile.stages import Dockerfile, Stage
from portlens.formats.registry import format_installed_at, may_hold_installed
from portlens.text.plain import split_blanks
from portlens.text.regex import regex

NamesIn = Callable[[str], Sequence[str]]  # of a folder of the project


def copies(
    tree: Dockerfile, target: str, context: str, names_in: NamesIn
) -> Iterator[tuple[str, str]]:
    """Yield what COPY and ADD take from the folder `context`, each with its path in the image.

    Copies from other stages, from the network and from texts in the Dockerfile itself are none
    of the project's files. Names with variables are passed over.
    """
    for folder, words in _copying(tree, tree.stage(target)):
        if not any("$" in word for word in words):
            yield from _copied(words, folder, context, names_in)


def copied_somehow(
    tree: Dockerfile, stage: Stage | None, context: str, names_in: NamesIn
) -> Iterator[str]:
    """Yield what COPY and ADD may take for a stage; UNKNOWN stands for each variable."""
    for _, words in _copying(tree, stage):
        for source in words[:-1]:
            for path, _ in _sources(_VARIABLE.sub(UNKNOWN, source), context, names_in):
                yield path


_VARIABLE = regex(r"\$(?:\w+|\{[^}]*\})")


def _copying(tree: Dockerfile, stage: Stage | None) -> Iterator[tuple[str, list[str]]]:
    """Yield the words of each COPY and ADD of files, with the folder in which it is done."""
    folder = "/"
    for each in tree.chain(stage):
        for step in each.steps:
            instruction = step.instruction
            if instruction.is_on_build:
                continue
            if instruction.keyword == "WORKDIR":
                folder = posixpath.join(folder, instruction.arguments.strip("\"'"))
            elif instruction.keyword in {"COPY", "ADD"} and "--from" not in instruction.flags:
                rest = instruction.command
                listed = words_listed(rest)
                words = split_blanks(rest) if listed is None else listed
                if "<<" not in rest and len(words) >= 2:
                    yield folder, list(words)


def _copied(
    words: Sequence[str], folder: str, context: str, names_in: NamesIn
) -> Iterator[tuple[str, str]]:
    *sources, target = words
    is_folder = target.endswith("/") or target in {".", ".."} or len(sources) > 1
    target = posixpath.normpath(posixpath.join(folder, target))
    for source in sources:
        for path, is_file in _sources(source, context, names_in):
            to_folder = is_folder or _is_usual_folder(target)
            place = posixpath.join(target, posixpath.basename(path)) if to_folder else target
            yield path, place if is_file else target


def _sources(source: str, context: str, names_in: NamesIn) -> Iterator[tuple[str, bool]]:
    """Yield the files and folders in the context that `source` means; and whether it is a file."""
    if "://" in source:
        return
    path = posixpath.normpath(posixpath.join(context, source.lstrip("/")))
    if path != context and not path.startswith(context.rstrip("/") + "/"):
        return
    above, name = posixpath.split(path)
    names = [name]
    if re.search(r"[*?\[]", name) and path != context:
        names = [other for other in names_in(above) if fnmatchcase(other, name)]
    for other in names:
        there = posixpath.join(above, other)
        yield there, not names_in(there)


def _is_usual_folder(target: str) -> bool:
    """Tell whether the image has a folder at `target`: a file is then copied into it."""
    name = posixpath.basename(target)
    if name == "templates" or name.endswith((".d", "-enabled", "-available")):
        return True
    if posixpath.dirname(target) == "/" or format_installed_at(target) is not None:
        return False  # `conf.d/a.conf` lies below a folder, and is none
    return may_hold_installed(target)
