import pytest

from portlens.text.line_index import LineIndex
from portlens.workspace.suppression import Suppression, suppressions


def read(text: str) -> list[Suppression]:
    return list(suppressions(LineIndex(text)))


def test_at_the_end_of_a_line_it_speaks_of_that_line() -> None:
    [comment] = read("a\nlisten 1;  # portlens: ignore[port-out-of-range, duplicate-listen]\n")
    assert comment.line == 1
    assert [code.id for code in comment.codes or ()] == ["port-out-of-range", "duplicate-listen"]
    assert comment.hides("duplicate-listen", 1)
    assert not comment.hides("duplicate-listen", 0)
    assert not comment.hides("duplicate-port", 1)


def test_alone_on_a_line_it_speaks_of_the_next_one_that_says_something() -> None:
    first, second = read("# portlens: ignore[a]\n  # portlens: ignore[b]\n\nPort 22\n")
    assert (first.line, second.line) == (3, 3)


def test_without_brackets_it_means_every_rule() -> None:
    [comment] = read("Port 22 # portlens: ignore")
    assert comment.codes is None
    assert comment.hides("anything", 0)


def test_a_whole_file_can_be_silenced_from_anywhere() -> None:
    [comment] = read("Port 22\n# portlens: ignore-file[duplicate-port]\n")
    assert comment.line is None
    assert comment.hides("duplicate-port", 99)


def test_spans_are_exact() -> None:
    text = "港 # portlens: ignore[ a ,b ]"
    [comment] = read(text)
    assert comment.span.of(text) == "# portlens: ignore[ a ,b ]"
    assert [code.span.of(text) for code in comment.codes or ()] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "# portlens ignore",
        "image: repo#portlens: ignore",
        "# see portlens: ignore",
        "portlens: ignore",
        "",
    ],
)
def test_what_only_looks_like_a_suppression_is_none(text: str) -> None:
    assert read(text) == []


def test_lines_end_at_carriage_returns_too() -> None:
    [comment] = read("a\r\nb # portlens: ignore\rc")
    assert comment.line == 1
