"""What the catalogue says is there in English and in Japanese, short and well formed."""

import re

import pytest

from portlens.catalogue.assignment import Assignment, Caution
from portlens.catalogue.load import catalogue
from portlens.text.phrase import Phrase

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
# Titles, products and protocols that Japanese writes as English does.
SAME_IN_BOTH = re.compile(r"[A-Za-z0-9/+. （）、-]+")


def own_rows() -> list[Assignment]:
    known = catalogue()
    rows = (row for port in range(65536) for row in known.at(port) if row.first == port)
    return [row for row in rows if row.status != "official"]


def cautions() -> list[Caution]:
    known = catalogue()
    return [caution for port in range(65536) for caution in known.cautions_at(port)]


@pytest.fixture(scope="module", name="texts")
def every_own_text() -> set[Phrase]:
    texts = {row.description for row in own_rows()}
    texts |= {row.slip for row in own_rows() if row.slip}
    texts |= {caution.text for caution in cautions()}
    return texts | {caution.instead for caution in cautions() if caution.instead.en}


def test_every_text_is_there_in_both_languages(texts: set[Phrase]) -> None:
    for text in texts:
        assert text.en.isascii()
        assert JAPANESE.search(text.ja) or SAME_IN_BOTH.fullmatch(text.ja), text


def test_no_hyphen_stands_for_a_long_vowel(texts: set[Phrase]) -> None:
    # U+2010 and its like, the minus sign, and the half-width mark.
    assert not [text for text in texts if re.search("[‐-―−ｰ]", text.ja)]


def test_texts_are_short_and_end_without_a_full_stop(texts: set[Phrase]) -> None:
    for text in texts:
        assert not text.en.endswith("."), text
        assert not text.ja.endswith(("。", ".")), text
        assert len(text.en) <= 100, text
        assert len(text.ja) <= 70, text


def test_brackets_are_closed(texts: set[Phrase]) -> None:
    for text in texts:
        assert text.en.count("(") == text.en.count(")"), text
        assert text.ja.count("（") == text.ja.count("）"), text
        assert "(" not in text.ja, text


def test_every_caution_with_a_better_port_names_what_is_there() -> None:
    known = catalogue()
    for caution in cautions():
        if caution.instead_port is not None:
            assert caution.instead.en
            assert known.is_known(caution.instead_port)


def test_references_of_cautions_are_documents() -> None:
    form = re.compile(r"RFC \d+|CVE-\d{4}-\d+|CISA TA14-017A|[\w.]+( documentation)?: .+")
    for caution in cautions():
        assert not caution.reference or form.fullmatch(caution.reference), caution.reference
