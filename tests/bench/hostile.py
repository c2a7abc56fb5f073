"""Hovers in a calm file while a server works on a hostile one beside it."""

import tempfile
import time
from pathlib import Path

from tests.bench._talk import PORTLENS, Talk
from tests.bench.measure import Missing, Row
from tests.growth._inputs import Growing
from tests.growth.test_pauses import FAMILIES

CALM = 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n'
PLACE = (3, 14)
SIZE = 2_000  # services, listens, names … in the hostile file
LIMIT = 200.0  # ms
# What an editor asks for when it opens a file, and what a user asks for next.
QUESTIONS = ("diagnostic", "documentSymbol", "codeLens", "documentLink", "foldingRange")


def run() -> list[Row | Missing]:
    """Measure the longest hover beside each hostile file; the worst family has the row."""
    longest = {growing.name: max(hovers(growing, SIZE)) for growing in FAMILIES}
    worst = max(longest, key=longest.__getitem__)
    return [Row(f"hover beside a hostile file ({worst})", longest[worst], LIMIT, "the limit", 1.0)]


def hovers(growing: Growing, size: int) -> list[float]:
    """Return how long each hover took until all is answered for the hostile file, in ms."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        for path, text in growing.files(size).items():
            place = root / path.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8", newline="")
        calm, hostile = root / "calm" / "compose.yaml", root / growing.path.lstrip("/")
        calm.parent.mkdir()
        calm.write_text(CALM)
        talk = Talk(PORTLENS)
        talk.initialize(folder=root.as_uri())
        talk.open(calm.as_uri(), "dockercompose", CALM)
        talk.hover(calm.as_uri(), *PLACE)
        talk.open(hostile.as_uri(), "plaintext", hostile.read_text("utf-8"))
        document = {"textDocument": {"uri": hostile.as_uri()}}
        asked = {talk.begin(f"textDocument/{question}", document) for question in QUESTIONS}
        times = []
        while not asked <= talk.answered:
            start = time.perf_counter()
            talk.hover(calm.as_uri(), *PLACE)
            times.append((time.perf_counter() - start) * 1000)
        talk.end()
    return times
