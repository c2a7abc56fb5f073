"""The buffer is compared with the plainest model there is: cutting one string."""

import random
import re

import pytest

from portlens.text.line_buffer import LineBuffer
from portlens.text.line_index import Encoding, LineIndex

PIECES = ("a", "80", "\n", "\r\n", "\r", "ポート", "🐘", "\u2028", "\f", "\x85", "\ud800", "")


def replaced(
    text: str, start: tuple[int, int], end: tuple[int, int], new: str, encoding: Encoding
) -> str:
    lines = LineIndex(text)
    first, last = sorted((start, end))
    return text[: lines.offset(*first, encoding)] + new + text[lines.offset(*last, encoding) :]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("seed", range(40))
def test_any_edit_gives_what_cutting_the_string_gives(seed: int, encoding: Encoding) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices(PIECES, k=30))
    buffer = LineBuffer(text)
    for _ in range(60):
        start = chance.randint(0, 9), chance.randint(0, 9)
        end = chance.randint(0, 9), chance.randint(0, 9)
        new = "".join(chance.choices(PIECES, k=chance.randint(0, 4)))
        text = replaced(text, start, end, new, encoding)
        buffer.replace(start, end, new, encoding)
        assert buffer.text == text
        # Were a line cut at a wrong place, it would show only at the next edit: look now.
        assert buffer._lines == re.findall(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", text)  # noqa: SLF001


def test_a_line_separator_ends_no_line() -> None:
    buffer = LineBuffer("# one\u2028two\nlisten 80;\n")
    buffer.replace((1, 7), (1, 9), "8080", "utf-16")
    assert buffer.text == "# one\u2028two\nlisten 8080;\n"


def test_places_past_the_end_are_the_end() -> None:
    buffer = LineBuffer("listen 80;")
    buffer.replace((7, 7), (9, 9), "\n", "utf-8")
    buffer.replace((0, 99), (0, 99), " # web", "utf-8")
    assert buffer.text == "listen 80; # web\n"


def test_an_edit_inside_a_character_moves_to_its_start() -> None:
    buffer = LineBuffer("🐘5432")
    buffer.replace((0, 1), (0, 1), "x", "utf-16")
    assert buffer.text == "x🐘5432"
