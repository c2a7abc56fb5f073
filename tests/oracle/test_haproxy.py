"""HAProxy as the judge: the same lines refused for their addresses, and no other."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._haproxy_generate import haproxy
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program, said
from tests.oracle.nginx_program import own_network

_FILES = 100
_BATCH = 20
_LINE = re.compile(r"config : (?:parsing )?\[\S*\.cfg:([0-9]+)\]")
_EACH = 'for each; do "$0" -c -f "$each" >"$each.out" 2>&1; done'
# Nobody looks at what follows the head of a section that was refused.
_FOLLOWS = "'listen' or 'defaults' expected"
# HAProxy looks names up when nothing else is wrong in the whole file.
_LAST = "could not resolve address"
# Before that it asks for the ports of checks, and names no line.
_CHECKED = re.compile(r"(?:proxy|backend) '(\w+)': server '(\w+?)[0-9]*' has neither service port")


@pytest.mark.oracle
def test_generated_files(tmp_path: Path, record_property: Record) -> None:
    judge = program("haproxy", "haproxy")
    random = chance("haproxy")
    record_property("files", _FILES)
    texts = [haproxy(random) for _ in range(_FILES)]
    paths = [tmp_path / f"{number}.cfg" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    # Without a network, no name server makes HAProxy wait for the names that nobody has.
    command = [*(own_network() or ()), "sh", "-c", _EACH, judge]
    batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
    in_parallel(lambda batch: said([*command, *map(str, batch)]), batches)
    answers = [Path(f"{path}.out").read_text("utf-8") for path in paths]
    wrong = []
    refused = 0
    for text, errors in zip(texts, answers, strict=True):
        theirs = refused_by(errors)
        refused += bool(theirs)
        if not is_same(theirs, text, errors):
            wrong.append((text, errors))
    assert not wrong, f"{len(wrong)} of {len(texts)}: {wrong[:2]}"
    assert len(texts) / 5 < refused < len(texts) * 0.9


def refused_by(errors: str) -> set[int]:
    """Return the lines of which HAProxy says that it does not take them."""
    return _lines_in(line for line in _alerts(errors) if _FOLLOWS not in line)


def _alerts(errors: str) -> list[str]:
    return [line for line in errors.split("\n") if line.startswith("[ALERT]")]


def _lines_in(alerts: Iterable[str]) -> set[int]:
    return {int(match[1]) for alert in alerts for match in _LINE.finditer(alert)}


def _checked_in(text: str, errors: str) -> set[int]:
    """Return the lines of the servers that HAProxy cannot check without a port."""
    servers = set(_CHECKED.findall(errors))
    found: set[int] = set()
    name = ""
    for number, words in enumerate(map(str.split, text.split("\n")), 1):
        if words[:1] in (["listen"], ["backend"]):
            name = words[1]
        elif words[:1] in (["server"], ["server-template"]) and (name, words[1]) in servers:
            found.add(number)
    return found


def _told_in(text: str) -> tuple[set[int], set[int], set[int]]:
    """Return the lines with an error: all, those of a server's name, those of a check's port."""
    subject = document("haproxy", text)
    told: set[int] = set()
    names: set[int] = set()
    checks: set[int] = set()
    for judged in analyse(subject, context({subject.path: subject.text})).findings:
        line = subject.lines.position(judged.finding.span.start).line
        if judged.severity == "error":
            told.add(line + 1)
            is_server = subject.lines.line_span(line).of(text).strip().startswith("server")
            if is_server and judged.finding.rule == "invalid-address":
                names.add(line + 1)
            if is_server and judged.finding.rule == "missing-port":
                checks.add(line + 1)
    return told, names, checks


def is_same(theirs: set[int], text: str, errors: str) -> bool:
    """Tell whether portlens refuses the same lines as HAProxy did."""
    told, names, checks = _told_in(text)
    checked = _checked_in(text, errors)
    more = told - theirs - _lines_in(alert for alert in _alerts(errors) if _FOLLOWS in alert)
    if checked:
        return theirs | checked <= told and more - checked <= names
    is_resolved = not theirs or _LAST in errors
    return theirs <= told and (not more if is_resolved else more <= names | checks)
