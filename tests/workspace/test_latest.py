"""What is made of parts of a file stays while they are the very same objects."""

from portlens.formats.compose.services import ComposeFile
from portlens.model.port_use import PortUse
from portlens.workspace.document import Document
from portlens.workspace.latest import MOST_TYPED_IN, LatestParts, Picked
from tests._judge import document


def test_each_part_is_asked_once() -> None:
    asked: list[str] = []
    kept: LatestParts[list[str], str] = LatestParts()

    def joined(part: list[str]) -> str:
        asked.append("".join(part))
        return asked[-1]

    one, two = ["a", "b"], ["c"]
    for _ in range(3):
        of_part = kept.of("/a", joined)
        assert [of_part(one), of_part(two)] == ["ab", "c"]
    assert asked == ["ab", "c"]
    of_part = kept.of("/a", joined)
    assert of_part(["a", "b"]) == "ab"  # equal, and another one
    assert asked == ["ab", "c", "ab"]


def test_what_was_left_out_of_a_text_is_forgotten() -> None:
    asked: list[int] = []
    kept: LatestParts[list[int], int] = LatestParts()

    def first(part: list[int]) -> int:
        asked.append(part[0])
        return part[0]

    part = [1]
    kept.of("/a", first)(part)
    kept.of("/a", first)  # a text without it
    kept.of("/a", first)(part)
    assert asked == [1, 1]
    for number in range(MOST_TYPED_IN):  # as many other files as are kept
        kept.of(f"/{number}", first)([2])
    kept.of("/a", first)(part)
    assert asked == [1, 1, *[2] * MOST_TYPED_IN, 1]


def test_other_knowledge_makes_it_anew() -> None:
    kept: LatestParts[list[int], int] = LatestParts()
    part, known = [1], object()
    assert kept.of("/a", lambda part: part[0], known)(part) == 1
    assert kept.of("/a", lambda part: part[0] + 1, known)(part) == 1
    assert kept.of("/a", lambda part: part[0] + 2, object())(part) == 3


SERVICES = "".join(f"  s{number}:\n    ports: ['800{number}:80']\n" for number in range(5))


def _typed(number: int, subject: Document) -> Document:
    """Return the file after an edit of one service that makes it longer."""
    text = subject.text.replace(f"  s{number}:\n", f"  s{number}:\n    image: x\n")
    after = subject.changed_to(text)
    assert isinstance(after.reading.tree, ComposeFile)
    return after


def test_a_use_of_a_service_that_has_only_moved_is_asked_once() -> None:
    asked: list[str] = []

    def is_odd(use: PortUse, _: object) -> bool:
        asked.append(use.owner)
        return use.port is not None and use.port.numbers[0] % 2 == 1

    known = object()
    picked = Picked(is_odd)
    subject = document("compose", f"services:\n{SERVICES}", "/a/compose.yaml")
    assert len(subject.uses) == 5
    subject = _typed(4, subject)
    assert len(picked.of(subject, known)) == 2
    asked.clear()
    after = _typed(1, subject)
    found = [use for use, _ in picked.of(after, known)]
    assert asked == ["services.s1"]
    assert [use.span.of(after.text) for use in found] == ["8001:80", "8003:80"]
    asked.clear()
    picked.of(after, object())  # other knowledge: each is asked anew
    assert len(asked) == 5
