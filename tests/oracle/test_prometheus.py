"""promtool as the judge: the same configurations refused for their targets, and no other."""

from pathlib import Path

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._long import Record, chance
from tests.oracle._prometheus_generate import prometheus
from tests.oracle._run import in_parallel, program, said

_FILES = 200


@pytest.mark.oracle
def test_generated_files(tmp_path: Path, record_property: Record) -> None:
    promtool = program("promtool", "prometheus")
    random = chance("prometheus")
    record_property("files", _FILES)
    texts = [prometheus(random) for _ in range(_FILES)]
    paths = [tmp_path / f"{number}.yml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    answers = in_parallel(lambda path: said([promtool, "check", "config", str(path)]), paths)
    wrong = [
        (text, errors)
        for text, (status, _, errors) in zip(texts, answers, strict=True)
        if _is_refused(text) != bool(status)
    ]
    assert not wrong, f"{len(wrong)} of {len(texts)}: {wrong[:3]}"
    refused = sum(bool(status) for status, _, _ in answers)
    assert len(texts) / 5 < refused < len(texts) * 4 / 5


def _is_refused(text: str) -> bool:
    subject = document("prometheus", text)
    found = analyse(subject, context({subject.path: text})).findings
    return any(judged.severity == "error" for judged in found)
