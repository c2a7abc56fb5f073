"""The fix of an item that stands twice in a list in brackets."""

import pytest

from portlens.analysis import analyse
from portlens.text.edit import apply_edits
from tests._judge import context, document


def fixed(format_id: str, text: str) -> str | None:
    """Return `text` after the fix of its one duplicate; None where there is none."""
    subject = document(format_id, text)
    found = analyse(subject, context()).findings
    (finding,) = (one.finding for one in found if one.finding.rule == "duplicate-port")
    return apply_edits(text, finding.fixes[0].edits) if finding.fixes else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('["80:80", "80:80"]', '["80:80"]'),
        ('["80:80", "80:80", "81:81"]', '["80:80", "81:81"]'),
        ('["80:80","81:81" , "80:80" ]', '["80:80","81:81" ]'),
        ('["80:80",\n      "80:80",\n      "81:81"]', '["80:80",\n      "81:81"]'),
        (
            "[{target: 80, published: 80}, {target: 80, published: 80}]",
            "[{target: 80, published: 80}]",
        ),
        ('["80:80", # a,\n      "80:80"]', None),
        ('["80:80", "80:80" # a\n      ]', None),
        ('["80:80", &a "80:80"]', None),
    ],
)
def test_compose(before: str, after: str | None) -> None:
    head = "services:\n  web:\n    image: nginx\n    ports: "
    assert fixed("compose", head + before) == (None if after is None else head + after)


def test_an_item_that_has_a_name_stays_in_a_list_of_lines() -> None:
    """Whoever means it by that name would mean nothing."""
    text = 'services:\n  a:\n    image: b\n    ports:\n      - "80:80"\n      - &a "80:80"\n'
    assert fixed("compose", text) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[3000, 3000]", "[3000]"),
        ('[3000, "localhost:3000", 4000]', "[3000, 4000]"),
        ('[\n  "db:5432",\n  "db:5432",\n]', '[\n  "db:5432",\n]'),
        ("[3000, // 1,\n 3000]", None),
        ("[3000, 3000 /* again */]", None),
    ],
)
def test_devcontainer(before: str, after: str | None) -> None:
    made = fixed("devcontainer", f'{{"forwardPorts": {before}}}')
    assert made == (None if after is None else f'{{"forwardPorts": {after}}}')
