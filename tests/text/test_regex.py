"""Expressions that are compiled when they are used."""

import re
from importlib import import_module

import pytest

from portlens.text.regex import regex
from tests.tidy.test_tree import MODULES, PACKAGE

NAMES = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in MODULES]


def test_it_does_what_the_compiled_does() -> None:
    word = regex(r"(a)b", re.IGNORECASE)
    compiled = re.compile(r"(a)b", re.IGNORECASE)
    text = "xABab"
    assert word.search(text).span() == compiled.search(text).span()  # type: ignore[union-attr]
    assert word.findall(text) == compiled.findall(text)
    assert word.sub("-", text, count=1) == compiled.sub("-", text, count=1)
    assert word.match(text, 1)
    assert not word.fullmatch(text)
    assert (word.pattern, word.flags, word.groups) == (
        compiled.pattern,
        compiled.flags,
        compiled.groups,
    )


def test_what_is_no_expression_is_told_when_it_is_used() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("")


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("__main__")])
def test_every_expression_of_a_module_is_one(name: str) -> None:
    for value in vars(import_module(name)).values():
        if type(value) is type(regex("")):
            re.compile(value.pattern, value.flags)
