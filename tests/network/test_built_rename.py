"""A rename in a stack of which everything is known: who spoke of the port before does so after."""

import re

import pytest

from portlens.features.navigation import references
from portlens.features.rename import rename
from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.text.edit import Edit, apply_edits
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.steps import finish
from tests.features.test_rename_across_files import errors
from tests.network._built import built
from tests.network._stack import around
from tests.oracle._long import numbers

NEW = "4711"  # which no generated stack has
_NUMBER = re.compile(r"(?<![\w.])[0-9]{2,5}(?![\w.])")


@pytest.mark.parametrize("seed", numbers(4))
def test_who_spoke_of_the_port_does_so_after_a_rename(seed: int) -> None:
    files, _ = built(seed)
    paths = [path for path in files if path.endswith((".yaml", ".conf"))]
    for path in paths:
        for match in _NUMBER.finditer(files[path]):
            changed = _renamed(files, path, match.start())
            if changed is not None:
                after, place = changed
                assert _places(after, path, place) == _places(files, path, match.start())
                assert errors(after, paths) == errors(files, paths), (path, match, after)


def _renamed(files: dict[str, str], path: str, offset: int) -> tuple[dict[str, str], int] | None:
    """Return the texts after a rename and where the port is then; None where it is refused."""
    document, context = _opened(files, path)
    found = finish(rename(document, offset, NEW, context, list))
    if isinstance(found, Phrase) or not found.edits:
        return None
    by_path: dict[str, list[Edit]] = {}
    for edit in found.edits:
        by_path.setdefault(edit.path or path, []).append(edit)
    after = {**files, **{each: apply_edits(files[each], made) for each, made in by_path.items()}}
    before = [edit for edit in by_path.get(path, ()) if edit.span.start < offset]
    shift = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in before)
    return after, offset + shift


def _places(files: dict[str, str], path: str, offset: int) -> list[tuple[str, int]]:
    """Return the file and the line of each reference; a rename moves no line."""
    document, context = _opened(files, path)
    found = references(document, offset, context, list, with_origins=True)
    return sorted(
        (each.document.path, each.document.lines.position(each.span.start).line) for each in found
    )


def _opened(files: dict[str, str], path: str) -> tuple[Document, Context]:
    context = around(files)
    document = context.workspace.document(
        path, format_named("nginx") if path.endswith(".conf") else None
    )
    assert document is not None
    context.workspace.open(document)
    return resolved(document, context.workspace), context
