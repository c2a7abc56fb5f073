"""partly-read, where a bound or a folder has to be set first."""

import pytest

from portlens.programs.compose import sources
from portlens.programs.nginx import includes
from portlens.programs.ssh import lines
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import context, document, judge

OUTSIDE = "portlens does not read this file: it lies outside of the workspace"
TOO_MANY = "portlens does not read all of these files: there are too many"


def told(format_id: str, path: str, files: dict[str, str], folder: str = "") -> list[str]:
    """Return what is told at `path`, whose neighbours are read in `folder` alone."""
    subject = document(format_id, files[path], path)
    around = context(files)
    if folder:
        workspace = Workspace(MemoryFiles(files), lambda: [folder])
        around = around._replace(workspace=workspace)
    found = judge(subject, around, only=["partly-read"])
    return [f"{label.line}: {label.text.removeprefix('hint[partly-read]: ')}" for label in found]


@pytest.mark.parametrize(
    ("format_id", "path", "text", "other"),
    [
        ("compose", "/site/a/compose.yaml", "include: [../b/x.yaml]\n", "/site/b/x.yaml"),
        (
            "compose",
            "/site/a/compose.yaml",
            "include: [{path: c.yaml, env_file: ../b/.env}]\n",
            "/site/b/.env",
        ),
        (
            "compose",
            "/site/a/compose.yaml",
            "services: {a: {extends: {file: ../b/x.yaml, service: a}}}\n",
            "/site/b/x.yaml",
        ),
        (
            "compose",
            "/site/a/compose.yaml",
            "services: {a: {image: x, env_file: ../b/x.env}}\n",
            "/site/b/x.env",
        ),
        ("nginx", "/site/a/nginx.conf", "http { include ../b/*.conf; }\n", "/site/b/x.conf"),
        ("nginx", "/site/a/nginx.conf", "http { include ../b/x.conf; }\n", "/site/b/x.conf"),
        ("sshd_config", "/site/a/sshd_config", "Include ../b/*\n", "/site/b/x.conf"),
        ("ssh_config", "/site/a/ssh_config", "Include ../b/*\n", "/site/b/x.conf"),
    ],
)
def test_outside_of_the_workspace(format_id: str, path: str, text: str, other: str) -> None:
    files = {path: text, other: "", "/site/a/c.yaml": "services: {}\n"}
    assert told(format_id, path, files, "/site/a") == [f"0: {OUTSIDE}"]
    assert told(format_id, path, files, "/site") == []
    assert told(format_id, path, {path: text, "/site/a/c.yaml": ""}, "/site/a") == []


def test_the_env_file_of_a_project_that_is_a_link_out_of_the_workspace() -> None:
    files = {"/site/compose.yaml": "services: {a: {image: x}}\n", "/etc/all.env": "A=1\n"}
    disk = MemoryFiles(files, {"/site/.env": "/etc/all.env"})
    around = context()._replace(workspace=Workspace(disk, lambda: ["/site"]))
    subject = document("compose", files["/site/compose.yaml"], "/site/compose.yaml")
    (found,) = judge(subject, around, only=["partly-read"])
    assert "the .env file of this project" in found.text


def test_a_link_that_leads_out_of_the_workspace() -> None:
    files = {"/site/sshd_config": "Include d/*\n", "/etc/shadow": "Port 80\n"}
    disk = MemoryFiles(files, {"/site/d/x": "/etc/shadow"})
    around = context()._replace(workspace=Workspace(disk, lambda: ["/site"]))
    subject = document("sshd_config", files["/site/sshd_config"], "/site/sshd_config")
    [label] = judge(subject, around, only=["partly-read"])
    assert OUTSIDE in label.text


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sources, includes, lines):
        monkeypatch.setattr(module, "MOST_FILES", 20)
    names = [f"/site/d/{number}.yaml" for number in range(30)]
    every = dict.fromkeys(names, "")
    include = "include:\n" + "".join(f"- d/{number}.yaml\n" for number in range(30))
    compose = told("compose", "/site/compose.yaml", {**every, "/site/compose.yaml": include})
    assert compose
    assert all(TOO_MANY in each for each in compose)
    services = "services:\n" + "".join(
        f"  s{number}: {{image: x, env_file: d/{number}.yaml}}\n" for number in range(30)
    )
    compose = told("compose", "/site/compose.yaml", {**every, "/site/compose.yaml": services})
    assert 10 <= len(compose) < 30
    assert all(TOO_MANY in each for each in compose)
    nginx = {**every, "/site/nginx.conf": "http { include d/*; }\n"}
    assert told("nginx", "/site/nginx.conf", nginx) == [f"0: {TOO_MANY}"]
    ssh = {**every, "/site/sshd_config": "Include d/*\n"}
    assert told("sshd_config", "/site/sshd_config", ssh) == [f"0: {TOO_MANY}"]


def test_more_keys_than_are_taken_from_elsewhere() -> None:
    base = "x-a: &a\n" + "".join(f"  x-{number}: 1\n" for number in range(501))
    services = (f"  s{number}:\n    <<: *a\n    image: x\n" for number in range(100))
    text = f"{base}services:\n{''.join(services)}"  # 50,100 keys that are merged
    [found] = told("compose", "/site/compose.yaml", {"/site/compose.yaml": text})
    assert found.startswith(f"{502 + 1 + 99 * 3}: portlens does not take all that this")
    fewer = text.replace("  x-1: 1\n", "")
    assert told("compose", "/site/compose.yaml", {"/site/compose.yaml": fewer}) == []


def test_a_value_that_is_too_long_is_unknown_and_no_error() -> None:
    path = "/site/compose.yaml"
    doubling = "A0=80\n" + "".join(f"A{i}=$A{i - 1}$A{i - 1}\n" for i in range(1, 30))
    files = {
        path: "services:\n  a:\n    image: x\n    ports: ['${A29}:80']\n",
        "/site/.env": doubling,
    }
    subject = document("compose", files[path], path)
    assert judge(subject, context(files)) == []
