"""A line of a real Compose file written once more: both versions say whether a key stands twice."""

import re
import subprocess
from pathlib import Path

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel
from tests.oracle.get_compose import BINARY, NEWER_BINARY

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "compose"
COPIES = 2  # of each file
_KEY = re.compile(r"^[ -]*[\w.\"'-]+:(?= |$)")
_SAID = re.compile(r"line (\d+): mapping key .* already defined at line")

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of real files is not: {CORPUS}"),
]


@pytest.mark.parametrize("binary", [BINARY, NEWER_BINARY], ids=lambda path: path.name)
def test_a_key_twice_is_told_where_compose_stops(
    binary: Path, tmp_path: Path, record_property: Record
) -> None:
    if not binary.exists():
        pytest.skip("run tests/oracle/get_compose.py for the binary")
    texts = [text for path in sorted(CORPUS.iterdir()) for text in _copies(path)]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yaml").write_text(text, "utf-8")
    answers = in_parallel(
        lambda number: _told(binary, tmp_path / f"{number}.yaml"), range(len(texts))
    )
    record_property("verdicts", len(answers))
    found = [_found(text) for text in texts]
    wrong = [
        (text, told, own)
        for text, told, own in zip(texts, answers, found, strict=True)
        if told != own
    ]
    assert not wrong, f"{len(wrong)} of {len(texts)}: {wrong[:3]}"
    assert len([line for line in found if line]) > len(texts) // 5


def _copies(path: Path) -> list[str]:
    """Return a file with one of its keys, value and all, written a second time in its line."""
    text = path.read_text("utf-8")
    lines = text.split("\n")
    places = [number for number, line in enumerate(lines) if _KEY.match(line)]
    random = chance(path.name)
    copies = []
    for at in random.sample(places, min(COPIES, len(places))):
        key = _KEY.match(lines[at])
        assert key is not None
        again = key[0].replace("-", " ") if random.random() < 0.8 else key[0]
        # Above the line, so that what is deeper stays below a key.
        copies.append("\n".join([*lines[:at], f"{again} x", *lines[at:]]))
    return copies


def _told(binary: Path, path: Path) -> int:
    """Return the first line, from 1, whose key Compose has met before; 0 where there is none."""
    done = subprocess.run(
        [binary, "-f", path, "config", "--quiet"],
        env={"PATH": "/usr/bin:/bin", "HOME": str(path.parent)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return min(map(int, _SAID.findall(done.stderr)), default=0)


def _found(text: str) -> int:
    subject = document("compose", text)
    return min(
        (
            subject.lines.position(judged.finding.span.start).line + 1
            for judged in analyse(subject, context()).findings
            if judged.finding.rule == "duplicate-key"
        ),
        default=0,
    )
