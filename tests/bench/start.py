"""The start: `portlens check` of one small Compose file, from the shell's point of view."""

import sys
import tempfile
from pathlib import Path

from tests.bench._rivals import rival
from tests.bench.measure import Missing, Row, process, side_by_side

COMPOSE = """\
services:
  web:
    image: nginx:1.27
    ports:
      - "80:80"
      - "443:443"
  api:
    image: example/api:2
    ports:
      - "127.0.0.1:8000:8000"
  db:
    image: postgres:17
    ports:
      - "127.0.0.1:5432:5432"
"""
BARE = "import yaml; yaml.compose(open('compose.yaml'))"


def run() -> list[Row | Missing]:
    """Measure against the least that a program in Python with PyYAML can take, and yamllint."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "compose.yaml").write_text(COMPOSE)
        command = str(Path(sys.executable).with_name("portlens"))
        check = process([command, "check", "compose.yaml"], folder)
        compose = process([sys.executable, "-c", BARE], folder)
        measure = "check of one small compose file"
        rows: list[Row | Missing] = [
            Row(measure, *side_by_side(check, compose), "yaml.compose", 1.5)
        ]
        explain = process([command, "explain", "5432"], folder)
        bare = process([sys.executable, "-c", "pass"], folder)
        times = side_by_side(explain, bare)
        rows.append(Row("explain of one port", *times, "python -c pass", 2))
        yamllint = rival("yamllint")
        if yamllint:
            lint = process([yamllint, "compose.yaml"], folder)
            rows.append(Row(measure, *side_by_side(check, lint), "yamllint", 0.6))
        else:
            rows.append(Missing(measure, "yamllint"))
        return rows
