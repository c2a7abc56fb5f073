"""The SARIF report, held against the schema that OASIS published."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from portlens.rules.registry import all_rules
from tests._pages import example_blocks
from tests.oracle.get_sarif_schema import fetch

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def validator() -> Any:
    try:
        path = fetch()
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"the schema cannot be fetched: npm and a network are needed ({error})")
    schema = json.loads(path.read_text("utf-8-sig"))
    return jsonschema.validators.validator_for(schema)(schema)


def sarif(folder: Path, *words: str, stdin: bytes = b"") -> Any:
    command = [sys.executable, "-m", "portlens", "check", "--output-format", "sarif", *words]
    done = subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, timeout=60, check=False
    )
    return json.loads(done.stdout)


def test_every_rule_makes_a_valid_report(validator: Any, tmp_path: Path) -> None:
    """The example of each page, half of them suppressed, in one report in each language."""
    for number, rule in enumerate(all_rules().values()):
        for block in example_blocks(rule.page.en, "Example"):
            name = Path(block.path).name if block.path else NAMES.get(block.tag)
            path = tmp_path / rule.id / (name or "x")
            path.parent.mkdir(exist_ok=True)
            note = "# portlens: ignore-file\n" if number % 2 else ""
            path.write_text(note + block.text)
    for language in "en", "ja":
        log = sarif(tmp_path, "--lang", language)
        assert not [error.message for error in validator.iter_errors(log)]
        results = log["runs"][0]["results"]
        assert len({result["ruleId"] for result in results}) > 30
        assert {len(result["suppressions"]) for result in results} == {0, 1}


def test_bytes_that_are_no_text_and_files_that_are_not_there(
    validator: Any, tmp_path: Path
) -> None:
    stdin = b"server { listen 70000; } # \xff\x1b\r\nserver { listen 70001"
    log = sarif(tmp_path, "--format", "nginx", "-", "gone", stdin=stdin)
    assert not [error.message for error in validator.iter_errors(log)]
    assert log["runs"][0]["results"]


def test_the_schema_refuses_what_is_wrong(validator: Any, tmp_path: Path) -> None:
    log = sarif(tmp_path)
    log["runs"][0]["wumpus"] = True
    assert [error.message for error in validator.iter_errors(log)]


NAMES = {
    "nginx": "nginx.conf",
    "compose": "compose.yaml",
    "sshd_config": "sshd_config",
    "ssh_config": "ssh_config",
    "services": "services",
}
