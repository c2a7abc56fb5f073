"""Everything the user reads exists in both languages, with the same placeholders.

The tree is read, not run: a phrase that no test happens to show is checked as well.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

import portlens

TREE = Path(portlens.__file__).parent

# Kana or a Chinese character: what tells Japanese prose from a name or a number.
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_PROSE = re.compile(r"[A-Za-z]{2,}[^A-Za-z{}]+[A-Za-z]{2,}")  # two words of English in a row


class Found(NamedTuple):
    """One `Phrase(…)` in the source: where, and both texts."""

    place: str
    en: str
    ja: str


def phrases() -> Iterator[Found]:
    for path in sorted(TREE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if _is_phrase(node):
                texts = [_text(argument) for argument in node.args]
                if len(texts) == 2 and None not in texts:
                    place = f"{path.relative_to(TREE)}:{node.lineno}"
                    yield Found(place, str(texts[0]), str(texts[1]))


def _is_phrase(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Phrase"
    )


def _text(node: ast.expr) -> str | None:
    """Return the text of a literal; None for what is put together while the program runs."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


ALL = list(phrases())


def test_there_are_phrases_to_check() -> None:
    assert len(ALL) > 200
    assert len({found.place.partition("/")[0] for found in ALL}) > 4


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.place)
def test_phrase(found: Found) -> None:
    assert bool(found.en) == bool(found.ja), "one language is missing"
    assert _fields(found.en) == _fields(found.ja), "the placeholders differ"
    for text in (found.en, found.ja):
        if re.search(r"\w", text):  # a separator such as ", " may end with a blank
            assert text == text.strip(), "blanks at an end"
    assert not _JAPANESE.search(found.en), "Japanese where English belongs"
    if _PROSE.search(found.en):
        assert _JAPANESE.search(found.ja), "English where Japanese belongs"
        assert found.en != found.ja


def _fields(text: str) -> set[str]:
    names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return names - {"article"}  # Japanese has none


def test_messages_are_shown_nowhere_but_as_phrases() -> None:
    """A literal beside a Phrase would be English for everybody."""
    strays = [
        f"{path.relative_to(TREE)}:{node.lineno}"
        for path in sorted(TREE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Finding", "Fix", "Related"}
        and any(isinstance(argument, (ast.Constant, ast.JoinedStr)) for argument in _said(node))
    ]
    assert strays == []


def test_what_stands_in_a_row_in_a_message_has_the_comma_of_its_language() -> None:
    """`in_a_row` knows that of Japanese: in a message, ", ".join is English for everybody."""
    strays = [
        f"{path.relative_to(TREE)}:{node.lineno}"
        for path in sorted(TREE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "fill"
        and any(_joins(part) for value in node.keywords for part in ast.walk(value.value))
    ]
    assert strays == []


def _joins(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "join"
        and isinstance(node.value, ast.Constant)
        and node.value.value == ", "
    )


def _said(call: ast.Call) -> list[ast.expr]:
    """Return the argument that the user reads: the third of a Finding, and so on."""
    assert isinstance(call.func, ast.Name)
    place = {"Finding": 2, "Related": 1, "Fix": 0}[call.func.id]
    name = {"Finding": "message", "Related": "message", "Fix": "title"}[call.func.id]
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named or call.args[place : place + 1]
