"""The language server as an editor feels it: start, hover, memory; beside a bare pygls server."""

import sys
import time
from pathlib import Path
from statistics import median

from tests.bench._talk import BARE, PORTLENS, Talk
from tests.bench.measure import Missing, Row, side_by_side

URI = "file:///site/compose.yaml"
COMPOSE = 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n'
PLACE = (3, 14)
STARTS = 9
HOVERS = 1500
QUESTIONS = 300
WORD_URI = "file:///site/word/compose.yaml"


def run() -> list[Row | Missing]:
    return [*_start(), *_hover(), *_hover_without_pipe_reader(), *_questions(), *_memory()]


def _start() -> list[Row | Missing]:
    answers: dict[tuple[str, ...], list[float]] = {PORTLENS: [], BARE: []}
    hovers: dict[tuple[str, ...], list[float]] = {PORTLENS: [], BARE: []}
    for number in range(STARTS + 1):
        for command in (PORTLENS, BARE):
            talk = Talk(command)
            talk.initialize()
            answered = talk.clock
            talk.open(URI, "dockercompose", COMPOSE)
            talk.hover(URI, *PLACE)
            hovered = talk.clock
            talk.end()
            if number:  # the first start of each writes its compiled files
                answers[command].append(answered * 1000)
                hovers[command].append(hovered * 1000)
    return [
        Row("start → initialize", *_best(answers), "bare pygls", 0.10),
        Row("start → first hover", *_best(hovers), "bare pygls", 0.8),
    ]


def _best(times: dict[tuple[str, ...], list[float]]) -> tuple[float, float]:
    """Return the shortest times: a start takes long enough for other programs to get in its way."""
    return min(times[PORTLENS]), min(times[BARE])


def _warm(command: tuple[str, ...]) -> Talk:
    talk = Talk(command)
    talk.initialize()
    talk.open(URI, "dockercompose", COMPOSE)
    for _ in range(50):
        talk.hover(URI, *PLACE)
    return talk


def _hovered(ours: Talk, rival: Talk) -> tuple[list[float], list[float]]:
    """Return the sorted times of hovers, in milliseconds, asked of both in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(HOVERS):
        for talk, taken in zip((ours, rival), times, strict=True):
            start = time.perf_counter()
            talk.hover(URI, *PLACE)
            taken.append((time.perf_counter() - start) * 1000)
    ours.end()
    rival.end()
    return sorted(times[0]), sorted(times[1])


def _hover() -> list[Row | Missing]:
    ours, rival = _hovered(_warm(PORTLENS), _warm(BARE))
    last = HOVERS * 99 // 100
    return [
        Row("warm hover, p50", median(ours), median(rival), "bare pygls", 0.40),
        Row("warm hover, p99", ours[last], rival[last], "bare pygls", 0.8),
    ]


def _hover_without_pipe_reader() -> list[Row | Missing]:
    """Windows has no pipes that asyncio reads: there a thread does."""
    script = Path(__file__).with_name("_thread_reader.py")
    ours, rival = _hovered(_warm((sys.executable, str(script))), _warm(BARE))
    measure = "warm hover, p50, read by a thread"
    return [Row(measure, median(ours), median(rival), "bare pygls", 0.75)]


def _questions() -> list[Row | Missing]:
    """Completion after two letters, and a search of 50 names: asked in turns with bare hovers."""
    ours, rival = _warm(PORTLENS), _warm(BARE)
    word = "services:\n  db:\n    ports:\n      - po\n"
    ours.open(WORD_URI, "dockercompose", word)
    place = {"textDocument": {"uri": WORD_URI}, "position": {"line": 3, "character": 10}}
    search = {"command": "portlens.search", "arguments": ["po"]}
    asked = {
        "completion": (lambda: ours.ask("textDocument/completion", place), 2.5),
        "search of 50 names": (lambda: ours.ask("workspace/executeCommand", search), 1.5),
    }
    rows: list[Row | Missing] = []
    for measure, (ask, goal) in asked.items():
        times = side_by_side(ask, lambda: rival.hover(URI, *PLACE), QUESTIONS)
        rows.append(Row(f"{measure}, p50", *times, "bare pygls' hover", goal))
    ours.end()
    rival.end()
    return rows


def _memory() -> list[Row | Missing]:
    if not Path("/proc/self/status").exists():
        return [Missing("memory after a hover", "Linux's /proc")]
    ours, rival = _warm(PORTLENS), _warm(BARE)
    sizes = ours.memory() / 1024, rival.memory() / 1024
    ours.end()
    rival.end()
    return [Row("memory after a hover", *sizes, "bare pygls", 1.5, "MiB")]
