"""What a Dockerfile copies from the project into an image."""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase

from portlens.formats.dockerfile.image import words_listed
from portlens.formats.dockerfile.lines import Instruction
from portlens.formats.dockerfile.stages import Dockerfile
from portlens.formats.registry import format_installed_at, may_hold_installed
from portlens.text.plain import split_blanks

NamesIn = Callable[[str], Sequence[str]]  # of a folder of the project


def copies(
    tree: Dockerfile, target: str, context: str, names_in: NamesIn
) -> Iterator[tuple[str, str]]:
    """Yield what COPY and ADD take from the folder `context`, each with its path in the image.

    Copies from other stages, from the network and from texts in the Dockerfile itself are none
    of the project's files. Names with variables are passed over.
    """
    folder = "/"
    for stage in tree.chain(tree.stage(target)):
        for step in stage.steps:
            instruction = step.instruction
            if instruction.is_on_build:
                continue
            if instruction.keyword == "WORKDIR":
                folder = posixpath.join(folder, instruction.arguments.strip("\"'"))
            elif instruction.keyword in {"COPY", "ADD"}:
                yield from _copied(instruction, folder, context, names_in)


def _copied(
    instruction: Instruction, folder: str, context: str, names_in: NamesIn
) -> Iterator[tuple[str, str]]:
    rest = instruction.command
    listed = words_listed(rest)
    words = split_blanks(rest) if listed is None else listed
    if "--from" in instruction.flags or "$" in rest or "<<" in rest or len(words) < 2:
        return
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
