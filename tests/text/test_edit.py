from portlens.text.edit import Edit, apply_edits
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
