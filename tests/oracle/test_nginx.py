"""portlens and the real nginx give the same verdict, line by line."""

import csv
import re
from pathlib import Path

import pytest

from portlens.analysis import analyse
from portlens.formats.nginx.placing import PLACED
from portlens.workspace.settings import Settings
from tests._judge import context, document
from tests.oracle import nginx_generator, nginx_places, nginx_program
from tests.oracle._long import ROUND, Record
from tests.oracle.nginx_program import Verdict

needs_nginx = pytest.mark.skipif(nginx_program.IS_MISSING, reason=nginx_program.NEEDED)
needs_network = pytest.mark.skipif(
    nginx_program.own_network() is None, reason="needs unshare and ip for networks of its own"
)
COUNT = 2500
SEED = 20260104 + 2 * ROUND

with (Path(__file__).parent / "nginx_verdicts.tsv").open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))

Found = list[tuple[str, str, int]]  # severity, rule, line from 1


def found_in(text: str, version: tuple[int, int, int]) -> Found:
    """Return what portlens finds in a text that `nginx_program.preamble` begins."""
    subject = document("nginx", "events { } " + text)
    around = context({subject.path: subject.text}, Settings(nginx_version=version))
    result = analyse(subject, around)
    return [
        (judged.severity, judged.finding.rule, subject.lines.position(judged.finding.span.start)[0])
        for judged in result.findings
    ]


# What nginx's test does not report as an error, and its start fails on.
ONLY_AT_START = "listen-conflict"
# nginx names the line of the server; the port to be changed stands in another. Where a `;` is
# forgotten, it names the next line.
OTHER_LINE = frozenset({"unknown-mail-protocol", "wrong-directive-end"})


def agree(verdict: Verdict, found: Found) -> bool:
    """Tell whether portlens and nginx say the same of a text."""
    errors = [(rule, line + 1) for level, rule, line in found if level == "error"]
    if verdict.error:
        return any(
            rule in verdict.rules and (verdict.line in {0, line} or rule in OTHER_LINE)
            for rule, line in errors
        )
    names = any("conflicting server name" in text for text in verdict.warnings)
    found_names = any(rule == "conflicting-server-name" for _, rule, _ in found)
    redefined = any("protocol options redefined" in text for text in verdict.warnings)
    found_redefined = ("warning", "incompatible-listen-options") in {
        (level, rule) for level, rule, _ in found
    }
    return (
        {rule for rule, _ in errors} <= {ONLY_AT_START}
        and names == found_names
        and redefined == found_redefined
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["snippet"])
@pytest.mark.parametrize("column", ["nginx-1.22.1", "nginx-1.31.5-dev"])
def test_recorded_verdicts(row: dict[str, str], column: str) -> None:
    said = row[column]
    verdict = nginx_program.verdict("" if said == "OK" else f"{said.strip()} in f:1")
    first, second, third = column.removeprefix("nginx-").removesuffix("-dev").split(".")
    found = found_in(row["snippet"], (int(first), int(second), int(third)))
    if "${PORT}" in row["snippet"]:  # for envsubst to fill in, before nginx sees it
        assert not found
        return
    assert agree(verdict, found), (verdict, found)


@pytest.mark.oracle
@needs_nginx
def test_recorded_verdicts_are_those_of_this_nginx(tmp_path: Path) -> None:
    version = nginx_program.version()
    column = "nginx-{}.{}.{}".format(*version)
    if column not in ROWS[0]:
        column = "nginx-1.22.1" if version < (1, 25, 0) else "nginx-1.31.5-dev"
    now = nginx_program.verdicts([row["snippet"] for row in ROWS], tmp_path)
    then = [nginx_program.verdict("" if row[column] == "OK" else row[column]) for row in ROWS]
    assert [verdict.rules for verdict in now] == [verdict.rules for verdict in then]


@pytest.mark.oracle
@needs_nginx
def test_generated_configurations(tmp_path: Path, record_property: Record) -> None:
    version = nginx_program.version()
    texts = list(nginx_generator.configurations(COUNT, SEED))
    verdicts = nginx_program.verdicts(texts, tmp_path)
    disagreements = [
        (verdict, found, text)
        for text, verdict in zip(texts, verdicts, strict=True)
        if not agree(verdict, found := found_in(text, version))
    ]
    record_property("verdicts", len(verdicts))
    assert not disagreements, disagreements[0]
    passed = sum(not verdict.error for verdict in verdicts)
    assert COUNT // 4 < passed < COUNT * 3 // 4


@pytest.mark.oracle
@needs_nginx
def test_statements_that_end_otherwise(tmp_path: Path, record_property: Record) -> None:
    version = nginx_program.version()
    texts = list(nginx_generator.configurations_that_end_otherwise(COUNT // 3, SEED + 2))
    verdicts = nginx_program.verdicts(texts, tmp_path)
    told = 0
    for text, verdict in zip(texts, verdicts, strict=True):
        found = found_in(text, version)
        assert agree(verdict, found), (verdict, found, text)
        told += "wrong-directive-end" in {rule for _, rule, _ in found}
    record_property("verdicts", len(verdicts))
    assert told > COUNT // 6


@pytest.mark.oracle
@needs_nginx
def test_statements_that_stand_anywhere(tmp_path: Path, record_property: Record) -> None:
    version = nginx_program.version()
    texts = [f"\n{text}" for text in nginx_places.misplaced(COUNT, f"places {SEED}")]
    verdicts = nginx_program.verdicts(texts, tmp_path)
    told = passed = 0
    for text, verdict in zip(texts, verdicts, strict=True):
        found = {rule for _, rule, _ in found_in(text, version)} & REFUSING
        # nginx stops at the first error, which may be one of a statement that has no port.
        assert bool(verdict.error) or not found, (found, text)
        told += bool(found)
        passed += not verdict.error
        names = re.findall(r'"(\w+)" directive', verdict.error)
        is_known = not names or names[0] in PLACED - UNLIKE
        if verdict.rules & REFUSING and is_known:
            assert found, (verdict, text)
    record_property("verdicts", len(verdicts))
    assert told > COUNT // 5
    assert passed > COUNT // 5


REFUSING = {"misplaced-directive", "wrong-directive-end"}
# Later versions take them where this one may not: in stream's servers, and in upstreams.
UNLIKE = {"server_name", "resolver"}


@pytest.mark.oracle
@needs_nginx
@needs_network
def test_conflicts_are_what_the_start_fails_on(tmp_path: Path, record_property: Record) -> None:
    version = nginx_program.version()
    texts = list(nginx_generator.configurations(COUNT, SEED + 1))
    verdicts = nginx_program.verdicts(texts, tmp_path)
    passing = [text for text, verdict in zip(texts, verdicts, strict=True) if not verdict.error]
    sorted_out: dict[bool, list[str]] = {True: [], False: []}
    for text in passing:
        is_conflict = any(rule == ONLY_AT_START for _, rule, _ in found_in(text, version))
        sorted_out[is_conflict].append(text)
    chosen = [*sorted_out[True][:100], *sorted_out[False][:100]]
    failures = nginx_program.starts(chosen, tmp_path)
    wrong = [
        (failure, text)
        for number, (text, failure) in enumerate(zip(chosen, failures, strict=True))
        if bool(failure) != (number < len(sorted_out[True][:100]))
    ]
    record_property("starts", len(chosen))
    assert not wrong, wrong[0]
    assert len(chosen) == 200


@pytest.mark.oracle
@needs_nginx
@needs_network
@pytest.mark.parametrize("option", ["", "udp"])
@pytest.mark.parametrize("other", ["127.0.0.1:8080 bind", "[::]:8080 ipv6only=off", "[::]:8080"])
def test_wildcards_beside_others(other: str, option: str, tmp_path: Path) -> None:
    server = f"server {{{{ listen {{}} {option}; return x; }}}}"
    text = f"stream {{ {server.format('8080')} {server.format(other)} }}"
    is_conflict = any(
        rule == ONLY_AT_START for _, rule, _ in found_in(text, nginx_program.version())
    )
    assert bool(nginx_program.starts([text], tmp_path)[0]) == is_conflict
