"""Hovers while a server reads a workspace of 100,000 files for the first time."""

import tempfile
import time
from pathlib import Path

from tests.bench import tree
from tests.bench._talk import PORTLENS, Talk
from tests.bench.measure import Missing, Row

URI = "file:///site/compose.yaml"
COMPOSE = 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n'
PLACE = (3, 14)
PROJECTS = 2_000  # of two files each, beside those that the tree of files has
LIMIT = 20.0  # ms


def run() -> list[Row | Missing]:
    """Measure the p99 of the hovers that are asked for meanwhile, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        tree.grow(root)
        grow(root / "projects")
        times = sorted(hovers(root))
    return [Row("hover in the first scan, p99", times[len(times) * 99 // 100], LIMIT, "20 ms", 1.0)]


def grow(root: Path) -> None:
    """Fill `root` with projects of a Compose file and the nginx.conf that it mounts."""
    for number in range(PROJECTS):
        folder = root / f"p{number}"
        folder.mkdir(parents=True)
        (folder / "nginx.conf").write_text(
            "events {}\nhttp { server { listen 80; location / { proxy_pass http://api:3000; } } }\n"
        )
        (folder / "compose.yaml").write_text(
            "services:\n  edge:\n    image: nginx\n    volumes:\n"
            "      - ./nginx.conf:/etc/nginx/nginx.conf\n"
            f"    ports: ['{8000 + number}:80']\n  api:\n    image: api\n    expose: [3000]\n"
        )


def hovers(root: Path) -> list[float]:
    """Return how long each hover took while all files are read, in milliseconds."""
    talk = Talk(PORTLENS)
    talk.initialize(folder=root.as_uri())
    talk.open(URI, "dockercompose", COMPOSE)
    talk.hover(URI, *PLACE)
    scan = talk.begin("workspace/symbol", {"query": "5432"})
    times = []
    while scan not in talk.answered:
        start = time.perf_counter()
        talk.hover(URI, *PLACE)
        times.append((time.perf_counter() - start) * 1000)
    talk.end()
    return times
