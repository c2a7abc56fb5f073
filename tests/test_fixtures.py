"""Every fenced block of tests/rules/*.md and tests/formats/*.md is a test.

A file in tests/rules is named after the rule it shows and hears only that rule; one in
tests/formats hears all of them. `pytest --update` writes what portlens says into the files.
"""

import re
from functools import lru_cache
from pathlib import Path

import pytest

from portlens.formats.registry import all_formats, format_named
from portlens.rules.registry import all_rules, rules_for
from portlens.workspace.files import decode
from portlens.workspace.settings_layer import combine
from portlens.workspace.settings_parse import parse_settings
from tests._fixture import Block, Case, cases, rewrite
from tests._judge import context, document, judge
from tests._marks import with_labels, without_labels

HERE = Path(__file__).parent
FILES = sorted([*HERE.glob("rules/*.md"), *HERE.glob("formats/**/*.md")])


def _blocks() -> list[object]:
    return [
        pytest.param(path, case, block, id=f"{path.stem}-{block.line + 1}-{case.heading}")
        for path in FILES
        for case in cases(path)
        for block in case.blocks
        if format_named(block.tag)
    ]


@pytest.mark.parametrize(("path", "case", "block"), _blocks())
def test_block(path: Path, case: Case, block: Block, request: pytest.FixtureRequest) -> None:
    text, wanted = without_labels(block.text)
    encoding = block.options.get("encoding")
    on_disk = decode(f"\ufeff{text}".encode(encoding)) if encoding else _ended(block, text)
    subject = document(block.tag, on_disk, block.path)
    files = {
        other.path: _ended(other, without_labels(other.text)[0])
        for other in case.blocks
        if other.path
    }
    files.setdefault(subject.path, on_disk)
    layer = parse_settings(_settings(block), "snake", all_rules)
    assert not layer.problems
    only = [path.stem] if path.parent.name == "rules" else []
    found = judge(subject, context(files, combine(layer)), only)
    if request.config.getoption("--update"):
        # Blocks above may have grown since the blocks were collected.
        there = [other for now in cases(path) for other in now.blocks]
        line = next(other.line for other in there if other._replace(line=block.line) == block)
        rewrite(path, {line: (block.text.count("\n") + 1, with_labels(text, found))})
    else:
        assert with_labels(text, found) == with_labels(text, wanted)


def _ended(block: Block, text: str) -> str:
    """Return the text of a block with the line breaks that its program or its fence asks for."""
    format_ = format_named(block.tag)
    is_asked = format_ is not None and bool(format_.needs_last_line_break)
    ended = f"{text}\n" if is_asked and "last-line" not in block.options else text
    return ended.replace("\n", "\r\n") if "line-ends" in block.options else ended


def _line_now(path: Path, block: Block) -> int:
    """Return where the block stands after the blocks above it were written anew."""
    return next(
        now.line
        for case in cases(path)
        for now in case.blocks
        if now._replace(line=block.line) == block
    )


def _settings(block: Block) -> dict[str, object]:
    """Return the settings that a fence names: `nginx-version=1.22.1 allowed-ports=80,8000-8010`."""
    return {
        key.replace("-", "_"): value.split(",") if key == "allowed-ports" else value
        for key, value in block.options.items()
        if key not in {"path", "encoding", "last-line", "line-ends"}
    }


@pytest.mark.parametrize("rule", sorted(all_rules()))
def test_each_rule_has_a_fixture_that_fires_and_one_that_stays_silent(rule: str) -> None:
    path = HERE / "rules" / f"{rule}.md"
    assert path.exists(), f"tests/rules/{rule}.md is missing"
    tested = [block for case in cases(path) for block in case.blocks if format_named(block.tag)]
    fires = {bool(without_labels(block.text)[1]) for block in tested}
    assert fires == {True, False}


CLAIMED = [(rule.id, format_.id) for format_ in all_formats() for rule in rules_for(format_.id)]


@pytest.mark.parametrize(("rule", "format_id"), CLAIMED)
def test_each_rule_fires_in_each_format_that_it_claims(rule: str, format_id: str) -> None:
    assert (rule, format_id) in _fired(), f"no block of {format_id} fires {rule}"


@lru_cache(maxsize=1)
def _fired() -> frozenset[tuple[str, str]]:
    """Return the rules that the fixtures' caret lines name, each with the format of its block."""
    return frozenset(
        (rule, block.tag)
        for path in FILES
        for case in cases(path)
        for block in case.blocks
        for label in without_labels(block.text)[1]
        for rule in re.findall(r"^\w+\[([\w-]+)\]", label.text)
    )


def test_no_fixture_is_named_after_a_rule_that_is_gone() -> None:
    assert {path.stem for path in HERE.glob("rules/*.md")} <= set(all_rules())
