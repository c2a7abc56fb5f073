"""Answers of the short commands in files, and no wider than the terminal."""

import json
from pathlib import Path

import pytest

from portlens.cli.terminal import width
from portlens.cli.wrap import reflow
from portlens.rules.page import page
from portlens.rules.registry import all_rules
from portlens.text.phrase import LANGUAGES, Language
from tests.cli.conftest import Portlens


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (("explain", "5432"), "text"),
        (("explain", "host-port-conflict"), "text"),
        (("search", "postg"), "text"),
        (("rules",), "table"),
    ],
)
def test_output_file(portlens: Portlens, words: tuple[str, ...], form: str) -> None:
    plain = portlens(*words)
    formats = ("--output-format", form, "--output-format", "json")
    both = portlens(*words, *formats, "--output-file", "a.txt", "--output-file", "a.json")
    assert (both.status, both.out) == (0, "")
    assert Path("a.txt").read_text() == plain.out
    assert json.loads(Path("a.json").read_text())["version"] == 1


def test_nothing_is_still_an_answer_in_json(portlens: Portlens) -> None:
    ran = portlens("explain", "postgrezql", "--output-format", "json", "--output-file", "a.json")
    assert (ran.status, ran.out) == (1, "")
    assert json.loads(Path("a.json").read_text())["nearest"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_a_terminal(language: Language) -> None:
    for rule in all_rules().values():
        whole = page(rule, language)
        narrow = reflow(whole, 60)
        code = whole.split("```")[1::2]
        assert narrow.split("```")[1::2] == code
        assert "".join(narrow.split()) == "".join(whole.split())
        prose = "".join(narrow.split("```")[::2]).split("\n")
        assert [line for line in prose if width(line) > 60 and " " in line.strip()] == []
        assert reflow(whole, None) == whole


def test_lists_and_tables_stay() -> None:
    text = "one two three\nfour\n- five six\n  seven eight\n- nine\n\n| a table with | cells |\n"
    assert reflow(text, 12) == (
        "one two\nthree four\n- five six\n  seven\n  eight\n- nine\n\n| a table with | cells |\n"
    )
