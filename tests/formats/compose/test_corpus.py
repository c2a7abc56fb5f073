"""Real Compose files, and the ports that an independent reader found in them."""

import json
from pathlib import Path

import pytest

from portlens.model.port_use import PortRange, PortUse
from tests._judge import document

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
EXPECTED = CORPUS / "expected-compose.jsonl"

pytestmark = pytest.mark.skipif(
    not EXPECTED.exists(), reason=f"the corpus of real files is not there: {CORPUS}"
)


def _expected() -> list[dict]:
    if not EXPECTED.exists():
        return []
    return [json.loads(line) for line in EXPECTED.read_text("utf-8").split("\n") if line]


def _numbers(port: PortRange | None) -> list[int] | None:
    return [port.first, port.last] if port is not None and port.is_known else None


def _sides(use: PortUse) -> tuple[list[int] | None, list[int] | None]:
    """Return the host's and the container's numbers."""
    if use.role == "container":
        return None, _numbers(use.port)
    return _numbers(use.port), _numbers(use.target)


@pytest.mark.parametrize("file", _expected(), ids=lambda file: file["id"])
def test_every_port_is_found_at_its_place(file: dict) -> None:
    path = next((CORPUS / "compose").glob(f"{file['id']}__*"))
    subject = document("compose", path.read_text("utf-8"), path.as_posix())
    found = []
    for use in subject.uses:
        if use.detail.is_mention:
            continue  # the table has what stands in `ports` and `expose`
        line, column = subject.lines.position(use.detail.node.start)
        found.append((line + 1, column + 1, use.owner, use.transport, *_sides(use)))
    wanted = sorted(
        (
            port["line"],
            port["col"],
            f"services.{port['service']}",
            port["protocol"],
            port["published"],
            port["target"],
        )
        for port in file["ports"]
    )
    assert found == wanted


def test_there_is_something_to_compare() -> None:
    assert sum(len(file["ports"]) for file in _expected()) == 338
