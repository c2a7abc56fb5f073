import time
from collections.abc import Iterator
from functools import partial
from timeit import timeit

import pytest

from portlens import analysis
from portlens.analysis import LEAST_BUDGET, analyse
from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.rules.registry import NamedRule, rules_for
from portlens.text.edit import Edit, apply_edits
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.guard import UNGUARDED, failures
from portlens.workspace.settings import Settings
from tests._judge import context, document

TOO_HIGH = "server { listen 80000; }\n"


def rules_of(text: str, settings: Settings | None = None) -> list[tuple[str, str]]:
    result = analyse(document("nginx", text), context(settings=settings))
    return [(judged.finding.rule, judged.severity) for judged in result.findings]


def test_the_settings_decide_how_loud_a_rule_is() -> None:
    assert rules_of(TOO_HIGH) == [("port-out-of-range", "error")]
    quieter = Settings(severity={"port-out-of-range": "hint"})
    assert rules_of(TOO_HIGH, quieter) == [("port-out-of-range", "hint")]
    assert rules_of(TOO_HIGH, Settings(severity={"port-out-of-range": "off"})) == []


def test_a_rule_that_is_off_does_not_make_its_suppressions_redundant() -> None:
    text = "server { listen 80000; }  # portlens: ignore[port-out-of-range]\n"
    assert rules_of(text) == []
    assert rules_of(text, Settings(severity={"port-out-of-range": "off"})) == []


TWICE = {
    "compose": """\
x-e: &e 70000:80
services:
  a: {image: nginx, ports: [*e, *e]}
  b: {image: nginx, ports: [*e]}
""",
    "kubernetes": """\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - {name: a, image: a, ports: [&p {containerPort: 70000}]}
  - {name: b, image: b, ports: [*p]}
""",
    "prometheus": """\
scrape_configs:
- job_name: a
  static_configs: [{targets: [&t "web:70000"]}]
- job_name: b
  static_configs: [{targets: [*t, *t]}]
""",
}


@pytest.mark.parametrize("format_id", TWICE)
def test_what_several_aliases_name_is_told_once(format_id: str) -> None:
    found = analyse(document(format_id, TWICE[format_id]), context()).findings
    rules = [judged.finding.rule for judged in found]
    assert rules.count("port-out-of-range") == 1, rules


def test_a_rule_that_crashes_silences_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_document: Document, _context: Context) -> Iterator[Finding]:
        raise ZeroDivisionError

    broken = NamedRule("broken", Rule("error", crash, ""), Phrase("", ""))
    monkeypatch.setattr(analysis, "rules_for", lambda format_id: (broken, *rules_for(format_id)))
    monkeypatch.delenv(UNGUARDED)
    result = analyse(document("nginx", TOO_HIGH), context())
    assert [judged.finding.rule for judged in result.findings] == ["port-out-of-range"]
    assert result.crashes == ("broken",)
    [failure] = failures()
    assert failure.message.en.startswith("the rule broken failed and is left out for this file")


@pytest.mark.parametrize("kind", ["findings", "other places", "edits"])
def test_a_rule_that_finds_no_end_is_left_out(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here, nothing = Span(0, 1), Phrase("", "")
    many = LEAST_BUDGET if kind in {"other places", "edits"} else 0
    fix = Fix(nothing, (Edit(here, "x"),) * many if kind == "edits" else ())
    related = (Related(here, nothing),) * many if kind == "other places" else ()
    told: list[Finding] = []

    def endless(_document: Document, _context: Context) -> Iterator[Finding]:
        while True:
            told.append(Finding(here, nothing, related, (fix,)))
            yield told[-1]

    endless_rule = NamedRule("endless", Rule("error", endless, ""), nothing)
    monkeypatch.setattr(
        analysis, "rules_for", lambda format_id: (endless_rule, *rules_for(format_id))
    )
    monkeypatch.delenv(UNGUARDED)
    for _ in range(2):
        result = analyse(document("nginx", TOO_HIGH, f"/site/{kind}.conf"), context())
        assert [judged.finding.rule for judged in result.findings] == ["port-out-of-range"]
        assert result.crashes == ("endless",)
    budget = LEAST_BUDGET + len(TOO_HIGH)
    assert len(told) == 2 * (budget // (1 + many) + 1)
    [failure] = failures()
    assert failure.message.en.startswith("the rule endless failed and is left out for this file")
    assert f"more than {budget} things told" in failure.message.en


def test_a_budget_is_for_one_document_and_grows_with_it() -> None:
    lines = 4 * LEAST_BUDGET
    result = analyse(document("nginx", "server { listen 80000; }\n" * lines), context())
    assert (
        len([each for each in result.findings if each.finding.rule == "port-out-of-range"]) == lines
    )


def test_what_an_unheard_rule_might_hide_is_not_redundant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = "server { listen 80000; }  # portlens: ignore\n"
    assert rules_of(bare, Settings(severity={"port-out-of-range": "off"})) == []

    def crash(_document: Document, _context: Context) -> Iterator[Finding]:
        raise ZeroDivisionError

    broken = NamedRule("port-out-of-range", Rule("error", crash, ""), Phrase("", ""))
    monkeypatch.delenv(UNGUARDED)
    monkeypatch.setattr(analysis, "rules_for", lambda _format: (broken,))
    assert rules_of(bare) == []
    assert rules_of(TOO_HIGH.rstrip() + "  # portlens: ignore[port-out-of-range]\n") == []
    [failure] = failures()
    assert "port-out-of-range" in failure.message.en


def test_the_fix_keeps_the_code_of_a_rule_that_is_off() -> None:
    text = "listen 80;  # portlens: ignore[invalid-port, port-out-of-range]\n"
    off = context(settings=Settings(severity={"port-out-of-range": "off"}))
    [judged] = analyse(document("nginx", text), off).findings
    after = "listen 80;  # portlens: ignore[port-out-of-range]\n"
    assert apply_edits(text, judged.finding.fixes[0].edits) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("listen 80;  # portlens: ignore\n", "listen 80;\n"),
        ("listen 80;  # portlens: ignore[invalid-port]\n", "listen 80;\n"),
        ("listen 80;  # portlens: ignore[]\n", "listen 80;\n"),
        ("listen 80;  # portlens: ignore the old one\n", "listen 80;  # the old one\n"),
        ("listen 80;  # portlens: ignore[invalid-port] # NOSONAR\n", "listen 80;  # NOSONAR\n"),
        (
            "listen 80000;  # portlens: ignore[port-out-of-range, invalid-port]\n",
            "listen 80000;  # portlens: ignore[port-out-of-range]\n",
        ),
        (
            "listen 80000;  # portlens: ignore[invalid-port, port-out-of-range]\n",
            "listen 80000;  # portlens: ignore[port-out-of-range]\n",
        ),
    ],
)
def test_the_fix_takes_out_just_what_is_redundant(before: str, after: str) -> None:
    text = "server {\n" + before + "}\n"
    [judged] = analyse(document("nginx", text), context()).findings
    [fix] = judged.finding.fixes
    assert apply_edits(text, fix.edits) == "server {\n" + after + "}\n"


PILES = {
    "whole file": ("Port 99999\n", "# portlens: ignore-file[port-out-of-range]\nPort 99999\n"),
    "one line": ("Port 99999", " # portlens: ignore[port-out-of-range]"),
    "codes": ("Port 99999 # portlens: ignore[", "port-out-of-range,"),
    "unclosed": ("Port 99999", " # portlens: ignore["),
    "behind blanks": (" " * 20_000, "# portlens: ignore[a] "),
}


@pytest.mark.parametrize("pile", PILES)
def test_time_grows_no_faster_than_the_suppressions(pile: str) -> None:
    head, each = PILES[pile]

    def seconds(count: int) -> float:
        text = f"{head}{each * count}]\nPort 99999\n" * 2
        judge = partial(analyse, document("sshd_config", text), context())
        # It turns the garbage collector off, whose time hangs on all tests that ran before.
        return timeit(judge, timer=time.process_time, number=1)

    seconds(10)
    few = min(seconds(2_000) for _ in range(3))
    # Eight times as many: 64 times as long where each of them is held against all others.
    assert min(seconds(16_000) for _ in range(2)) < 24 * few
