"""What GitHub knows an alert by: the values of github/codeql-action, src/fingerprints.test.ts."""

import pytest

from portlens.cli.report.line_hash import line_hashes
from portlens.workspace.files import decode

GREETINGS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETINGS),
        (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETINGS),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETINGS),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETINGS),
        (
            "Lorem ipsum dolor sit amet.\n" * 10,
            [
                *(f"a7f2ff13bc495cf2:{rank}" for rank in range(1, 7)),
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
    ],
)
def test_the_values_of_the_upload_action(text: str, expected: list[str]) -> None:
    found = line_hashes(text, range(len(expected)))
    assert [found[line] for line in range(len(expected))] == expected
    for line, known_by in enumerate(expected):
        assert line_hashes(text, [line]) == {line: known_by}


def _hash(content: bytes) -> str:
    return line_hashes(decode(content), [0])[0]


def test_what_is_no_plain_text_is_taken_as_the_action_takes_it() -> None:
    assert _hash("\U0001f433".encode()) == "95d1b8abe2135fbf:1"  # two units of UTF-16
    assert _hash(b"\xef\xbb\xbfa") != _hash(b"a")
    assert _hash(b"\xff") == _hash("\N{REPLACEMENT CHARACTER}".encode())
    assert line_hashes(decode("a".encode("utf-16")), [0]) == {}
