"""What brings portlens into pipelines: GitHub's action and problem matcher, GitLab's component."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Portlens

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "action.yml"
COMPONENT = ROOT / "templates" / "portlens.yml"
MATCHER = ROOT / ".github" / "portlens-matcher.json"
TOOLS = Path(sys.executable).parent

BROKEN = "server {\n    listen 80;\n    listen 0.0.0.0:80;\n    listen 70000;\n}\n"
KNOWN = 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n'


def run_step(folder: Path, **inputs: str) -> tuple[int, str, dict[str, str]]:
    """Run the action's check as a runner does: its status, what it prints, and its outputs."""
    (step,) = (each for each in yaml.safe_load(ACTION.read_text())["runs"]["steps"] if "id" in each)
    binaries = folder / "temp" / "portlens" / "bin"
    binaries.mkdir(parents=True)
    command = f'#!/bin/sh\nexec "{sys.executable}" -m portlens "$@"\n'
    (binaries / "portlens").write_text(command)
    (binaries / "portlens").chmod(0o755)
    outputs = folder / "outputs"
    outputs.touch()
    environment = {
        **os.environ,
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_OUTPUT": str(outputs),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "LC_ALL": "C.UTF-8",
        "PATHS": ".",
        "ARGUMENTS": "",
        **inputs,
    }
    script = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    ran = subprocess.run(
        script, cwd=folder / "work", env=environment, capture_output=True, text=True, check=False
    )
    lines = outputs.read_text().split("\n")[:-1]
    return ran.returncode, ran.stdout + ran.stderr, dict(line.split("=", 1) for line in lines)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "my site"
    folder.mkdir(parents=True)
    (folder / "nginx.conf").write_text(BROKEN)
    (tmp_path / "work" / "compose.yaml").write_text(KNOWN)
    return tmp_path


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("inputs", "status", "findings"),
    [
        ({}, 1, 3),
        ({"PATHS": "my site\ncompose.yaml\n"}, 1, 3),
        ({"PATHS": "compose.yaml"}, 0, 1),
        ({"PATHS": "compose.yaml", "ARGUMENTS": "--fail-on\n  information"}, 1, 1),
        ({"ARGUMENTS": "--select port-out-of-range"}, 1, 1),
        ({"PATHS": "$(touch oops)"}, 2, 0),
    ],
)
def test_the_action(work: Path, inputs: dict[str, str], status: int, findings: int) -> None:
    ended, said, outputs = run_step(work, **inputs)
    assert (ended, outputs["status"]) == (status, str(status)), said
    log = json.loads(Path(outputs["sarif-file"]).read_text())
    assert len(log["runs"][0]["results"]) == findings
    annotations = re.findall("^::(?:error|warning|notice) file=", said, re.MULTILINE)
    assert len(annotations) == findings + (status == 2)  # a path that cannot be read has one, too
    assert not (work / "work" / "oops").exists()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_action_used_wrongly(work: Path) -> None:
    status, said, outputs = run_step(work, ARGUMENTS="--selct x")
    assert (status, outputs) == (2, {"status": "2"})
    assert "did you mean --select?" in said


def test_the_problem_matcher(portlens: Portlens) -> None:
    Path("my site").mkdir()
    Path("my site/nginx.conf").write_text(BROKEN)
    Path("compose.yaml").write_text(KNOWN)
    lines = portlens("check", "--output-format", "concise").out.split("\n")[:-1]
    found: list[tuple[Any, ...]] = []
    for matcher in json.loads(MATCHER.read_text())["problemMatcher"]:
        (pattern,) = matcher["pattern"]
        for match in filter(None, (re.match(pattern["regexp"], line) for line in lines)):
            severity = matcher.get("severity") or match[pattern["severity"]]
            place = (
                match[pattern["file"]],
                int(match[pattern["line"]]),
                int(match[pattern["column"]]),
            )
            found.append((*place, severity, match[pattern["code"]]))
            assert match[pattern["message"]]
    assert found == [
        ("my site/nginx.conf", 3, 12, "error", "duplicate-listen"),
        ("my site/nginx.conf", 4, 12, "error", "port-out-of-range"),
        ("compose.yaml", 4, 14, "notice", "published-to-all-interfaces"),
    ]


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_asks_for_little_and_ends(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"], name
        assert job["timeout-minutes"] <= 90, name
    # A tag may be moved to other code; a commit cannot.
    used = re.findall(r"uses: (.*)", path.read_text())
    assert [each for each in used if not re.fullmatch(r"\S+@[0-9a-f]{40} # v\d\S*", each)] == []


def test_the_parts_that_a_workflow_runs_are_there() -> None:
    text = (ROOT / ".github" / "workflows" / "tests.yml").read_text()
    script = (ROOT / ".ci" / "run").read_text()
    jobs = yaml.safe_load(text)["jobs"]
    parts = {*jobs["proof"]["strategy"]["matrix"]["part"], "demo", "programs", "engine"}
    assert parts <= set(re.findall(r"^part_(\w+)\(\)", script, re.MULTILINE))


def test_what_make_does_is_what_the_workflow_and_the_guide_say() -> None:
    make = (ROOT / "Makefile").read_text()
    guide = (ROOT / "CONTRIBUTING.md").read_text()
    verbs = set(re.findall(r"^([a-z0-9-]+):.*##", make, re.MULTILINE)) - {"help", "clean"}
    assert [verb for verb in sorted(verbs) if f"    make {verb} " not in guide] == []
    (chosen,) = re.findall(r'^test:.*\n\t.* -m ("[^"]*") tests', make, re.MULTILINE)
    assert f"-m {chosen} tests" in (ROOT / ".github" / "workflows" / "tests.yml").read_text()
    assert f"-m {chosen} tests" in guide


@pytest.mark.slow
def test_the_workflows_are_right_to_actionlint_and_safe_to_zizmor() -> None:
    checked("actionlint", *map(str, WORKFLOWS))
    checked("zizmor", "--offline", "--quiet", str(ROOT / ".github"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("issue-forms", "ISSUE_TEMPLATE/[0-9]*.yml"),
        ("workflows", "workflows/*.yml"),
    ],
)
def test_what_github_reads_is_of_its_schema(kind: str, pattern: str) -> None:
    paths = [str(path) for path in sorted((ROOT / ".github").glob(pattern))]
    checked("check-jsonschema", "--builtin-schema", f"vendor.github-{kind}", *paths)


def checked(tool: str, *words: str) -> None:
    if not (TOOLS / tool).exists():
        pytest.skip(f"{tool} is not installed")
    ran = subprocess.run(
        [TOOLS / tool, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.slow
def test_the_action_is_one_to_github_and_safe_to_zizmor() -> None:
    checked("check-jsonschema", "--builtin-schema", "vendor.github-actions", str(ACTION))
    checked("zizmor", "--offline", "--quiet", str(ACTION))


@pytest.mark.slow
def test_the_image_is_one_to_hadolint() -> None:
    checked("hadolint", "--failure-threshold", "style", str(ROOT / "Dockerfile"))


@pytest.mark.slow
def test_the_component_is_a_pipeline_to_gitlab(tmp_path: Path) -> None:
    spec, jobs = yaml.safe_load_all(COMPONENT.read_text())
    defaults = {name: each["default"] for name, each in spec["spec"]["inputs"].items()}
    text = yaml.safe_dump(jobs)
    for name, default in defaults.items():
        assert f"$[[ inputs.{name} ]]" in text
        text = text.replace(f"$[[ inputs.{name} ]]", default)
    pipeline = tmp_path / ".gitlab-ci.yml"
    pipeline.write_text(text)
    assert "$[[" not in text
    checked("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(pipeline))


def test_the_component_writes_what_it_promises(portlens: Portlens) -> None:
    Path("nginx.conf").write_text(BROKEN)
    *_, jobs = yaml.safe_load_all(COMPONENT.read_text())
    job = jobs["portlens"]
    _, check = job["script"]
    words = check.replace("$[[ inputs.paths ]]", ".").replace("$[[ inputs.arguments ]]", "").split()
    ran = portlens(*words[1:])
    assert (ran.status, "2 errors in 1 file" in ran.out) == (1, True)
    report = json.loads(Path(job["artifacts"]["reports"]["codequality"]).read_text())
    assert [each["check_name"] for each in report] == ["duplicate-listen", "port-out-of-range"]
