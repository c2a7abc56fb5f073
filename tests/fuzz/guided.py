"""Texts that are led by what they reach: `python -m tests.fuzz.guided FORMAT [RUNS]`.

Atheris changes a text and keeps the change where another line of the reader runs. It begins with
the fixtures of the format; the same seed, which is told, does the same. Linux alone.
"""

import sys
import tempfile
from pathlib import Path

import atheris

from tests.fuzz._texts import fixtures

SEED = 7
LONGEST = 400  # bytes: of longer texts there are fewer in the time


def main() -> None:
    """Read texts until there were `RUNS` (a million unless said otherwise), or one that fails."""
    format_id, runs = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1000000"
    with atheris.instrument_imports(include=["portlens.formats"]):
        from tests.fuzz._properties import reads_well

        for text in fixtures(format_id):  # each reader imports what it needs when it is asked
            reads_well(format_id, text)

    def read(data: bytes) -> None:
        reads_well(format_id, data.decode("utf-8", "surrogateescape"))

    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(fixtures(format_id)):
            path = Path(folder, str(number))
            path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
        options = [f"-runs={runs}", f"-seed={SEED}", f"-max_len={LONGEST}", "-verbosity=1"]
        options += [f"-artifact_prefix={tempfile.gettempdir()}/"]
        atheris.Setup([sys.argv[0], *options, folder], read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
