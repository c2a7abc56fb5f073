"""systemd-analyze as the judge: the same lines ignored, and the same units that listen on nothing.

Left out is what portlens leaves alone: vsock, and what systemd fills in (`%i`).
"""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from portlens.programs.systemd.units import unit_of
from tests._judge import context, document
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program, said
from tests.oracle._systemd_generate import Unit, service_unit, socket_unit

_FILES = 1_000  # of each kind, in every round
_AT_ONCE = 20
REFUSED = re.compile(
    r"^.*/(?P<name>\w+\.\w+):(?P<line>\d+): (?:Failed to parse address value"
    r"|Address family not supported|Unable to parse SocketBind|Failed to parse SocketBind)"
)
_NOTHING = re.compile(r"^(\w+\.socket): Unit has no Listen setting")

_END = re.compile(r"\r\n|[\r\n]")

Verdict = tuple[set[int], bool]


@pytest.mark.oracle
@pytest.mark.parametrize("make", [socket_unit, service_unit], ids=["socket", "service"])
def test_generated_units(
    make: Callable[[Random], Unit], tmp_path: Path, record_property: Record
) -> None:
    analyze = program("systemd-analyze", "systemd")
    random = chance("systemd")
    record_property("files", _FILES)
    (tmp_path / "y.service").write_text("[Service]\nExecStart=/bin/true\n", "utf-8")
    units: dict[str, Unit] = {}
    for number in range(_FILES):
        unit = make(random)
        units[f"u{number}.{unit.kind}"] = unit
    for name, unit in units.items():
        (tmp_path / name).write_text(unit.text, "utf-8", newline="")
    names = list(units)
    groups = [names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE)]
    answers = in_parallel(lambda group: _ask(analyze, tmp_path, group, units), groups)
    theirs = {name: verdict for answer in answers for name, verdict in answer.items()}
    wrong = [
        (unit.text, theirs[name], ours)
        for name, unit in units.items()
        if (ours := _verdict(unit, f"/site/{name}")) != theirs[name]
    ]
    assert not wrong, f"{len(wrong)} of {len(units)}: {wrong[:3]}"
    refused = sum(bool(lines) for lines, _ in theirs.values())
    assert len(units) / 5 < refused, "the files are too much alike to prove anything"
    assert any(not lines for lines, _ in theirs.values())


def _ask(
    analyze: str, folder: Path, names: list[str], units: dict[str, Unit]
) -> dict[str, Verdict]:
    found: dict[str, Verdict] = {name: (set(), False) for name in names}
    _, _, errors = said([analyze, "verify", *(str(folder / name) for name in names)])
    for line in errors.split("\n"):
        if (match := REFUSED.match(line)) and match["name"] in found:
            name = match["name"]
            found[name][0].add(units[name].index_of(int(match["line"])))
        elif (match := _NOTHING.match(line)) and match[1] in found:
            found[match[1]] = (found[match[1]][0], True)
    return found


def _verdict(unit: Unit, path: str) -> Verdict:
    """Return the lines that portlens calls wrong, and whether the unit listens on nothing."""
    subject = document("systemd", unit.text, path)
    lines = {
        unit.index_of(len(_END.findall(unit.text, 0, fault.span.start)) + 1)
        for fault in subject.reading.faults
    }
    around = context({path: unit.text})
    is_idle = unit.kind == "socket" and not unit_of(subject, around.workspace).is_listening
    return lines, is_idle
