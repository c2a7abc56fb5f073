"""`portlens rules`: every rule, as a table and as JSON."""

import json

from portlens.rules.registry import all_rules
from tests.cli.conftest import Portlens


def test_table(portlens: Portlens) -> None:
    lines = portlens("rules").out.splitlines()
    assert lines[0].split() == ["RULE", "DEFAULT", "FORMATS", "WHAT", "IT", "FINDS"]
    assert [line.split()[0] for line in lines[1:]] == list(all_rules())
    assert "エラー" in portlens("rules", "--lang", "ja").out


def test_json(portlens: Portlens) -> None:
    answer = json.loads(portlens("rules", "--output-format", "json").out)
    assert answer["version"] == 1
    by_id = {rule["id"]: rule for rule in answer["rules"]}
    assert list(by_id) == list(all_rules())
    assert by_id["duplicate-listen"] == {
        "id": "duplicate-listen",
        "severity": "error",
        "formats": ["nginx"],
        "title": all_rules()["duplicate-listen"].title.en,
        "url": None,
    }


def test_words_are_refused(portlens: Portlens) -> None:
    ran = portlens("rules", "duplicate-listen")
    assert ran.status == 2
    assert "portlens explain RULE" in ran.err
