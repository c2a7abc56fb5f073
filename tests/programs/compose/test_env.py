"""The lines of a `.env` file."""

import pytest

from portlens.programs.compose.env import read_env


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A=8080", "8080"),
        ("A='8080'", "8080"),
        ('A="8080" # comment', "8080"),
        ("export A=8080", "8080"),
        ("A: 8080", "8080"),
        ("A = 8080", "8080"),
        ("A=8080 # comment", "8080"),
        ("A=80#80", "80#80"),
        ("A=", ""),
        ("B=80\nA=${B}80", "8080"),
        ("A='$B'", "$B"),
        ("A=1\nA=2", "2"),
        ("# A=1\r\nA=2\r\n", "2"),
    ],
)
def test_value_and_place(text: str, value: str) -> None:
    found = read_env(text, ".env")["A"]
    assert found.value == value
    assert found.path == ".env"
    if "$" not in text:
        assert found.span.of(text) == value


def test_a_comment_is_no_variable() -> None:
    assert not read_env("# A=1\n\nnonsense\n", ".env")
