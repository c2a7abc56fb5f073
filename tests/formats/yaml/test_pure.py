"""PyYAML's own parser reads what libyaml reads, tabs included, where libyaml is missing."""

import re
from random import Random

import pytest
import yaml

from portlens.formats._yaml.parse import printable
from portlens.formats._yaml.pure import PureLoader
from tests._mutate import mutate
from tests.formats.yaml.test_plain import texts

pytestmark = pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="libyaml is not here")

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


def with_tabs(text: str, chance: Random) -> str:
    """Return `text` with some blanks and ends of words turned into tabs."""
    places = [match.start() for match in re.finditer(r" |$", text, re.MULTILINE)]
    for at in sorted(chance.sample(places, min(2, len(places))), reverse=True):
        text = f"{text[:at]}\t{text[at + chance.randint(0, 1) :]}"
    return text


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
