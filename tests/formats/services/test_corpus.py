"""Real services files, and the entries that an independent reader found in them."""

import json
from pathlib import Path

import pytest

from portlens.formats.services import read_services
from portlens.formats.services.entry import Entry
from portlens.text.line_index import LineIndex
from portlens.workspace.files import decode

SHARED = Path(__file__).parents[4] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the corpus of real files is missing: {SHARED}"
)


@pytest.mark.parametrize("name", ["s0018__services.append", "s0019__services"])
def test_entries_stand_where_the_independent_reader_found_them(name: str) -> None:
    rows = (SHARED / "expected-services.jsonl").read_text("utf-8").split("\n")
    (row,) = (json.loads(line) for line in rows if f'"{name[:5]}"' in line)
    text = decode((SHARED / "services" / name).read_bytes())
    lines = LineIndex(text)
    found = []
    for use in read_services(text, "").uses:
        assert use.port
        assert isinstance(use.detail, Entry)
        line = lines.position(use.port.span.start).line + 1
        aliases = list(use.detail.aliases)
        found.append((use.name, use.port.first, use.transport, aliases, line))
    wanted = [
        (entry["name"], entry["port"], entry["proto"], entry["aliases"], entry["line"])
        for entry in row["entries"]
    ]
    assert found == wanted
