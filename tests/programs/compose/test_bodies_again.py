"""After a keystroke a project is what it would be if nothing of the file had been read before."""

import random
from typing import Any

import pytest

from portlens.formats.compose.services import Service
from portlens.programs.compose import body as reading
from portlens.programs.compose import load as loading
from portlens.programs.compose import sockets as taking
from portlens.programs.compose.project import Project, project_of
from portlens.programs.compose.service import Body
from portlens.programs.compose.sockets import sockets
from portlens.workspace.document import Document
from portlens.workspace.latest import LatestParts
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import document
from tests.formats.compose._anchored import anchored, typed
from tests.formats.compose.test_again import edited, text_by

_PATH = "/site/compose.yaml"
_SERVICES = "".join(
    f"  s{number}:\n    image: x\n    ports: ['{8000 + number}:80', '90:{number}']\n"
    f"    expose: [{number}]\n    network_mode: bridge\n    deploy: {{replicas: 2}}\n"
    for number in range(1, 6)
)


def _entries(project: Project) -> list[int]:
    """Return how many entries each service has: the ports of a range are told by having one."""
    bodies = project.services.values()
    return [len({id(port.entry) for port in body.ports}) for body in bodies]


def _project(subject: Document, variables: str) -> Project:
    disk = {_PATH: subject.text, "/site/.env": variables}
    return project_of(subject, Workspace(MemoryFiles(disk)))


@pytest.mark.parametrize("seed", range(60))
def test_it_is_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    begin, change = (text_by, edited) if seed % 2 else (anchored, typed)
    subject = document("compose", begin(chance), _PATH)
    for _ in range(8):
        variables = chance.choice(("", "", "", "PORT=81\n"))
        found = _project(subject, variables)
        taken = sockets(found)
        with monkeypatch.context() as patch:
            patch.setattr(reading, "_LAST", {})
            patch.setattr(loading, "_CANONICAL", LatestParts())
            patch.setattr(taking, "_OF_BODIES", LatestParts())
            anew = _project(subject, variables)
            assert found == anew, subject.text
            assert taken == sockets(anew), subject.text
        assert _entries(found) == _entries(anew), subject.text
        subject = subject.changed_to(change(subject.text, chance))


def test_what_the_change_does_not_touch_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    subject = document("compose", f"services:\n{_SERVICES}", _PATH)
    read: list[str] = []
    of_one = reading.read_body

    def noted(service: Service, *rest: Any, **more: Any) -> Body:
        read.append(service.name)
        return of_one(service, *rest, **more)

    monkeypatch.setattr(reading, "read_body", noted)
    _project(subject, "")
    assert read == ["s1", "s2", "s3", "s4", "s5"]
    read.clear()
    subject = subject.changed_to(subject.text.replace("8004", "18004"))
    found = _project(subject, "")
    assert read == ["s4"]
    ports = [port for body in found.services.values() for port in body.ports]
    assert [port.published for port in ports[6:8]] == ["18004", "90"]
