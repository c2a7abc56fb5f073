"""Who answers whom in a stack that a Docker Engine really runs."""

import json
import shlex
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from tests.oracle._engine_stacks import Probe, Stack, stack
from tests.oracle.engine import TOO_LONG, Engine

LANES = 3
_FIRST = 21000

_NO_NETWORK = ("network of a non running container", "namespace path", "final child's PID")

Truth = Literal["answers", "refused", "unresolved", "unknown"]


class Run(NamedTuple):
    """A stack, what came of each probe, and the last words of services that did not start."""

    seed: int
    stack: Stack
    truths: dict[Probe, Truth]
    dead: dict[str, str]


def runs(running: Engine, seeds: Iterable[int]) -> list[Run]:
    """Start the stacks of these seeds and return what came of each."""
    lanes: list[list[int]] = [[] for _ in range(LANES)]
    for seed in seeds:
        lanes[seed % LANES].append(seed)
    with ThreadPoolExecutor(LANES) as pool:
        every = pool.map(lambda lane: [_run(running, seed) for seed in lane], lanes)
    return sorted((one for lane in every for one in lane), key=lambda one: one.seed)


def _run(running: Engine, seed: int) -> Run:
    project = f"stack{seed}"
    made = stack(seed, _FIRST + seed % LANES * 10, project)
    with TemporaryDirectory() as place:
        folder = Path(place, project)
        for name, text in made.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        try:
            states: dict[str, dict[str, str]] = {}
            # An nginx that came before whom it calls gets another chance.
            for _ in range(3):
                told = running.compose(folder, "up", "-d")
                # Where that one has not started, nobody can share its network either; and a busy
                # machine may take longer than a minute.
                is_left = any(words in told.error for words in _NO_NETWORK)
                is_left = is_left or told.status == TOO_LONG
                assert not told.status or is_left, (seed, told.error, made.files["compose.yaml"])
                shown = running.compose(folder, "ps", "--all", "--format", "json").output
                states = {each["Service"]: each for each in map(json.loads, shown.splitlines())}
                if all(state["State"] == "running" for state in states.values()):
                    break
            truths = _truths(running, made, states)
            dead = {
                name: running.docker("logs", "--tail", "1", state["Name"]).error
                for name, state in states.items()
                if state["State"] != "running"
            }
        finally:
            running.compose(folder, "down", "-t", "0", "--remove-orphans")
    return Run(seed, made, truths, dead)


def _truths(running: Engine, made: Stack, states: dict[str, dict[str, str]]) -> dict[Probe, Truth]:
    truths: dict[Probe, Truth] = {}
    for service, state in states.items():
        probes = [probe for probe in made.probes if probe.caller == service]
        asked = _asked(running, state["Name"], probes)
        if asked is None:
            state["State"] = "exited"
            log = running.docker("logs", state["Name"]).error
            asked = {
                probe: "unresolved" if f'not found in upstream "{probe.name}' in log else "unknown"
                for probe in probes
            }
        truths.update(asked)
    return truths


def _asked(running: Engine, container: str, probes: list[Probe]) -> dict[Probe, Truth] | None:
    """Return what came of the probes from a container, or None where it does not run."""
    script = "".join(
        f"nc -w 2 {shlex.quote(probe.name)} {probe.port} </dev/null >/dev/null 2>/tmp/said;"
        f" echo {number} $? $(cat /tmp/said)\n"
        for number, probe in enumerate(probes)
    )
    told = running.docker("exec", container, "/bin/sh", "-c", script or "true")
    if told.status and not _is_running(running, container):  # it may end while it is asked
        return None
    assert not told.status, told.error
    answers = (line.partition(" ")[::2] for line in told.output.splitlines())
    return {probes[int(number)]: _truth(answer) for number, answer in answers}


def _is_running(running: Engine, container: str) -> bool:
    asked = running.docker("inspect", "--format", "{{.State.Running}}", container)
    return asked.output.strip() == "true"


def _truth(answer: str) -> Truth:
    """Return what netcat's status, and its words behind it, come to."""
    if answer.startswith("0"):
        return "answers"
    if "bad address" in answer:
        return "unresolved"
    return "refused" if "refused" in answer else "unknown"
