"""What an alias of YAML stands for, and the way to its anchor."""

import pytest

from portlens.features.hover import hover
from portlens.features.navigation import definition
from tests.features._cursor import cursor

COMPOSE = """\
x-common: &common
  image: nginx
  environment: {TEXT: "```"}
services:
  web: &web
    <<: *common
    ports: ["8080:80"]
  again: *web
"""


def told(text: str, path: str = "/shop/compose.yaml") -> tuple[str, list[str]]:
    document, offset, context = cursor({path: text})
    found = hover(document, offset, context, "en")
    targets = definition(document, offset, context, list)
    return found.markdown if found else "", [document.text[: t.span.end] for t in targets]


@pytest.mark.parametrize("mark", ["*<|>common", "<|>*common", "*common<|>"])
def test_an_alias_shows_what_its_anchor_holds(mark: str) -> None:
    words, targets = told(COMPOSE.replace("*common", mark))
    assert words.startswith("`*common` stands for what has the name `&common`, line 1:")
    code = words.partition("\n\n")[2]
    assert code.startswith("````yaml\nx-common: &common\n  image: nginx\n")
    assert code.endswith('"```"}\n````')
    assert targets == ["x-common: &common"]


def test_a_value_within_is_moved_to_the_left() -> None:
    words, targets = told(COMPOSE.replace("*web", "*w<|>eb"))
    lines = ["```yaml", "web: &web", "  <<: *common", '  ports: ["8080:80"]', "```"]
    assert words.split("\n")[2:] == lines
    assert [each.rpartition("\n")[2] for each in targets] == ["  web: &web"]


@pytest.mark.parametrize(
    "text",
    [
        COMPOSE.replace("*common", "*missing<|>"),
        COMPOSE.replace("image: nginx", "image: '*common<|>'"),
        COMPOSE.replace("image: nginx", "image: nginx # *common<|>"),
        COMPOSE.replace("&common", "&comm<|>on"),
        COMPOSE.replace("*common", "*common<|>\n  tab:\t[").replace("services:", "\tservices:"),
    ],
)
def test_what_is_no_alias_has_none(text: str) -> None:
    assert told(text) == ("", [])


def test_the_last_anchor_of_a_name_before_it_is_meant() -> None:
    text = "a: &n 1\nb: &n 2\nc: *n<|>\nd: &n 3\n"
    assert told(text, "/shop/.github/workflows/a.yml")[1] == ["a: &n 1\nb: &n"]
    assert told(text, "/shop/nginx.conf") == ("", [])


def test_a_long_value_is_cut() -> None:
    lines = "".join(f"  - {number}\n" for number in range(10_000))
    words, _ = told(f"x-long: &long\n{lines}services: {{a: {{expose: *lo<|>ng}}}}\n")
    assert words.count("\n") < 30
    assert words.endswith("…\n```")
