"""httpd as the judge: the same line refused first, and no other."""

import re
from pathlib import Path

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._apache_generate import apache
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program, said
from tests.oracle.nginx_program import own_network

_FILES = 100
_BATCH = 25
_LINE = re.compile(r"Syntax error on line ([0-9]+) of")
_TWICE = "Cannot define multiple Listeners"
# A name that nobody has here, somebody may have elsewhere.
_IGNORED = re.compile(r"resolve host name (?!(?=[\w.-]*[A-Za-z_-])[\w.-]+ --).* -- ignoring!")
# What the environment gives, nobody knows who sees the file.
_GIVEN = ("env", "PORT=6081", "GIVEN=6080", "ADDRESS=127.0.0.1")
_EACH = 'for each; do "$0" -t -f "$each" >"$each.out" 2>&1; done'


@pytest.mark.oracle
def test_generated_files(tmp_path: Path, record_property: Record) -> None:
    judge = program("apache2", "apache2")
    random = chance("apache")
    record_property("files", _FILES)
    texts = [apache(random) for _ in range(_FILES)]
    paths = [tmp_path / f"{number}.conf" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    # Without a network, no name server makes httpd wait for the names that nobody has.
    command = [*(own_network() or ()), *_GIVEN, "sh", "-c", _EACH, judge]
    batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
    in_parallel(lambda batch: said([*command, *map(str, batch)]), batches)
    answers = [Path(f"{path}.out").read_text("utf-8") for path in paths]
    pairs = list(zip(texts, answers, strict=True))
    wrong = [(text, answer) for text, answer in pairs if not is_same(text, answer)]
    refused = sum("Syntax OK" not in answer for answer in answers)
    assert not wrong, f"{len(wrong)} of {len(texts)}: {wrong[:2]}"
    assert len(texts) / 5 < refused < len(texts) * 0.9


def is_same(text: str, answer: str) -> bool:
    """Tell whether portlens finds the first error where httpd did, and none where it did not."""
    errors, conflicts, ignored = _told_in(text)
    match = _LINE.search(answer)
    if match is None:
        return not errors and ignored == len(_IGNORED.findall(answer))
    # httpd counts a line by where it ends, with all that a backslash joins to it.
    line = int(match[1])
    if _TWICE in answer:
        return line in conflicts and all(other > line for other in errors)
    return bool(errors) and min(errors) == line


def _told_in(text: str) -> tuple[set[int], set[int], int]:
    """Return the lines with errors, those with sockets in each other's way, and what is ignored."""
    subject = document("apache", text)
    lines = text.split("\n")
    errors: set[int] = set()
    conflicts: set[int] = set()
    for judged in analyse(subject, context({subject.path: subject.text})).findings:
        line = subject.lines.position(judged.finding.span.end).line
        while line < len(lines) and lines[line].endswith("\\"):
            line += 1
        if judged.finding.rule == "listen-conflict":
            conflicts.add(line + 1)
        elif judged.severity == "error":
            errors.add(line + 1)
    ignored = sum(fault.reason == "ignored" for fault in subject.reading.faults)
    return errors, conflicts, ignored
