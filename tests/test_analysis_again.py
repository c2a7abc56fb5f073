"""What is found after a keystroke is what is found where nothing was kept from before."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from portlens.analysis import analyse
from portlens.features.hover import hover
from portlens.features.symbols import outline
from portlens.network.context import Context
from portlens.programs.compose import body as reading
from portlens.workspace.document import Document
from portlens.workspace.latest import LatestParts
from tests._judge import context, document
from tests.formats.compose._anchored import anchored, override, typed
from tests.formats.compose.test_again import edited

PATH = "/site/compose.yaml"
SERVICES = (
    "  s{n}:\n    image: postgres:16\n    ports: ['543{n}:5432']\n",
    "  s{n}:\n    image: acme/s{n}\n    ports:\n      - 3{n}000:80\n      - 3{n}000:80\n",
    "  s{n}:\n    image: nginx\n    image: nginx\n    ports: [8080:80]\n    network_mode: host\n",
    "  s{n}:\n    environment: {{A: 'http://s1:543{n}', A: x}}\n    ports: ['8000-8001:80-81']\n",
    "  s{n}:\n    build: .\n    expose: [5342]\n    ports: ['5342:5342', '127.0.0.1:6379:6379']\n",
)


def _found(subject: Document) -> object:
    return analyse(subject, context({PATH: subject.text}))


@pytest.mark.parametrize("seed", range(25))
def test_it_is_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    services = (chance.choice(SERVICES).format(n=number) for number in range(7))
    subject = document("compose", "services:\n" + "".join(services), PATH)
    for _ in range(8):
        found = _found(subject)
        with monkeypatch.context() as patch:
            patch.setattr(reading, "_LAST", {})
            patch.setattr(LatestParts, "of", _nothing_kept)
            assert found == _found(document("compose", subject.text, PATH)), subject.text
        subject = subject.changed_to(edited(subject.text, chance))


def _nothing_kept(
    _self: object, _path: str, make: Callable[[Any], Any], _given: object = None
) -> Any:
    return make


class _Project:
    """A Compose file that is open in an editor, the file on top of it, and its variables."""

    def __init__(self, text: str, above: str) -> None:
        self.above, self.disk = above, {PATH: text, ABOVE: above, "/site/.env": "PORT=8080\n"}
        self.around = context(self.disk)
        self.documents = [document("compose", text, PATH), document("compose", above, ABOVE)]
        for each in self.documents:
            self.around.workspace.open(each)

    def type(self, number: int, text: str) -> None:
        self.documents[number] = self.documents[number].changed_to(text)
        self.around.workspace.open(self.documents[number])

    def said(self) -> list[object]:
        """Return all that an editor is told of both files."""
        return [_said(each, self.around) for each in self.documents]


def _said(subject: Document, around: Context) -> object:
    ends = sorted({end for use in subject.uses for end in use.span})
    return (
        analyse(subject, around),
        subject.uses,
        outline(subject, around.catalogue, "en"),
        [hover(subject, offset, around, "en") for offset in ends[::3]],
    )


ABOVE = "/site/compose.override.yaml"


@pytest.mark.parametrize("seed", range(24))
def test_with_anchors_it_is_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    project = _Project(anchored(chance), override(chance))
    for _ in range(14):
        said = project.said()
        texts = [each.text for each in project.documents]
        with monkeypatch.context() as patch:
            patch.setattr(reading, "_LAST", {})
            patch.setattr(LatestParts, "of", _nothing_kept)
            assert said == _Project(*texts).said(), "\n+++\n".join(texts)
        number = chance.choice((0, 0, 0, 1))
        project.type(number, typed(texts[number], chance))
        if chance.random() < 0.4:
            if chance.random() < 0.5:
                project.said()
            project.type(number, texts[number])
