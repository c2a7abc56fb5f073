"""PyYAML's own parser reads what libyaml reads, tabs included, where libyaml is missing."""

import re
from random import Random

import pytest
import yaml

from portlens.formats._yaml.parse import printable
from portlens.formats._yaml.pure import PureLoader
from tests._mutate import mutate
from tests._steps import steps
from tests.formats.yaml.test_plain import texts

by_libyaml = pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="libyaml is not here")

COMPOSE = """services:
  web:
    image: nginx  # the server
    ports: ["8080:80", {target: 443, published: 8443}]
    environment:
      - A=b c
      - "quoted": 'twice'
    labels:
      a: a text over
        two lines
"""


# PyYAML's own parser takes no tab behind a tag, at the head of a block scalar and where a text in
# quotes or brackets goes on in another line; it takes one that indents a block scalar.
_LEFT_OUT = frozenset("!|>?[{'\"")


def said(text: str, loader: object) -> list[object]:
    """Return what the loader's parser makes of `text`; its last word where that is no YAML."""
    found: list[object] = []
    try:
        for event in yaml.parse(text, Loader=loader):
            names = ("anchor", "tag", "value")
            given = tuple(getattr(event, name, None) for name in names)
            found.append((type(event), *given, event.start_mark.index))
    except yaml.YAMLError:
        return ["no YAML"]
    return found


class WholeLoader(PureLoader):
    """The same, which looks at all open brackets at each word, as PyYAML does."""

    next_possible_simple_key = yaml.SafeLoader.next_possible_simple_key
    stale_possible_simple_keys = yaml.SafeLoader.stale_possible_simple_keys


def told(text: str, loader: object) -> list[object]:
    """Return what is said of the text, or all that its parser complains of."""
    try:
        return [repr(list(yaml.parse(text, Loader=loader)))]
    except yaml.YAMLError as error:
        return [str(error)]


def with_tabs(text: str, chance: Random) -> str:
    """Return `text` with some blanks and ends of words turned into tabs."""
    places = [match.start() for match in re.finditer(r" |$", text, re.MULTILINE)]
    for at in sorted(chance.sample(places, min(2, len(places))), reverse=True):
        text = f"{text[:at]}\t{text[at + chance.randint(0, 1) :]}"
    return text


@by_libyaml
@pytest.mark.parametrize("seed", range(4))
def test_it_reads_tabs_as_libyaml_does(seed: int) -> None:
    chance = Random(seed)
    every = [mutate(COMPOSE, [COMPOSE], seed * 100 + each) for each in range(100)]
    every += [text for text in texts(seed, 1_500) if not _LEFT_OUT & set(text)]
    read = 0
    for text in (printable(with_tabs(text, chance)) for text in every):
        expected = said(text, yaml.CSafeLoader)
        assert said(text, PureLoader) == expected, text
        read += expected != ["no YAML"]
    assert read > 40


@by_libyaml
@pytest.mark.parametrize(
    ("text", "is_yaml"),
    [
        ("a:\tb\t# c\n", True),
        ("a: [b,\tc]\n", True),
        ("a: b\tc\n", True),
        ("a\t: b\n", True),
        ("a: b\t\n  c\n", True),
        ("\ta: b\n", False),
        ("a:\n\tb: c\n", False),
        ("-\ta: b\n", False),
        ("a: b\n\tc\n", False),
    ],
)
def test_a_tab_is_a_blank_only_between_words(text: str, is_yaml: bool) -> None:
    assert (said(text, PureLoader) != ["no YAML"]) == is_yaml
    assert said(text, PureLoader) == said(text, yaml.CSafeLoader)


@pytest.mark.parametrize("seed", range(4))
def test_what_may_be_a_key_is_known_without_a_look_at_every_bracket(seed: int) -> None:
    chance = Random(seed)
    words = (
        "[",
        "]",
        "{",
        "}",
        ",",
        ": ",
        ":",
        "a",
        "'b'",
        "\n",
        "- ",
        "? ",
        "&c ",
        "*c ",
        "x" * 400,
    )
    every = [mutate(COMPOSE, [COMPOSE], seed * 100 + each) for each in range(100)]
    every += ["".join(chance.choices(words, k=chance.randint(1, 30))) for _ in range(600)]
    for text in map(printable, every):
        assert told(text, PureLoader) == told(text, WholeLoader), text


def test_brackets_that_nobody_closes_cost_no_more_than_their_number() -> None:
    def cost(size: int) -> int:
        return steps(lambda: told("[" * size, PureLoader), of="yaml")

    assert cost(400) < 2.2 * cost(200)
    assert cost(400) > 400
