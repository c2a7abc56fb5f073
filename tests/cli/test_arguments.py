"""What a command line means."""

import pytest

from portlens.cli.arguments import Arguments, UsageError, language_of, parse
from portlens.cli.command_table import CHECK, COMMANDS, EXPLAIN


def check(*words: str) -> Arguments:
    return parse(CHECK, words)


def test_words_and_options_in_any_order() -> None:
    read = check("a.yaml", "--fail-on", "hint", "b.yaml", "--lang=ja", "-")
    assert read.words == ("a.yaml", "b.yaml", "-")
    assert read.last("--fail-on") == "hint"
    assert read.language == "ja"


def test_two_dashes_end_the_options() -> None:
    assert check("--fix", "--", "--lang", "-").words == ("--lang", "-")


@pytest.mark.parametrize(
    "words",
    [
        ("--select", "invalid-port,port-out-of-range", "x"),
        ("--select", "invalid-port", "port-out-of-range", "x"),
        ("--select", "invalid-port", "--select=port-out-of-range", "x"),
    ],
)
def test_three_ways_to_write_a_list(words: tuple[str, ...]) -> None:
    assert check(*words).all("--select") == ("invalid-port", "port-out-of-range")
    assert check(*words).words == ("x",)


def test_a_list_ends_at_what_is_no_rule() -> None:
    read = check("--severity", "invalid-port=hint", "port-out-of-range=off", "compose.yaml")
    assert read.all("--severity") == ("invalid-port=hint", "port-out-of-range=off")
    assert read.words == ("compose.yaml",)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--slect", "x"), "there is no option --slect; did you mean --select?"),
        (("--wumpus",), "there is no option --wumpus"),
        (("--fix=1",), "--fix takes no value"),
        (("--format",), "--format needs a value: --format ID"),
        (("--fail-on", "loud"), "--fail-on: loud is none of error, warning, information, hint"),
    ],
)
def test_nonsense_is_refused(words: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(UsageError) as refused:
        check(*words)
    assert refused.value.phrase.en.startswith(complaint)


def test_a_negative_number_is_a_word() -> None:
    assert parse(EXPLAIN, ["-1"]).words == ("-1",)


def test_language_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("LC_ALL", ""), ("LC_MESSAGES", "ja_JP.UTF-8"), ("LANG", "de_DE")):
        monkeypatch.setenv(name, value)
    assert language_of("") == "ja"
    assert language_of("en") == "en"
    monkeypatch.setenv("LC_ALL", "C")
    assert language_of("") == "en"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_options_are_said_in_both_languages(command: object) -> None:
    for option in command.options:  # type: ignore[attr-defined]
        assert option.about.en
        assert option.about.ja
        assert option.about.en != option.about.ja
