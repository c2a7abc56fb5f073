"""What a project takes over from the reading of its files is what it would read again."""

from pathlib import Path

import pytest

from portlens.programs.compose import load
from portlens.programs.compose.project import Project, project_of
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import document
from tests.formats.compose.test_generated import compose_text

_SETTINGS = "P=8080\nIMAGE=nginx\nIP=127.0.0.1\n"
_CORPUS = sorted(Path(__file__).parents[3].glob("examples/**/*compose*.y*ml"))
_TEXTS = [
    *map(compose_text, range(600)),
    *(path.read_text("utf-8") for path in _CORPUS),
    "services:\n  a:\n    ports: &p ['80', '81:81']\n  b:\n    ports: *p\n    expose: *p\n",
    "services:\n  a:\n    expose: &p ['80']\n    ports: *p\n",
    "services:\n  a:\n    image: ${IMAGE}\n    ports: ['80:80', '${P}:80', '${IP}:1:1']\n",
    "services:\n  a:\n    ports: [&e {target: 80, published: 1}, *e, {<<: *e, published: 2}]\n",
    "services:\n  a:\n    ports: ['80:80', x, '81:81']\n    expose: [82, ]\n",
    "services:\n  a:\n    ports: !override ['80:80', !reset '81:81']\n",
]


def _project(subject: Document, variables: str) -> Project:
    disk = {subject.path: subject.text, "/site/.env": variables}
    return project_of(subject, Workspace(MemoryFiles(disk)))


@pytest.mark.parametrize("variables", ["", _SETTINGS], ids=["alone", "with variables"])
def test_it_is_the_same(monkeypatch: pytest.MonkeyPatch, variables: str) -> None:
    taken_over = 0
    for text in _TEXTS:
        subject = document("compose", text, "/site/compose.yaml")
        found = _project(subject, variables)
        own = set(map(id, subject.uses))
        ports = [port for body in found.services.values() for port in body.ports]
        taken_over += sum(id(port.use) in own for port in ports)
        with monkeypatch.context() as patch:
            patch.setattr(load, "_known", lambda _document: {})
            assert found == _project(subject, variables), text
    assert taken_over > 100
