"""Completion in a list on one line, closed or not: the cursor is `<|>`."""

import pytest

from portlens.features.completion.complete import complete
from tests._judge import context, document
from tests._marks import without_cursor

HERE = context()
MORE = "\n  web:\n    image: nginx\n"


def typed(entry: str, more: str) -> list[str]:
    text, offset = without_cursor(f"services:\n  db:\n    image: postgres\n    {entry}{more}")
    found = complete(document("compose", text), offset, HERE, "en")
    lines = [text[: item.span.start] + item.text + text[item.span.end :] for item in found.items]
    return [line.split("\n")[3].strip() for line in lines]


@pytest.mark.parametrize("more", ["", "\n", MORE])
@pytest.mark.parametrize(
    ("entry", "best"),
    [
        ("expose: [<|>", "expose: [5432"),
        ("expose: [<|>]", "expose: [5432]"),
        ("expose: [80, <|>", "expose: [80, 5432"),
        ("expose: [80, postg<|>", "expose: [80, 5432"),
        ("expose: [80, post<|>g]", "expose: [80, 5432]"),
        ("ports: [<|>", "ports: [5432:5432"),
        ("ports: [ <|> ]", "ports: [ 5432:5432 ]"),
        ('ports: ["80:80", <|>]', 'ports: ["80:80", 5432:5432]'),
        ('ports: ["80:80", "<|>"]', 'ports: ["80:80", "5432:5432"]'),
    ],
)
def test_best(entry: str, best: str, more: str) -> None:
    assert typed(entry, more)[0] == best


@pytest.mark.parametrize(
    "entry", ["command: [<|>", "expose: [80]<|>", "expose: [80] # [<|>", "expose: <|>[80]"]
)
def test_elsewhere_there_is_nothing(entry: str) -> None:
    assert typed(entry, MORE) == []
