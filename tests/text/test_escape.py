"""Foreign text as the places where it is shown want it."""

import random

import pytest

from portlens.text.escape import LONGEST, LONGEST_MESSAGE, code_span, markdown, message

LETTERS = "azAZ019éßΩжあ港٣²Ⅷ"


@pytest.mark.parametrize("seed", range(50))
def test_letters_and_digits_alone_stay_as_they_are(seed: int) -> None:
    chance = random.Random(seed)
    for length in (1, 2, 3, 9, LONGEST - 1):
        for word in ("".join(chance.choices(LETTERS, k=length)), "1" * length, "www"[:length]):
            # With a sign behind it no short way is gone.
            assert markdown(word) == word == markdown(f"{word}*").removesuffix("\\*")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("tcp", "tcp"), ("1.", "1\\."), ("a" * 201, "a" * LONGEST + "…"), ("-", "\\-")],
)
def test_what_markdown_gives_a_meaning_loses_it(text: str, shown: str) -> None:
    assert markdown(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("db", "`db`"),
        (" a  b ", "`a b`"),
        ("a`b", "``a`b``"),
        ("`", "`` ` ``"),
        ("``a`", "``` ``a` ```"),
    ],
)
def test_code_is_fenced_by_more_backticks_than_it_has(text: str, shown: str) -> None:
    assert code_span(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("db wants 80: 港", "db wants 80: 港"),
        ("two\nlines", "two\nlines"),
        ("a\tb\x1b", "a    b␛"),
        ("a" * LONGEST_MESSAGE, "a" * LONGEST_MESSAGE),
        ("a" * (LONGEST_MESSAGE + 1), "a" * LONGEST_MESSAGE + "…"),
    ],
)
def test_a_message_keeps_its_lines_and_obeys_nothing(text: str, shown: str) -> None:
    assert message(text) == shown
