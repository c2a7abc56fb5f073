"""The Kubernetes API as the judge: the same manifests refused for their ports, and no other.

The manifests of round 0 are compared with verdicts that were written down: `python -m
tests.oracle.test_kubernetes` writes them anew. Others are judged by the API's own validation, built
by get_kubernetes.py, which takes too long for CI: `make oracle-long` asks it. Its version is
1.20.2; what it checks of ports has not changed since, but for fields that came later.
"""

import json
import subprocess
from pathlib import Path
from random import Random
from zlib import crc32

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._kubernetes_generate import kubernetes
from tests.oracle._long import Record, chance
from tests.oracle.get_kubernetes import JUDGE, build

_FILES = 1_200
_ROUND_0 = "kubernetes"
_VERDICTS = Path(__file__).parent / "kubernetes.tsv"


def test_manifests_with_known_verdicts() -> None:
    rows = [line.split("\t") for line in _VERDICTS.read_text("utf-8").splitlines()[1:]]
    texts = _texts(Random(_ROUND_0))
    assert [int(crc) for crc, _ in rows] == [crc32(text.encode()) for text in texts]
    _compare(texts, [verdict for _, verdict in rows])


@pytest.mark.oracle
@pytest.mark.long
def test_other_manifests(record_property: Record) -> None:
    if not JUDGE.exists():
        pytest.skip("the judge is not built here: python tests/oracle/get_kubernetes.py")
    record_property("files", _FILES)
    texts = _texts(chance("kubernetes"))
    _compare(texts, _asked(texts))


def _texts(random: Random) -> list[str]:
    return [kubernetes(random) for _ in range(_FILES)]


def _compare(texts: list[str], verdicts: list[str]) -> None:
    wrong = [
        (text, verdict)
        for text, verdict in zip(texts, verdicts, strict=True)
        if _is_refused(text) != bool(verdict)
    ]
    assert not wrong, f"{len(wrong)} of {len(texts)}: {wrong[:3]}"
    assert len(texts) / 5 < sum(map(bool, verdicts)) < len(texts) * 4 / 5


def _is_refused(text: str) -> bool:
    """Tell whether portlens says that the API refuses a manifest.

    A port beyond the nodes' range is a warning, since a cluster may be set up with another.
    """
    subject = document("kubernetes", text)
    found = analyse(subject, context({subject.path: text})).findings
    return any(
        each.severity == "error" or each.finding.rule == "port-out-of-range" for each in found
    )


def _asked(texts: list[str]) -> list[str]:
    answer = subprocess.run(
        [build()], input=json.dumps(texts).encode(), capture_output=True, check=True, timeout=300
    )
    return [", ".join(found) for found in json.loads(answer.stdout)]


if __name__ == "__main__":
    made = _texts(Random(_ROUND_0))
    pairs = zip(made, _asked(made), strict=True)
    lines = [f"{crc32(text.encode())}\t{verdict}" for text, verdict in pairs]
    _VERDICTS.write_text("\n".join(("crc32\trefused", *lines)) + "\n", "utf-8")
