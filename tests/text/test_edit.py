from portlens.text.edit import Edit, apply_edits, moved, with_line_ends
from portlens.text.span import Span


def test_edits_speak_of_the_text_before_any_of_them() -> None:
    edits = [Edit(Span(7, 9), "b:"), Edit(Span(0, 1), "longer")]
    assert apply_edits("a 8080 80", edits) == "longer 8080 b:"


def test_of_two_that_overlap_the_first_in_the_text_wins() -> None:
    assert apply_edits("8080", [Edit(Span(1, 3), "x"), Edit(Span(0, 2), "y")]) == "y80"


def test_the_same_edit_twice_is_made_once() -> None:
    assert apply_edits("80", [Edit(Span(0, 0), "8"), Edit(Span(0, 0), "8")]) == "880"


def test_at_one_place_the_order_given_holds() -> None:
    texts = [f"{number}," for number in range(50)]
    assert apply_edits("", [Edit(Span(0, 0), text) for text in texts]) == "".join(texts)


def test_line_ends_are_those_of_the_place() -> None:
    text = "a\r\nb\nc"
    written = [with_line_ends(Edit(Span(at, at), "x\ny"), text).text for at in (0, 3, 5)]
    assert written == ["x\r\ny", "x\ny", "x\ny"]
    assert with_line_ends(Edit(Span(4, 4), "x\r\ny\n"), "a\r\nb").text == "x\r\ny\r\n"
    assert with_line_ends(Edit(Span(0, 0), "x\n"), "a").text == "x\n"


def test_where_an_offset_is_after_edits() -> None:
    edits = [Edit(Span(1, 3), "long"), Edit(Span(5, 6), "")]
    assert [moved(at, edits) for at in (0, 1, 2, 3, 5, 6, 7)] == [0, 1, 1, 5, 7, 7, 8]
