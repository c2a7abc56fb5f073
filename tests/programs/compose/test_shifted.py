"""What an edit has moved is moved in every place of it: nothing of it names the text before."""

import random

import pytest

from portlens.formats.compose.reader import read
from portlens.formats.compose.services import ComposeFile
from portlens.programs.compose.project import project_of
from portlens.text.span import Shift, Span
from tests._judge import context, document
from tests.formats.compose._anchored import anchored
from tests.formats.compose.test_again import text_by

BY = 7
TEXTS = [*(text_by(random.Random(seed)) for seed in range(40))]
TEXTS += [anchored(random.Random(seed)) for seed in range(40)]


def _moved(found: object, start: int) -> object:
    """Return the same with all places from `start` on `BY` characters further on."""
    if isinstance(found, Span):
        return found.shifted(BY) if found.start >= start else found
    if isinstance(found, tuple):
        inner = [_moved(each, start) for each in found]
        return tuple.__new__(type(found), inner)
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_every_place_of_an_entry(text: str) -> None:
    first = read(text, "").tree
    assert isinstance(first, ComposeFile)
    tree = read(text, "", read(text, "")).tree  # somebody types: what is made of services is kept
    assert isinstance(tree, ComposeFile)
    for part in tree.parts:
        start = part.service.key.start  # what it has by an alias may stand before
        moved = part.moved(part.service, Shift(start, BY), {})
        if moved is not None:
            assert moved.items == _moved(part.items, start)


@pytest.mark.parametrize("text", TEXTS)
def test_every_place_of_a_service_of_a_project(text: str) -> None:
    path = "/site/compose.yaml"
    subject = document("compose", text, path)
    for body in project_of(subject, context({path: text}).workspace).services.values():
        if body.env_files:  # is read again
            continue
        moved = body.moved(Shift(body.key.start, BY), {}, {})
        assert moved == _moved(body, body.key.start)
        entries = [{id(port.entry) for port in each.ports} for each in (body, moved)]
        assert len(entries[0]) == len(entries[1])  # those of a range are one
