"""The lines of a `.env` file."""

import pytest

from portlens.formats.dotenv.env import read_env


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
        ("A= # note", "# note"),
        ("A=#80", "#80"),
        ("A=80\t# 81", "80\t# 81"),
        ("A='8\n0'", "8\n0"),
        ('B="2" A=3', "3"),
        ("\ufeffA=1", "1"),
        ("A=1\nA=2", "2"),
        ("# A=1\r\nA=2\r\n", "2"),
    ],
)
def test_value_and_place(text: str, value: str) -> None:
    found = read_env(text, ".env").values["A"]
    assert found.value == value
    assert found.path == ".env"
    if "$" not in text:
        assert found.span.of(text) == value


def test_a_comment_and_a_name_alone_are_no_variables() -> None:
    assert not read_env("# A=1\n\nnonsense\n", ".env").values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'A="8\"0"', '8"0'),
        (r'A="8\t0"', "8\t0"),
        (r'A="\$B"', "$B"),
        (r'A="\0101"', "A"),
        (r'A="\012"', r"\12"),
        (r'A="\x41"', r"\x41"),
        (r"A='it\'s'", "it's"),
        (r"A='8\t0'", r"8\t0"),
        ("A=$$B", "$B"),
    ],
)
def test_escapes(text: str, value: str) -> None:
    assert read_env(text, ".env").values["A"].value == value


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A=1\nB C=2\nD=3", "B C"),
        ("A=1\nB='2\nD=3", "'2"),
        ("A=1\nB=${\nD=3", "${"),
        ("A=1\nB=${C:?needed}", "${C:?needed}"),
        ("A=1\n$B=2", "$"),
    ],
)
def test_what_compose_refuses(text: str, place: str) -> None:
    file = read_env(text, ".env")
    assert file.values.keys() == {"A"}
    assert file.refused is not None
    assert file.refused.of(text) == place


def test_variables_from_elsewhere_go_before_its_own() -> None:
    assert read_env("B=1\nA=$B", ".env", {"B": "2"}).values["A"].value == "2"
