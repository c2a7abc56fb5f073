"""Real OpenSSH configurations, and the ports that an independent reader found in them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from portlens.formats.registry import format_named, format_of_path
from portlens.formats.ssh import read_client, read_server
from portlens.text.line_index import LineIndex
from portlens.workspace.files import decode

SHARED = Path(__file__).parents[4] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the corpus of real files is missing: {SHARED}"
)


def _expected() -> list[object]:
    path = SHARED / "expected-ssh.jsonl"
    if not path.is_file():
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    return [pytest.param(row, id=row["id"]) for row in rows]


@pytest.mark.parametrize("row", _expected())
def test_ports_stand_where_the_independent_reader_found_them(row: dict[str, object]) -> None:
    (path,) = SHARED.glob(f"ssh/{row['id']}__*")
    text = decode(path.read_bytes())
    reading = (read_server if row["server"] else read_client)(text, "")
    lines = LineIndex(text)
    found = Counter(
        (lines.position(use.span.start).line + 1, use.port.first)
        for use in reading.uses
        if use.port
    )
    ports = row["ports"]
    assert isinstance(ports, list)
    assert found == Counter((port["line"], port["port"]) for port in ports)


@pytest.mark.parametrize("row", _expected())
def test_format_is_told_by_the_real_path(row: dict[str, object]) -> None:
    (path,) = SHARED.glob(f"ssh/{row['id']}__*")
    text = decode(path.read_bytes())
    name = "sshd_config" if row["server"] else "ssh_config"
    told = format_of_path(str(row["path"]), lambda: text)
    # names such as testdata/config1 say nothing: what an editor calls the text decides there
    assert told in (format_named(name), None)
