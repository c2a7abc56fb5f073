"""Statements that are read at one look are read as those that are read word by word."""

import random

import pytest

from portlens.formats.nginx import syntax
from portlens.formats.nginx.said import statements
from portlens.formats.nginx.syntax import Directive, parse
from portlens.text.regex import regex

# What may stand in a statement: most of it as usual, some that ends words and statements elsewhere.
_PARTS = (
    *("listen", "80", "location", "~", "add_header", "/a-b_c.d", "$uri", "${uri}", "a=b:c,d"),
    *(r"\.php$", r"^/(\w+)\/[^/]*$", r"a\ b", r"a\;b", "\\", r"\"a", r"\\", "a$", "%", "*"),
    *('"a b"', "'a b'", '"a;b{c}#d"', r'"a\"b"', '"a', "'", '"a"b', 'a"b', '"it\'s"', "'\"'", '""'),
    *("[::]:80", "[a-z]", "[% a %]", "[[ a ]]", "{{ a }}", "{% if a %}", "<% a %>", "<a>", "%{a}"),
    *("#a", "a#b", "é", "\u3000", "\udc80", "x_by_lua_block"),
)
_ENDS = (*(";",) * 6, *("{", "}") * 2, "", ";;", "};", " # a; b\n")
_BLANKS = (*(" ",) * 8, "", "\t", "  ", "\n", "\r\n", "\r", "\v", "\n# a\n")


def _text(seed: int) -> str:
    chosen = random.Random(seed)
    parts: list[str] = []
    for _ in range(chosen.randrange(1, 12)):
        for _ in range(chosen.randrange(5)):
            parts += (chosen.choice(_PARTS), chosen.choice(_BLANKS))
        parts += (chosen.choice(_ENDS), chosen.choice(_BLANKS))
    return "".join(parts)


def _read(text: str) -> object:
    tree = parse(text)
    return _told(tree.directives, text), tree.quotes_end_with_line


def _told(directives: tuple[Directive, ...], text: str) -> list[object]:
    """Return what the statements are, without the blanks that may stand before a brace."""
    found: list[object] = []
    for name, start, stop, end, block in directives:
        inside = None if block is None else _told(block, text)
        found.append((name, start, text[start:stop].rstrip(" \t"), end, inside))
    return found


def test_what_is_read_at_one_look_is_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [_text(seed) for seed in range(3_000)]
    at_once = [_read(text) for text in texts]
    monkeypatch.setattr(syntax, "_PLAIN", regex(r"(?!)()()()"))
    monkeypatch.setattr(syntax, "_END", regex(r"(?!)"))
    for text, found in zip(texts, at_once, strict=True):
        assert (text, found) == (text, _read(text))


def test_plain_words_are_those_that_are_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [_text(seed) for seed in range(3_000)]
    at_once = [statements(parse(text)) for text in texts]
    monkeypatch.setattr(syntax, "_SPECIAL", regex(""))
    for text, found in zip(texts, at_once, strict=True):
        assert (text, found) == (text, statements(parse(text)))
