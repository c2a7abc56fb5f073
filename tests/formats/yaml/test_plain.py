"""What is read line by line is what PyYAML reads: the same nodes at the same places."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from portlens.formats._yaml.nodes import Alias, Anchors, Mapping, Node, Scalar
from portlens.formats._yaml.parse import DEEPEST, NotYaml, printable
from portlens.formats._yaml.plain import plain_documents
from portlens.formats._yaml.pyyaml import any_documents
from portlens.formats._yaml.syntax import Documents, broken
from tests.formats.yaml._one import as_one

WHICH: tuple[Documents, ...] = ("all", "each", "first")
ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus" / "compose"
FILES = [
    path
    for folder in (ROOT, CORPUS)
    for ending in ("yml", "yaml")
    for path in sorted(folder.glob(f"**/*.{ending}"))
    if not {"node_modules", ".cache", ".venv"} & {*path.parts}
]

# What stands in a line, and what may stand where no reader of lines expects it.
LINES = (
    *("a: 1", "b:", "- a", "- a: 1", "-", "- b:", 'c: "x"', "d: 'y' # c", "# c", "", "---", "..."),
    *("e: [1, 2]", 'g: [ "a" , b c ]', "q: [a,b]", "r: [a, ] # c", "s: []", "t: [a b, 'c'] d"),
    *("h: x:y", "i: http://h:80/p#f", "-   j: k", '"k": l', "l : m", '- "m"', "n: # c", "o:#c"),
    *("p: a #b", "- # c", "- - a", 'u: "a" b', "v: -1", "two words", "w: a: b", "x: a:", "y: |"),
    *("z: x ", "é: 日本\u3000", "'a': b", "A.b/c$d: e", "...: x", ".: ..", "? a", ": b", "m: {}"),
    *("!a b: c", "a: &b c", "a: *b", "<<: *b", "a: 'it''s'", 'a: "\\n"', "%a", "a: @b", "80:80"),
)
# What has a name or stands for what has one, and what looks as if it did.
NAMED = (
    *("{n}: &b c", "{n}: *b", "<<: *b", "<<: [*b, *c]", "{n}: &b", "{n}: &c # d", "- &b", "- *b"),
    *("<<:", "- {n}: &b", "- {n}: *b # c", "- <<: *b", '{n}: &c "x"', "{n}: &b [1, 2]", "- &b c"),
    *("{n}: [*b,*c, d ]", "- [*b]", "{n}: &b # *b", "- *c", "{n}: &b  ", "{n}: *b  ", "# *b &b"),
    *("{n}:", "{n}: 1", "{n}: f", "- {n}: g", "- {n}: &c", "<<: &c [*b]", "{n}: [ *b ]", "---"),
)
ODD = (
    *("- &b a: c", "&b a: c", "*b : c", "a: &b &c d", "a: &b *c", "a: &b !t c", "a: !t &b c"),
    *("a: &b|", "a: &b:c", "a: *b:", "a: *b c", "a: &b a: c", "a: &b - c", "a: [&b c]", "a: &é b"),
    *("a: *b#", "a: &b#", "<<: &b", "<<: {{a: b}}", "<<: b", "'<<': *b", "<< : *b", "<<<: *b"),
    *("a: <<", "a: & b", "a: *", "a: &", "a: [*b c]", "- - *b", "a: &b\t", "a: 1", "a: *none"),
)
PIECES = (
    *("a", "b: ", "a:", "- ", "-", " ", "  ", "\n", "\n  ", "\n    ", "# c", " #", '"x"', "'y'"),
    *("[a, b]", '["8080:80"]', "[", "]", ",", "1", ":", ": ", "80:80", "---", "...", "\n---\n"),
    *('"', "'", "\\", "é", "\u3000", "\xa0", "\u2028", "x y", "~", "<<", "?", "|", ">", "{", "}"),
    *("&", "*", "!", "%", "@", "$", "${A}", "a#b", "/x", ".", "-a", "@x", "+", "=", "\t", "\r\n"),
)


def texts(seed: int, count: int) -> Iterator[str]:
    """Yield texts that are nearly YAML."""
    dice = Random(seed)
    for _ in range(count):
        if dice.random() < 0.3:
            yield "".join(dice.choices(PIECES, k=dice.randint(1, 14)))
        else:
            lines = (
                " " * dice.choice((0, 0, 2, 2, 4, 1, 3, 6)) + dice.choice(LINES)
                for _ in range(dice.randint(1, 8))
            )
            yield "\n".join(lines) + dice.choice(("", "\n"))


def named(seed: int, count: int) -> Iterator[str]:
    """Yield texts that are full of anchors, deep enough that some hold what names them."""
    dice = Random(f"named {seed}")
    for _ in range(count):
        lines, column = ["b: &b", "  a: 1", "c: &c", "  <<: *b"][: dice.choice((0, 2, 4))], 0
        for number in range(dice.randint(1, 7)):
            line = dice.choice(NAMED if dice.random() < 0.95 else ODD).format(n=f"k{number}")
            lines.append(" " * column + line)
            below = line.partition(" #")[0].split(" &")[0].endswith(":") and "&b c" not in line
            column = dice.choice((column, column, column + 2 * below, max(column - 2, 0), 0))
        yield "\n".join(lines) + dice.choice(("", "\n"))


def expected(text: str, shift: int = 0) -> list[Node] | str:
    try:
        return any_documents(text, Anchors(), shift, DEEPEST)
    except NotYaml:
        return "no YAML"


@pytest.mark.parametrize("seed", range(4))
def test_generated_anchors_are_read_alike(seed: int) -> None:
    plain = aliases = merged = 0
    for text in map(printable, named(seed, 12_000)):
        anchors, others = Anchors(), Anchors()
        found = plain_documents(text, 3, anchors)
        if found is None:
            assert not anchors
            continue
        plain += bool(anchors)
        aliases += "Alias(" in repr(found)
        merged += "merged=((" in repr(found)
        assert as_one(found) == as_one(any_documents(text, others, 3, DEEPEST)), text
        assert (anchors, anchors.left) == (others, others.left), text
        # What says nothing against an alias does not do so here either.
        for documents in WHICH:
            found_break = broken(text, "", documents)
            assert found_break is None or found_break.reason == "no-mapping", text
    assert min(plain, aliases, merged) > 50


def test_an_alias_stands_for_what_is_given() -> None:
    anchors = Anchors()
    (first,) = plain_documents("a: &b\n  c: 1", 0, anchors) or []
    (second,) = plain_documents("d: *b\n<<: *b", 20, anchors) or []
    assert isinstance(first, Mapping)
    assert isinstance(second, Mapping)
    alias = second.pairs[0][1]
    assert isinstance(alias, Alias)
    assert alias.target is first.pairs[0][1]


@pytest.mark.parametrize("text", ["a: &b\n  c: &b 1\n  d: *b\ne: *b", "a: &b {c: &b 1}\nd: *b"])
def test_a_name_inside_of_what_has_it_goes_before(text: str) -> None:
    """So it is in Go's parser, where docker-compose 5.6.1 and 2.40.3 have it from."""
    for found in (plain_documents(text), expected(text)):
        for node in found or ():
            assert isinstance(node, Mapping)
            alias = node.pairs[-1][1]
            assert isinstance(alias, Alias)
            assert isinstance(alias.target, Scalar)
            assert alias.target.value == "1"


def test_what_is_not_plain_adds_nothing() -> None:
    anchors = Anchors()
    assert plain_documents("a: &b c\nd: {}", 0, anchors) is None
    assert not anchors


@pytest.mark.parametrize(
    "text",
    [
        "a: *b",
        "a: &b [*b]",
        "a: &b\n  c: *b",  # in itself
        "a: &b 1\nb: &b\n  c: *b",
        "a: &b\n  c: &d 1\n  e: *b",
        "---\na: &b 1\n---\nb: *b",  # of another document
        "&b a: 1",
        "- &b a: 1",
        "a: &b &c d",
        "a: &b !t d",
    ],
)
def test_what_the_programs_may_refuse_is_left_to_pyyaml(text: str) -> None:
    assert plain_documents(text) is None


@pytest.mark.parametrize("seed", range(4))
def test_generated_texts_are_read_alike(seed: int) -> None:
    plain = 0
    for text in map(printable, texts(seed, 5_000)):
        found = plain_documents(text)
        if found is not None:
            plain += 1
            assert found == expected(text), text
    assert plain > 200


def test_real_files_are_read_alike() -> None:
    plain = 0
    for path in FILES:
        text = printable(path.read_text("utf-8", "replace"))
        found = plain_documents(text)
        plain += found is not None
        assert found is None or found == expected(text), path
    assert plain > len(FILES) / 4


@pytest.mark.parametrize("lines", ["a:\n  - b: c\n    d: 'e'\n", "[a, b]", "---\na: 1\n---\n- b\n"])
def test_what_is_moved_is_moved_alike(lines: str) -> None:
    text = f"a:\n  - {lines}" if lines[0] == "[" else lines
    assert plain_documents(text, 7) == expected(text, 7)


def test_a_usual_file_is_plain() -> None:
    (node,) = plain_documents('services:\n  web:\n    ports:\n    - "8080:80" # a\n') or []
    assert isinstance(node, Mapping)
    assert node.end == 43


@pytest.mark.parametrize(
    "text", ["a: 1\na: 2\n", "a:\n- b: 1\n  c:\n  b:\nd:\n", "a:\n  b:\n  b: 1"]
)
def test_a_key_twice_is_left_to_pyyaml_where_it_stands_twice(text: str) -> None:
    assert plain_documents(text) is None
    assert repr(expected(text)).count("'b'" if "b" in text else "'a'") == 2


@pytest.mark.parametrize(
    "text", ["a: !b c", "a: |\n  b", "a: b\n  c", '"a": b', "a: {b: c}", "a\tb", "- - a", "---\n"]
)
def test_what_is_not_plain_is_left_to_pyyaml(text: str) -> None:
    assert plain_documents(text) is None


def test_nobody_nests_too_deeply() -> None:
    text = "".join(f"{' ' * depth}a:\n" for depth in range(150))
    assert plain_documents(text) is None
    assert expected(text) != "no YAML"
