"""The real pre-commit runs the hook of this checkout on repositories of three kinds."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.oracle

CHECKOUT = Path(__file__).parents[2]
PYTHON = {
    "pyproject.toml": '[project]\nname = "x"\nversion = "1"\n[tool.x]\nports = [70000]\n',
    "x/server.py": '"""Serve on port 70000."""\n\nLISTEN = "listen 70000;"\nPORT = 70000\n',
    "README.md": "# x\n\n    server { listen 70000; }\n\n    ports: ['70000:80']\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  t:\n    services:\n"
    "      db: {image: postgres, ports: ['5432:5432', '5432:5432']}\n",
    "mkdocs.yml": "site_name: x\nservices: none\nports: 70000\n",
    "tests/data.txt": "Port 70000\nHost x\nhttp 80/tcp\nhttp 80/tcp\n",
    "setup.cfg": "[flake8]\nport = 70000\n",
    "etc/supervisor.conf": "[inet_http_server]\nport = 127.0.0.1:99999\n",
}
GO = {
    "go.mod": "module example.org/x\n\ngo 1.22\n",
    "main.go": 'package main\n\nfunc main() { listen(":70000") }\n',
    "config.yaml": "listen: ':70000'\nservices:\n  - name: a\n    ports: [70000]\n",
    "deploy/gateway.yaml": "apiVersion: acme.example/v1\nkind: Gateway\nspec:\n"
    "  ports: [{port: 70000, targetPort: 99999}]\n",
    "testdata/services": "this is prose about services\n",
    "Makefile": "run:\n\tgo run . -port 70000\n",
}
MIXED = {
    **PYTHON,
    **GO,
    "compose.yaml": "services:\n  web: {image: nginx, ports: ['8080:80']}\n",
    "nginx/nginx.conf": "events {}\nhttp { server { listen 80; } }\n",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, str]], tuple[int, str]]:
    """Run the hook on a repository with these files; return pre-commit's status and output."""
    git = shutil.which("git")
    if git is None or not (CHECKOUT / ".git").exists():
        pytest.skip("pre-commit clones the hook from a git checkout: git and one are needed")
    home = tmp_path_factory.mktemp("home")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_"))
    } | {"PRE_COMMIT_HOME": str(home / "cache"), "HOME": str(home), "PYTHONPATH": "", "LANG": "C"}

    def said(folder: Path, *words: str) -> tuple[int, str]:
        done = subprocess.run(
            words,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout.decode()

    # What is not committed yet counts as well: a clone with the files as they are now.
    hook = home / "portlens"
    said(home, git, "clone", "--quiet", "--no-hardlinks", str(CHECKOUT), str(hook))
    for part in ("server", "pyproject.toml", ".pre-commit-hooks.yaml"):
        source, target = CHECKOUT / part, hook / part
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignored)
        else:
            shutil.copyfile(source, target)
    commit = (git, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet")
    said(hook, git, "add", "--all")
    said(hook, *commit, "--allow-empty", "--message", "now")
    _, revision = said(hook, git, "rev-parse", "HEAD")
    configuration = (
        f"repos:\n- repo: {hook}\n  rev: {revision.strip()}\n  hooks: [{{id: portlens}}]\n"
    )

    def on(files: dict[str, str]) -> tuple[int, str]:
        folder = tmp_path_factory.mktemp("repository")
        for name, text in {**files, ".pre-commit-config.yaml": configuration}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        said(folder, git, "init", "--quiet")
        said(folder, git, "add", "--all")
        return said(folder, sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose")

    status, output = on({"compose.yaml": MIXED["compose.yaml"]})
    if status == 3 or "An unexpected error has occurred" in output:
        pytest.skip(f"the hook's environment cannot be made (PyPI is needed): {output[-500:]}")
    return on


@pytest.mark.parametrize("files", [PYTHON, GO, MIXED], ids=["python", "go", "mixed"])
def test_nothing_is_said_of_files_that_are_no_configuration(
    run: Callable[[dict[str, str]], tuple[int, str]], files: dict[str, str]
) -> None:
    status, output = run(files)
    assert status == 0, output
    head, *rest = output.strip().splitlines()
    assert head.startswith("portlens....")
    assert head.endswith(("Passed", "Skipped"))
    assert not [line for line in rest if not line.startswith("- ")], output


def test_only_the_broken_configurations_are_told(
    run: Callable[[dict[str, str]], tuple[int, str]],
) -> None:
    broken = {name: MIXED[name].replace("80", "70000") for name in ("nginx/nginx.conf",)}
    broken["compose.yaml"] = "services:\n  web: {image: nginx, ports: ['70000:80']}\n"
    status, output = run({**MIXED, **broken})
    assert status == 1
    told = {line.partition(":")[0] for line in output.splitlines() if ": error[" in line}
    assert told == {"compose.yaml", "nginx/nginx.conf"}
    assert "passed over" not in output
