"""A file with anchors that changed in one place reads as if it had never been read before.

To the last node: an alias has the very node that its anchor stands before, and what a merge key
brings in are the nodes of where it comes from.
"""

import random

import pytest

from portlens.formats._format import Reading
from portlens.formats._yaml.nodes import MOST_MERGED, MOST_UNCOUNTED
from portlens.formats.compose import again as short_way
from portlens.formats.compose import reader
from portlens.formats.compose.reader import read
from portlens.formats.compose.services import ComposeFile
from tests.formats.compose._anchored import anchored, typed
from tests.formats.yaml._one import as_one


def tree_of(reading: Reading) -> ComposeFile:
    assert isinstance(reading.tree, ComposeFile)
    return reading.tree


def is_the_same(found: Reading, text: str) -> None:
    afresh = read(text, "compose.yaml")
    assert as_one(tree_of(found).documents) == as_one(tree_of(afresh).documents), text
    assert found[:3] == afresh[:3], text
    assert (found.is_yaml, found.tree) == (afresh.is_yaml, afresh.tree), text


@pytest.mark.parametrize("seed", range(16))
def test_after_any_deed_the_reading_is_that_of_the_text(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    ways: list[bool] = []

    def noted(before: ComposeFile, text: str) -> ComposeFile | None:
        found = changed(before, text)
        ways.append(found is not None)
        return found

    changed = short_way.changed
    monkeypatch.setattr(short_way, "changed", noted)
    for _ in range(12):
        text = anchored(chance)
        found = read(text, "compose.yaml", read(text, "compose.yaml"))
        for _ in range(12):
            before, was = found, text
            text = typed(text, chance)
            found = read(text, "compose.yaml", before)
            is_the_same(found, text)
            # Most keystrokes are taken back, sooner or later.
            if tree_of(found).is_damaged or chance.random() < 0.3:
                found, text = read(was, "compose.yaml", found), was
                is_the_same(found, text)
    assert sum(ways) > 20  # the short way is what is tried here


HEAD = "x-c: &c\n  image: nginx\nx-p: &p ['8080:80']\nx-e: &e {A: b}\n"
SERVICES = "".join(
    f"  s{n}:\n    <<: *c\n    ports: *p\n    environment: {{<<: *e, B: c}}\n    a: x # {n}\n"
    for n in range(1, 6)
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a: x # 1", "a: xy # 1"),
        ("a: x # 5", "a: *p # 5"),
        ("  s2:\n    <<: *c\n    ports: *p\n", "  s2:\n    ports: ['1:1']\n"),
        ("    ports: *p\n", ""),  # the next one takes the list
        ("a: x # 3", "a: x && y # 3"),
        ("s4:\n", "s4: # more\n"),
        ("a: x # 2\n", "a: x # 2\n    \n"),
        ("a: x # 2\n", "a: x # 2\n    tty: true\n"),
    ],
)
def test_a_keystroke_in_a_service_reads_that_service_alone(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{HEAD}services:\n{SERVICES}x-behind: &z [*p]\nx-z: *z\n"
    before = read(text, "", read(text, ""))
    after = text.replace(old, new, 1)
    afresh = read(after, "")
    monkeypatch.delattr(reader, "read_documents")
    found = read(after, "", before)
    assert found == afresh
    assert as_one(tree_of(found).documents) == as_one(tree_of(afresh).documents)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a: x # 1", "a: &c x # 1"),  # an anchor more, one less, one of another name
        ("a: &a # 2", "a: # 2"),
        ("a: &a # 2", "a: &b # 2"),
        ("services:\n", "services: &all\n"),
        ("  s3:\n", "  <<: *c\n"),
        ("&c", "&d"),
    ],
)
def test_what_may_be_another_node_elsewhere_is_read_as_a_whole(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{HEAD}services:\n{SERVICES}x: *a\n".replace("a: x # 2", "a: &a # 2")
    before = read(text, "")
    monkeypatch.delattr(reader, "read_documents")
    with pytest.raises(NameError):
        read(text.replace(old, new, 1), "", before)


def test_what_merge_keys_bring_is_counted_over_the_whole_text() -> None:
    size = MOST_UNCOUNTED + 1
    large = "x-l: &l\n" + "".join(f"  k{number}: v\n" for number in range(size))
    service = "  s{}:\n    <<: *l\n    ports: [80]\n"
    names = range(MOST_MERGED // size + 3)
    text = large + "services:\n" + "".join(map(service.format, names))
    found = read(text, "", read(text, ""))
    after = text.replace("  s1:\n    <<: *l\n", "  s1:\n")
    is_the_same(read(after, "", found), after)


def test_a_name_inside_of_what_has_it_goes_before() -> None:
    text = "x-c: &c\n  x-d: &c {image: x}\nservices:\n  s1:\n    <<: *c\n    a: b\n"
    found = read(text, "", read(text, ""))
    after = text.replace("a: b", "a: bc")
    is_the_same(read(after, "", found), after)


def test_an_empty_value_of_a_marked_key_stands_where_the_next_entry_begins() -> None:
    text = "services:\n  s1:\n    a: {}\n    b: c\n  s2:\n    d: e\n"
    found = read(text, "", read(text, ""))
    for after in (text.replace("b:", "? b"), text.replace("b:", "?\n      b")):
        is_the_same(read(after, "", found), after)


def test_a_service_takes_the_place_of_one_that_a_merge_key_brings_in() -> None:
    text = "x-s: &s\n  s8: {image: x}\n  s9: {image: y}\nservices:\n  <<: *s\n  s1:\n    image: z\n"
    found = read(text, "", read(text, ""))
    after = text.replace("s1:", "s9:")
    is_the_same(read(after, "", found), after)


@pytest.mark.parametrize("item", ["127.0.0.1:80", "{target: 80, name: 'http://b:81'}"])
def test_an_entry_that_no_other_service_takes_any_more_is_a_mention_again(item: str) -> None:
    text = f"services:\n  a:\n    x-list: &p\n      - {item}\n  b:\n    image: x\n    ports: *p\n"
    before = read(text, "", read(text, ""))
    other = text.replace("ports: *p", "# ports: *p")
    found = read(other, "", before)
    assert [use.role for use in found.uses] == ["connects"]
    is_the_same(found, other)
    is_the_same(read(text, "", found), text)
