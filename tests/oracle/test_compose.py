"""docker-compose itself as the judge of whole projects: real ones, and thousands by chance."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.oracle._compose import Answer, ask_compose, ask_portlens
from tests.oracle._compose_projects import project
from tests.oracle.get_compose import BINARY

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "compose"
PROJECTS = 2000

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(
        not BINARY.exists(), reason="run tests/oracle/get_compose.py for the binary"
    ),
]

Files = dict[str, str]


def _answers(projects: Iterable[Files]) -> list[tuple[Files, Answer]]:
    """Ask Compose of every project, as many at a time as there are processors."""
    everything = list(projects)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(zip(everything, pool.map(ask_compose, everything), strict=True))


def test_projects_by_chance_get_the_same_verdict_and_the_same_ports() -> None:
    answers = _answers(project(seed) for seed in range(PROJECTS))
    for seed, (files, told) in enumerate(answers):
        ours = ask_portlens(files)
        assert (ours.is_accepted, ours.ports) == (told.is_accepted, told.ports), (seed, told, ours)
    accepted = sum(told.is_accepted for _, told in answers)
    assert PROJECTS // 4 < accepted < PROJECTS * 3 // 4 + PROJECTS // 10


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of real files is not there: {CORPUS}")
def test_real_files_have_the_same_ports() -> None:
    files = [{"compose.yaml": path.read_text("utf-8")} for path in sorted(CORPUS.iterdir())]
    compared = 0
    for texts, told in _answers(files):
        ours = ask_portlens(texts)
        if told.is_accepted:
            assert ours.ports == told.ports, texts["compose.yaml"]
            compared += 1
        # What else Compose refuses, it refuses for files that lie elsewhere, or for its age.
        elif any(word in told.message for word in ("Port:", "invalid proto", "IP address")):
            assert not ours.is_accepted, (told, texts["compose.yaml"])
    assert compared >= 70
