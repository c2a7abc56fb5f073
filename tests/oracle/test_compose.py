"""docker-compose itself, in two versions, as the judge of projects: real ones, many by chance."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.oracle._compose import Answer, ask_compose, ask_portlens
from tests.oracle._compose_gathered import gathered
from tests.oracle._compose_projects import project
from tests.oracle._long import Record, chance, numbers
from tests.oracle._surroundings import dressed
from tests.oracle.get_compose import BINARY, NEWER_BINARY

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "compose"
PROJECTS = 920
GATHERED = 80
DRESSED = 60

pytestmark = pytest.mark.oracle


@pytest.fixture(params=[BINARY, NEWER_BINARY], ids=lambda path: path.name)
def binary(request: pytest.FixtureRequest) -> Path:
    if not request.param.exists():
        pytest.skip("run tests/oracle/get_compose.py for the binary")
    return request.param


Files = dict[str, str]


def _answers(binary: Path, projects: Iterable[Files]) -> list[tuple[Files, Answer]]:
    """Ask Compose of every project, as many at a time as there are processors."""
    everything = list(projects)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(
            zip(everything, pool.map(lambda one: ask_compose(one, binary), everything), strict=True)
        )


def test_projects_by_chance_get_the_same_verdict_and_the_same_ports(
    binary: Path, record_property: Record
) -> None:
    seeds = numbers(PROJECTS)
    answers = _answers(binary, map(project, seeds))
    record_property("verdicts", len(answers))
    for seed, (files, told) in zip(seeds, answers, strict=True):
        ours = ask_portlens(files, binary)
        assert (ours.is_accepted, ours.ports) == (told.is_accepted, told.ports), (seed, told, ours)
    accepted = sum(told.is_accepted for _, told in answers)
    assert PROJECTS // 4 < accepted < PROJECTS * 3 // 4 + PROJECTS // 10


def test_projects_gathered_from_many_places(binary: Path, record_property: Record) -> None:
    seeds = numbers(GATHERED)
    answers = _answers(binary, map(gathered, seeds))
    record_property("verdicts", len(answers))
    for seed, (files, told) in zip(seeds, answers, strict=True):
        ours = ask_portlens(files, binary)
        assert (ours.is_accepted, ours.ports) == (told.is_accepted, told.ports), (seed, told, ours)
    accepted = sum(told.is_accepted for _, told in answers)
    assert GATHERED // 4 < accepted < GATHERED * 7 // 8


def test_how_a_project_is_written_down_changes_nothing(
    binary: Path, record_property: Record
) -> None:
    random = chance("dressed")
    answers = _answers(binary, [dressed(project(seed), random) for seed in numbers(DRESSED)])
    record_property("verdicts", len(answers))
    for files, told in answers:
        ours = ask_portlens(files, binary)
        assert (ours.is_accepted, ours.ports) == (told.is_accepted, told.ports), (files, told, ours)
    assert sum(told.is_accepted for _, told in answers) > DRESSED // 4


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of real files is not there: {CORPUS}")
def test_real_files_have_the_same_ports(binary: Path) -> None:
    files = [{"compose.yaml": path.read_text("utf-8")} for path in sorted(CORPUS.iterdir())]
    compared = 0
    for texts, told in _answers(binary, files):
        ours = ask_portlens(texts, binary)
        if told.is_accepted:
            assert ours.ports == told.ports, texts["compose.yaml"]
            compared += 1
        # What else Compose refuses, it refuses for files that lie elsewhere, or for its age.
        elif any(word in told.message for word in ("Port:", "invalid proto", "IP address")):
            assert not ours.is_accepted, (told, texts["compose.yaml"])
    assert compared >= 70
