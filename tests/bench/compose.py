"""Compose files of 20,000 lines, beside PyYAML's C composer on the same text."""

import yaml

from portlens.analysis import analyse
from portlens.formats.compose.reader import read
from portlens.formats.registry import format_named
from portlens.workspace.document import Document
from tests._judge import context
from tests.bench.measure import Missing, Row, side_by_side

_SERVICE = """\
  service{number}:
    image: "registry.example.org/team/app{number}:1.{number}"
    restart: unless-stopped
    environment:
      POSTGRES_HOST: db
      DATABASE_URL: postgres://user:secret@db:5432/app
      LOG_LEVEL: info
    ports:
      - "{first}:80"
      - "127.0.0.1:{second}:8443/tcp"
    volumes:
      - ./data/{number}:/var/lib/app
      - config:/etc/app
    depends_on:
      - db
    healthcheck:
      test: ["CMD", "app-health", "--quiet"]
      interval: 10s
    labels:
      - "traefik.enable=true"
"""


def big_file(services: int = 1000) -> str:
    """Return a Compose file of twenty lines for each of `services`.

    It has twice the ports and three times the URLs, line by line, that real files have.
    """
    return "services:\n" + "".join(
        _SERVICE.format(number=number, first=1000 + number, second=20000 + number)
        for number in range(services)
    )


def damaged_file() -> str:
    """Return the same file with a quote in its middle that is never closed."""
    return big_file().replace('app500:1.500"', "app500:1.500")


def run() -> list[Row | Missing]:
    """Measure reading, reading what is damaged, and reading and judging."""
    if not hasattr(yaml, "CSafeLoader"):
        return [Missing("compose", "PyYAML with its C parser")]
    text, damaged = big_file(), damaged_file()

    def compose() -> object:
        return yaml.compose(text, Loader=yaml.CSafeLoader)

    rows: list[Row | Missing] = []
    ours, rival = side_by_side(lambda: read(text, ""), compose)
    rows.append(Row("compose, 20,000 lines read", ours, rival, "yaml.compose (C)", 0.5))
    broken, intact = side_by_side(lambda: read(damaged, ""), lambda: read(text, ""))
    rows.append(Row("the same, damaged", broken, intact, "intact", 2.5))
    judged, rival = side_by_side(lambda: _judged(text), compose, rounds=7)
    rows.append(Row("compose, 20,000 lines judged", judged, rival, "yaml.compose (C)", 2.0))
    return rows


def _judged(text: str) -> object:
    format_ = format_named("compose")
    assert format_ is not None
    path = "/site/compose.yaml"
    return analyse(Document(path, text, format_), context({path: text}))
