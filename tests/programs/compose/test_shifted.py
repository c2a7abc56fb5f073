"""What an edit has moved is moved in every place of it: nothing of it names the text before."""

import random

import pytest

from portlens.formats.compose.reader import read
from portlens.formats.compose.services import ComposeFile
from portlens.programs.compose.project import project_of
from portlens.text.span import Span
from tests._judge import context, document
from tests.formats.compose.test_again import text_by

BY = 7


def _moved(found: object) -> object:
    """Return the same with all places in it `BY` characters further on."""
    if isinstance(found, Span):
        return found.shifted(BY)
    if isinstance(found, tuple):
        inner = [_moved(each) for each in found]
        return tuple.__new__(type(found), inner)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_every_place_of_an_entry(seed: int) -> None:
    text = text_by(random.Random(seed))
    first = read(text, "").tree
    assert isinstance(first, ComposeFile)
    tree = read(text, "", read(text, "")).tree  # somebody types: what is made of services is kept
    assert isinstance(tree, ComposeFile)
    for part in tree.parts:
        moved = part.shifted(part.service, BY)
        if moved is not None:
            assert moved.items == _moved(part.items)


@pytest.mark.parametrize("seed", range(40))
def test_every_place_of_a_service_of_a_project(seed: int) -> None:
    text, path = text_by(random.Random(seed)), "/site/compose.yaml"
    subject = document("compose", text, path)
    for body in project_of(subject, context({path: text}).workspace).services.values():
        moved = body.shifted(BY)
        assert moved == _moved(body)
        entries = [{id(port.entry) for port in each.ports} for each in (body, moved)]
        assert len(entries[0]) == len(entries[1])  # those of a range are one
