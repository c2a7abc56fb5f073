"""The real docker-compose, and portlens, asked the same question of the same files."""

import json
import os
import posixpath
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from portlens.formats.registry import format_named
from portlens.programs.compose.files import default_files
from portlens.programs.compose.problem import OLDER
from portlens.programs.compose.project import Project, load
from portlens.programs.compose.sources import Sources
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests.oracle.get_compose import BINARY, NEWER_BINARY

Ports = dict[str, list[tuple[str, str, int, str, str]]]  # host_ip, published, target, …, mode


class Answer(NamedTuple):
    """Whether the project loads, and each service's ports if it does."""

    is_accepted: bool
    ports: Ports
    message: str = ""


def ask_compose(files: dict[str, str], binary: Path = BINARY) -> Answer:
    """Return what `docker compose config` says of `files`, all profiles switched on."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "project"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        told = subprocess.run(
            [binary, "--profile", "*", "config", "--format", "json"],
            cwd=folder,
            env={"PATH": os.defpath, "HOME": place},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    if told.returncode:
        return Answer(is_accepted=False, ports={}, message=told.stderr.strip())
    services = json.loads(told.stdout).get("services", {})
    return Answer(
        is_accepted=True,
        ports={
            name: [
                (
                    port.get("host_ip", ""),
                    port.get("published", ""),
                    port.get("target", 0),
                    port.get("protocol") or "tcp",
                    port.get("mode", ""),  # left out where it is written as an empty text
                )
                for port in service.get("ports", [])
            ]
            for name, service in services.items()
        },
    )


def ask_portlens(files: dict[str, str], binary: Path = NEWER_BINARY) -> Answer:
    """Return what portlens says that the `binary` makes of the same files."""
    project = project_in(files)
    ports = {
        name: [
            (port.host_ip, port.published, port.target or 0, port.transport, port.mode)
            for port in body.ports
        ]
        for name, body in project.services.items()
    }
    kinds = {problem.kind for problem in project.problems}
    kinds -= OLDER if binary == NEWER_BINARY else set()
    if kinds:
        return Answer(is_accepted=False, ports={}, message=", ".join(sorted(kinds)))
    return Answer(is_accepted=True, ports=ports)


def project_in(files: dict[str, str]) -> Project:
    """Return the project that Compose would load from a folder with these files."""
    disk = {f"/project/{name}": text for name, text in files.items()}
    workspace = Workspace(MemoryFiles(disk))
    format_ = format_named("compose")
    assert format_ is not None
    somewhere = Document("/elsewhere/compose.yaml", "", format_)
    sources = Sources(workspace, somewhere)
    found = default_files(sources, "/project")
    assert found, posixpath.join("/project", "compose.yaml")
    return load(sources, found, unknown="")
