"""What Compose calls a project, and with it the containers without a name of their own."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from portlens.programs.compose.project import project_of
from portlens.programs.compose.project_name import project_name
from tests.network._stack import around
from tests.oracle.get_compose import BINARY

SERVICES = "services: {a: {image: x}}\n"
PROJECTS = {
    "the folder": ("My.App_1-x", {"compose.yaml": SERVICES}, "myapp_1-x"),
    "a folder that begins with signs": ("_-.x", {"compose.yaml": SERVICES}, "x"),
    "the key": ("p", {"compose.yaml": f"name: shop\n{SERVICES}"}, "shop"),
    "a default": ("p", {"compose.yaml": f"name: ${{N:-shop}}\n{SERVICES}"}, "shop"),
    "the last file": (
        "p",
        {
            "compose.yaml": f"name: shop\n{SERVICES}",
            "compose.override.yaml": "name: test\nservices: {}\n",
        },
        "test",
    ),
    "an included file": (
        "p",
        {"compose.yaml": f"include: [b.yaml]\n{SERVICES}", "b.yaml": "name: b\nservices: {}\n"},
        "p",
    ),
    "the variable": (
        "p",
        {"compose.yaml": f"name: shop\n{SERVICES}", ".env": "COMPOSE_PROJECT_NAME=other\n"},
        "other",
    ),
}


@pytest.mark.parametrize("case", PROJECTS)
def test_a_project_is_called_by(case: str) -> None:
    folder, files, name = PROJECTS[case]
    context = around({f"/r/{folder}/{path}": text for path, text in files.items()})
    document = context.workspace.document(f"/r/{folder}/compose.yaml")
    assert document is not None
    assert project_name(project_of(document, context.workspace)) == name


@pytest.mark.oracle
@pytest.mark.skipif(not BINARY.exists(), reason="docker-compose is not there")
@pytest.mark.parametrize("case", PROJECTS)
def test_compose_calls_it_so_too(case: str, tmp_path: Path) -> None:
    folder, files, name = PROJECTS[case]
    (tmp_path / folder).mkdir()
    for path, text in files.items():
        (tmp_path / folder / path).write_text(text)
    told = subprocess.run(
        [BINARY, "config", "--format", "json"],
        cwd=tmp_path / folder,
        env={"PATH": os.defpath, "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(told.stdout)["name"] == name
