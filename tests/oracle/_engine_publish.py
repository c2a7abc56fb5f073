"""What a Docker Engine says to a project that is started, and what portlens says of its files."""

import json
import posixpath
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from portlens.analysis import Judged, analyse
from portlens.model.port_use import PortUse
from portlens.programs.program import opened
from tests._judge import context, document
from tests.oracle._engine_projects import WIDTH, Started, started
from tests.oracle.engine import Engine

# Projects are started at the same time: each of these has ports of the host for itself.
LANES = 4
_FIRST = 20000

# Every word of the Engine, and of Compose, on ports or a network that a project cannot have.
REFUSALS = re.compile(
    r"port is already allocated|address already in use|conflicting options|all ports are allocated"
    r"|cannot assign requested address|invalid (?:container|host|published) ?port|invalid proto"
    r"|[Ii]nvalid port|are equal$|depends on undefined service"
    r"|cannot share network namespace with service"
)


class Port(NamedTuple):
    """A port of the host that leads to one of a container; an address as Python spells it."""

    address: str
    host: int
    transport: str
    target: int


class Start(NamedTuple):
    """One start: with which profile, and the Engine's refusal; empty where it runs.

    `published` has the ports of each running container, with the name of its service.
    """

    profile: str
    refusal: str
    published: list[tuple[str, list[Port]]]


class Outcome(NamedTuple):
    """A project, what the Engine said to each start, and what portlens finds."""

    seed: int
    project: Started
    starts: list[Start]
    found: list[Judged]
    opened: list[PortUse]  # as `ports --resolved` lists it

    @property
    def refusals(self) -> list[str]:
        """What the Engine said to each start; empty where it runs."""
        return [start.refusal for start in self.starts]

    @property
    def errors(self) -> list[Judged]:
        """What portlens is sure about."""
        return [one for one in self.found if one.severity == "error"]


def outcomes(running: Engine, seeds: Iterable[int]) -> list[Outcome]:
    """Start the projects of these seeds and return what came of each."""
    lanes: list[list[int]] = [[] for _ in range(LANES)]
    for seed in seeds:
        lanes[seed % LANES].append(seed)
    with ThreadPoolExecutor(LANES) as pool:
        every = pool.map(lambda lane: [_outcome(running, seed) for seed in lane], lanes)
    return sorted((one for lane in every for one in lane), key=lambda one: one.seed)


def _outcome(running: Engine, seed: int) -> Outcome:
    project = started(seed, _FIRST + seed % LANES * (WIDTH + 4))
    with TemporaryDirectory() as place:
        folder = Path(place, f"project{seed}")
        for name, text in project.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        starts = [_start(running, folder, profile) for profile in project.profiles]
    found, ports = judged(project.files)
    return Outcome(seed, project, starts, found, ports)


def _start(running: Engine, folder: Path, profile: str) -> Start:
    chosen = ["--profile", profile] if profile else []
    try:
        told = running.compose(folder, *chosen, "up", "-d")
        shown = running.compose(folder, "--profile", "*", "ps", "--format", "json")
    finally:
        running.compose(folder, "--profile", "*", "down", "-t", "0", "--remove-orphans")
    words = told.error.strip().rsplit("\n", 1)[-1]
    refusal = "" if not told.status or words == "no service selected" else words
    containers = [json.loads(line) for line in shown.output.splitlines()]
    return Start(profile, refusal, [(each["Service"], _ports(each)) for each in containers])


def _ports(container: dict[str, Any]) -> list[Port]:
    return sorted(
        Port(
            str(ip_address(each["URL"])),
            each["PublishedPort"],
            each["Protocol"],
            each["TargetPort"],
        )
        for each in container["Publishers"] or ()
        if each["PublishedPort"]
    )


def judged(files: dict[str, str]) -> tuple[list[Judged], list[PortUse]]:
    """Return what portlens finds in the Compose files of a folder, and what it says is opened."""
    disk = {posixpath.join("/project", name): text for name, text in files.items()}
    around = context(disk)
    found: list[Judged] = []
    for path, text in disk.items():
        if path.endswith(".yaml"):
            result = analyse(document("compose", text, path), around)
            assert not result.crashes, result.crashes
            found += result.findings
    main = document("compose", files["compose.yaml"], "/project/compose.yaml")
    return found, [use for _, use in opened(main, around.workspace)]
