import pytest

from portlens.text.line_index import LineIndex
from portlens.workspace.suppression import Suppression, Suppressions, suppressions


def read(text: str) -> list[Suppression]:
    return list(suppressions(LineIndex(text)))


def hides(comment: Suppression, rule: str, line: int) -> bool:
    return Suppressions([comment]).hide(rule, line)


def test_at_the_end_of_a_line_it_speaks_of_that_line() -> None:
    [comment] = read("a\nlisten 1;  # portlens: ignore[port-out-of-range, duplicate-listen]\n")
    assert comment.line == 1
    assert [code.id for code in comment.codes or ()] == ["port-out-of-range", "duplicate-listen"]
    assert hides(comment, "duplicate-listen", 1)
    assert not hides(comment, "duplicate-listen", 0)
    assert not hides(comment, "duplicate-port", 1)


def test_alone_on_a_line_it_speaks_of_the_next_one_that_says_something() -> None:
    first, second = read("# portlens: ignore[a]\n  # portlens: ignore[b]\n\nPort 22\n")
    assert (first.line, second.line) == (3, 3)


def test_without_brackets_it_means_every_rule() -> None:
    [comment] = read("Port 22 # portlens: ignore")
    assert comment.codes is None
    assert hides(comment, "anything", 0)


def test_a_blank_before_the_brackets_does_not_make_it_mean_every_rule() -> None:
    [comment] = read("Port 22 # portlens: ignore [duplicate-port]")
    assert [code.id for code in comment.codes or ()] == ["duplicate-port"]


def test_a_pile_of_comments_is_read_in_one_go() -> None:
    # each looking past all below it on its own took minutes here
    pile = read("# portlens: ignore[a]\n\n" * 30_000 + "Port 22\n")
    assert {comment.line for comment in pile} == {60_000}


def test_below_the_last_line_there_is_nothing_to_hide() -> None:
    assert [comment.line for comment in read("Port 22\n# portlens: ignore\n\n")] == [1]


def test_a_whole_file_can_be_silenced_from_anywhere() -> None:
    [comment] = read("Port 22\n# portlens: ignore-file[duplicate-port]\n")
    assert comment.line is None
    assert hides(comment, "duplicate-port", 99)


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
        "# portlens: ignored ports are listed elsewhere",
        "# portlens: ignore-files",
        "# portlens: ignore[duplicate-port",
        "# portlens: ignore [duplicate-port",
        "# portlens: ignore[duplicate-[port]",
        "",
    ],
)
def test_what_only_looks_like_a_suppression_is_none(text: str) -> None:
    assert read(text) == []


def test_lines_end_at_carriage_returns_too() -> None:
    [comment] = read("a\r\nb # portlens: ignore\rc")
    assert comment.line == 1


def test_what_was_of_use_is_known_by_line_and_rule() -> None:
    whole, here, there = read(
        "# portlens: ignore-file[a, b]\nx # portlens: ignore[c]\ny # portlens: ignore[c]\n"
    )
    silenced = Suppressions([whole, here, there])
    assert silenced.hide("a", 7)
    assert silenced.hide("c", 1)
    assert not silenced.hide("c", 7)
    codes = [(comment, code) for comment in silenced.comments for code in comment.codes or ()]
    assert [silenced.has_hidden(*each) for each in codes] == [True, False, True, False]
