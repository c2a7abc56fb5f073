"""Real files: every port that an independent reader found in them is found at its place."""

import csv
import json
from pathlib import Path

import pytest

from portlens.formats.nginx.read import read
from portlens.model.port_use import PortUse
from portlens.text.line_index import LineIndex
from portlens.workspace.files import decode
from tests._judge import context, document, judge

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


def _expectations() -> list[dict[str, object]]:
    expected = CORPUS / "expected-nginx.jsonl"
    if not expected.exists():
        return []
    with (CORPUS / "INDEX.csv").open(encoding="utf-8") as table:
        rows = {Path(row["file"]).name.split("__")[0]: row for row in csv.DictReader(table)}
    lines = expected.read_text("utf-8").strip().split("\n")
    return [{**entry, **rows[entry["id"]]} for entry in map(json.loads, lines)]


EXPECTATIONS = _expectations()
# Others test their own reading with these: nginx refuses all three.
WRONG = {
    "usr/share/cargo/registry/bat-0.22.1/tests/syntax-tests/source/nginx/nginx.conf",
    "tests/configs/missing-semicolon/broken-above.conf",
    "tests/configs/missing-semicolon/broken-below.conf",
}


@pytest.mark.skipif(not EXPECTATIONS, reason="the corpus of real files is not beside the project")
def test_every_port_is_found() -> None:
    missed = [
        (entry["path"], port["line"], port["args"])
        for entry in EXPECTATIONS
        for port in _missed(entry)
    ]
    assert not missed
    assert sum(len(entry["ports"]) for entry in EXPECTATIONS) > 300


@pytest.mark.skipif(not EXPECTATIONS, reason="the corpus of real files is not beside the project")
def test_no_error_is_found_in_real_files_that_nginx_takes() -> None:
    errors = set()
    for entry in EXPECTATIONS:
        text = decode((CORPUS / entry["file"]).read_bytes())
        subject = document("nginx", text, f"/site/{entry['path']}")
        labels = judge(subject, context({subject.path: text}))
        errors |= {(entry["path"], label.text) for label in labels if label.text[:5] == "error"}
    assert {path for path, _ in errors} == WRONG
    assert all(
        "wrong-directive-end" in text or "nginx does not allow server" in text for _, text in errors
    )


def _missed(entry: dict[str, object]) -> list[dict[str, object]]:
    text = decode((CORPUS / entry["file"]).read_bytes())
    lines = LineIndex(text)
    by_line: dict[int, list[PortUse]] = {}
    for use in read(text, entry["path"]).uses:
        # The expectations give the line on which the statement begins.
        place = use.detail.directive.head if use.detail else use.span
        by_line.setdefault(lines.position(place.start).line + 1, []).append(use)
    return [
        port
        for port in entry["ports"]
        if not any(_is_meant(use, port) for use in by_line.get(port["line"], []))
    ]


def _is_meant(use: PortUse, port: dict[str, object]) -> bool:
    wanted = port["port"]
    if wanted:
        return use.port is not None and [use.port.first, use.port.last] == wanted
    # Nothing or a variable is written; `3128$request_uri` has a number before the variable.
    return use.port is None or use.port.is_implied or not use.port.is_known or "port_var" in port
