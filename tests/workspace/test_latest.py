"""What is made of parts of a file stays while they are the very same objects."""

from portlens.workspace.latest import MOST_TYPED_IN, LatestParts


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
