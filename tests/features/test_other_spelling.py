"""A port's number for its name, and its name for its number."""

import pytest

from portlens.features.other_spelling import other_spellings
from portlens.text.edit import apply_edits
from portlens.text.span import Span
from tests._judge import context, document
from tests._marks import without_cursor


def rewritten(format_id: str, marked: str) -> list[str]:
    """Return the text after each offer at the cursor."""
    text, offset = without_cursor(marked)
    found = other_spellings(document(format_id, text), Span(offset, offset), context(), "en")
    return [apply_edits(text, action.edits) for action in found]


@pytest.mark.parametrize(
    ("format_id", "marked", "after"),
    [
        ("sshd_config", "Port 2<|>2\n", ["Port ssh\n"]),
        ("sshd_config", "Port s<|>sh\n", ["Port 22\n"]),
        ("sshd_config", "PermitOpen db:543<|>2\n", ["PermitOpen db:postgresql\n"]),
        ("ssh_config", "LocalForward http-<|>alt db:1", ["LocalForward 8080 db:1"]),
        ("sshd_config", "Port 22<|>22\n", []),
        ("sshd_config", "Port nosuch<|>\n", []),
        ("sshd_config", "Po<|>rt 22\n", []),
        ("services", "http 8<|>0/tcp\n", []),
    ],
)
def test_the_other_spelling(format_id: str, marked: str, after: list[str]) -> None:
    assert rewritten(format_id, marked) == after
