"""What is made of parts of a file stays while they are the very same objects."""

from portlens.workspace.latest import LatestParts


def test_each_part_is_asked_once() -> None:
    asked: list[str] = []
    kept: LatestParts[list[str], str] = LatestParts(2)

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
    kept: LatestParts[list[int], int] = LatestParts(2)

    def first(part: list[int]) -> int:
        asked.append(part[0])
        return part[0]

    part = [1]
    kept.of("/a", first)(part)
    kept.of("/a", first)  # a text without it
    kept.of("/a", first)(part)
    assert asked == [1, 1]
    for path in ("/b", "/c"):  # more files than are kept
        kept.of(path, first)([2])
    kept.of("/a", first)(part)
    assert asked == [1, 1, 2, 2, 1]


def test_other_knowledge_makes_it_anew() -> None:
    kept: LatestParts[list[int], int] = LatestParts(2)
    part, known = [1], object()
    assert kept.of("/a", lambda part: part[0], known)(part) == 1
    assert kept.of("/a", lambda part: part[0] + 1, known)(part) == 1
    assert kept.of("/a", lambda part: part[0] + 2, object())(part) == 3


def test_of_what_was_moved_only_nothing_stays() -> None:
    kept: LatestParts[list[int], tuple[int, ...]] = LatestParts(2)
    full, empty = [1], list[int]()
    of_part = kept.of("/a", tuple)
    assert (of_part(full), of_part(empty)) == ((1,), ())
    asked: list[list[int]] = []

    def noted(part: list[int]) -> tuple[int, ...]:
        asked.append(part)
        return tuple(part)

    now = [1], list[int]()
    moved = {id(now[0]): (full, 3), id(now[1]): (empty, 3)}
    of_part = kept.of("/a", noted, moved=moved)
    assert (of_part(now[0]), of_part(now[1])) == ((1,), ())
    assert asked == [[1]]
