"""The Python inside the extension says of real files what this machine's Python says."""

import json
import shutil
from pathlib import Path

import pytest

from tests.realfiles._roots import corpus
from tests.wasm import _run, _verdicts

pytestmark = pytest.mark.wasm

HERE = Path(__file__).parent


def test_real_files_and_examples_are_judged_alike(tmp_path: Path) -> None:
    corpus(tmp_path / "corpus")  # beside the project; without it the examples are left
    shutil.copytree(_run.PROJECT / "examples", tmp_path / "examples")
    shutil.copytree(_run.PROJECT / "tests" / "e2e" / "workspace", tmp_path / "workspace")
    expected = _verdicts.verdicts(str(tmp_path))
    script = HERE / "_print_verdicts.py"
    done = _run.run(_run.BUNDLED, script, str(HERE / "_verdicts.py"), str(tmp_path))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found) == list(expected)
    for path, findings in json.loads(json.dumps(expected)).items():
        assert found[path] == findings, path
    assert any(findings for findings in expected.values())
