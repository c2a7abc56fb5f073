import pytest

from portlens.text.plain import HUGE, is_number, split_blanks, strip_blanks, to_number


@pytest.mark.parametrize("text", ["0", "80", "007", "9" * 5000])
def test_digits_of_ascii_are_a_number(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "²", "٣", "①", "8 0", "-1", "+1", "1_0", "0x1"])
def test_nothing_else_is(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize(
    ("text", "base", "value"),
    [
        ("80", 10, 80),
        ("-80", 10, -80),
        ("+080", 10, 80),
        ("0" * 5000 + "80", 10, 80),
        ("0" * 5000, 10, 0),
        ("ff", 16, 255),
        ("0120", 8, 80),
        ("9" * 5000, 10, HUGE),
        ("-" + "1" * 5000, 2, -HUGE),
    ],
)
def test_to_number(text: str, base: int, value: int) -> None:
    assert to_number(text, base) == value
    assert str(value)


@pytest.mark.parametrize("text", ["", "-", "abc", "1 2"])
def test_what_is_no_number_raises(text: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        to_number(text)


def test_blanks_are_those_of_ascii() -> None:
    assert split_blanks(" a\tb\r\n\v\fc ") == ["a", "b", "c"]
    assert split_blanks("a\xa0b\u3000c\x85d\u2028e\x1cf") == ["a\xa0b\u3000c\x85d\u2028e\x1cf"]
    assert split_blanks(" \t") == []
    assert strip_blanks("\xa0 a \t") == "\xa0 a"
