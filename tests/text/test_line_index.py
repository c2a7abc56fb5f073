import re
from itertools import product

import pytest

from portlens.text.line_index import Encoding, LineIndex
from portlens.text.span import Span

MIXED = "a\r\nb\rc\n\u2028d\f\x85e\n"


def test_lines_end_at_three_breaks_and_nowhere_else() -> None:
    lines = LineIndex(MIXED)
    assert [lines.line_span(line).of(MIXED) for line in range(lines.line_count)] == [
        "a",
        "b",
        "c",
        "\u2028d\f\x85e",
        "",
    ]


def test_lines_of_one_kind_are_found_as_those_of_several() -> None:
    for characters in product("a\n\r\u2028", repeat=5):
        text = "".join(characters)
        lines = LineIndex(text)
        starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
        assert [lines.line_span(line).start for line in range(lines.line_count)] == starts


@pytest.mark.parametrize("offset", range(len(MIXED) + 1))
def test_offsets_survive_the_way_there_and_back(offset: int) -> None:
    lines = LineIndex(MIXED)
    line, column = lines.position(offset)
    inside = lines.line_span(line)
    # an offset inside a line break is the end of its line for an editor
    assert lines.offset(line, column) == min(offset, inside.end)


JAPANESE = "港😀 5432"


@pytest.mark.parametrize(
    ("encoding", "column"), [("utf-8", 8), ("utf-16", 4), ("utf-32", 3)], ids=str
)
def test_columns_count_in_the_code_units_of_the_encoding(encoding: Encoding, column: int) -> None:
    lines = LineIndex("x\n" + JAPANESE)
    assert lines.units(5, encoding) == (1, column)
    assert lines.offset(1, column, encoding) == 5


def test_a_column_inside_a_character_is_its_start() -> None:
    assert LineIndex(JAPANESE).offset(0, 2, "utf-16") == 1
    assert LineIndex(JAPANESE).offset(0, 1, "utf-8") == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_that_are_not_there_are_moved_to_the_nearest(encoding: Encoding) -> None:
    lines = LineIndex("ab\ncd")
    assert lines.offset(0, 99, encoding) == 2
    assert lines.offset(9, 0, encoding) == 5
    assert lines.offset(-1, 0, encoding) == 0
    assert lines.offset(0, -5, encoding) == 0
    assert lines.position(99) == (1, 2)
    assert lines.line_span(9) == Span(5, 5)


def test_lone_surrogates_of_undecodable_bytes_count_as_one_character() -> None:
    text = b"\xff80".decode("utf-8", "surrogateescape")
    assert LineIndex(text).units(1, "utf-16") == (0, 1)
    assert LineIndex(text).offset(0, 1, "utf-16") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_both_ends_of_a_span_are_what_each_end_is(encoding: Encoding) -> None:
    text = "listen 80;\r\n港🐘 80\u2028 81\r\n\n\ud800 9"
    lines = LineIndex(text)
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            both = (*lines.units(start, encoding), *lines.units(end, encoding))
            assert lines.units_of(Span(start, end), encoding) == both
