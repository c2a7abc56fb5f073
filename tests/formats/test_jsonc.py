"""JSON with comments, whole and broken."""

import json
from random import Random

import pytest

from portlens.formats._jsonc import DEEPEST, read_jsonc
from portlens.formats._yaml.nodes import Mapping, Node, Scalar, Sequence
from portlens.formats._yaml.scalar_type import type_of


def _value(node: Node | None) -> object:
    match node:
        case Mapping():
            return {_value(key): _value(value) for key, value in node.pairs}
        case Sequence():
            return [_value(item) for item in node.items]
        case Scalar():
            return node.value if type_of(node) == "str" else json.loads(node.value or "null")
    return None


def _any(random: Random, depth: int) -> object:
    kind = random.randrange(6 if depth else 4)
    if kind < 4:
        return ([3000, "db:5432", True, None, -1, 1.5, 'é\n"\\/', ""])[random.randrange(8)]
    inner = [_any(random, depth - 1) for _ in range(random.randrange(4))]
    return inner if kind == 4 else {f"k{number}": each for number, each in enumerate(inner)}


@pytest.mark.parametrize("seed", range(200))
def test_what_is_json_is_read_as_json(seed: int) -> None:
    random = Random(seed)
    value = {"a": _any(random, 4), "b": [_any(random, 3)]}
    text = json.dumps(value, ensure_ascii=random.random() < 0.5, indent=random.choice((None, 2)))
    assert _value(read_jsonc(text)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('// a\n{"a": 1, /* b */ "c": [2, 3,],}', {"a": 1, "c": [2, 3]}),
        ('{"a": "// no comment", "b": 1}', {"a": "// no comment", "b": 1}),
        ('{"a": 1 "b": 2}', {"a": 1, "b": 2}),
        ('{"a": [1, {"b": "c', {"a": [1, {"b": "c"}]}),
        ('{"a": [1, 2}, "b": 3', {"a": [1, 2]}),
        ('{"a": , "b":', {"a": None, "b": None}),
        ('{"a": 1]', {"a": 1}),
        ("/* never closed {", None),
        ("", None),
        ("80", 80),
        ('"a slip", {"a": 1}', {"a": 1}),
    ],
)
def test_broken_text_is_read_as_far_as_it_goes(text: str, value: object) -> None:
    assert _value(read_jsonc(text)) == value


def test_places_are_those_of_the_text() -> None:
    text = '{"港🐘": ["db:5432", 3000]}'
    found = read_jsonc(text)
    assert isinstance(found, Mapping)
    (_, ports), *_ = found.pairs
    assert isinstance(ports, Sequence)
    spans = [item.content(text) for item in ports.items if isinstance(item, Scalar)]
    assert [span.of(text) for span in spans if span is not None] == ["db:5432", "3000"]


def test_what_nests_too_deeply_is_left_out() -> None:
    depth = DEEPEST * 3
    found = read_jsonc('{"a": ' + "[" * depth + "80" + "]" * depth + ', "b": 81}')
    assert isinstance(found, Mapping)
    assert [key.value for key, _ in found.pairs if isinstance(key, Scalar)] == ["a", "b"]
