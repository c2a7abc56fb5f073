"""The SARIF report, held against OASIS' schema and Microsoft's validator with GitHub's rules."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from portlens.rules.registry import DOCUMENTATION, all_rules
from tests._pages import example_blocks
from tests.oracle import get_sarif

pytestmark = pytest.mark.oracle

OPTIONS = ("--rule-kind", "Sarif;Ghas", "--output", "out.json", "--log", "ForceOverwrite")


def fetched(fetch: Callable[[], Path]) -> Path:
    try:
        return fetch()
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"it cannot be fetched: npm and a network are needed ({error})")


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json.loads(fetched(get_sarif.schema).read_text("utf-8-sig"))
    return jsonschema.validators.validator_for(schema)(schema)


def complaints(log: Any, folder: Path) -> list[str]:
    """Return the rules of Microsoft's validator that `log` breaks, GitHub's among them."""
    program = fetched(get_sarif.validator)
    (folder / "log.sarif").write_text(json.dumps(log))
    done = subprocess.run(
        [program, "validate", "log.sarif", *OPTIONS],
        cwd=folder,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    runs = json.loads((folder / "out.json").read_text("utf-8-sig"))["runs"]
    return [result["ruleId"] for run in runs for result in run["results"]]


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
        assert complaints(log, tmp_path) == UNADDRESSED


def test_bytes_that_are_no_text_and_files_that_are_not_there(
    validator: Any, tmp_path: Path
) -> None:
    stdin = b"server { listen 70000; } # \xff\x1b\r\nserver { listen 70001"
    log = sarif(tmp_path, "--format", "nginx", "-", "gone", stdin=stdin)
    assert not [error.message for error in validator.iter_errors(log)]
    assert log["runs"][0]["results"]


def test_both_refuse_what_is_wrong(validator: Any, tmp_path: Path) -> None:
    log = sarif(tmp_path, "--format", "nginx", "-", stdin=b"server { listen 70000; }")
    assert complaints(log, tmp_path) == UNADDRESSED
    log["runs"][0]["results"][0]["ruleIndex"] = 7
    assert sorted(complaints(log, tmp_path)) == ["SARIF1009", *UNADDRESSED]
    log["runs"][0]["wumpus"] = True
    assert [error.message for error in validator.iter_errors(log)]


# A report names no address for the tool as long as the project has none (`informationUri`).
UNADDRESSED = [] if DOCUMENTATION else ["SARIF2005"]

NAMES = {
    "nginx": "nginx.conf",
    "compose": "compose.yaml",
    "sshd_config": "sshd_config",
    "ssh_config": "ssh_config",
    "services": "services",
}
