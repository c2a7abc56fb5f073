"""`make oracle-long`: every judge is asked of many rounds of generated cases, for hours if need be.

    python -m tests.oracle [--again] [--rounds N] [JUDGE…]

A judge is one generator and one real program, or the generator alone where it knows the truth of
what it makes (`stacks`, and `edits`, which compares with what is made afresh); a round is what
`make oracle` asks, with cases of its own. Each finished round is a line in
.cache/oracle-long.jsonl, so that a run which was stopped goes on where it was: rounds that passed
are not asked again, those that failed are. `--again` begins anew. At the end a table says how much
each judge was asked; the exit status is 1 where one disagreed.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "oracle-long.jsonl"
LONGEST = 1800  # seconds of one round


class Judge(NamedTuple):
    """A test, by its path from this folder, and how many rounds of it are worth asking."""

    name: str
    test: str
    rounds: int


JUDGES = (
    Judge("nginx-trees", "test_nginx_trees.py::test_trees", 34),
    Judge("nginx-starts", "test_nginx_starts.py::test_starts", 8),
    Judge("nginx-texts", "test_nginx.py::test_generated_configurations", 8),
    Judge("nginx-conflicts", "test_nginx.py::test_conflicts_are_what_the_start_fails_on", 5),
    Judge("compose-projects", "test_compose.py::test_projects_by_chance", 10),
    Judge("compose-gathered", "test_compose.py::test_projects_gathered", 20),
    Judge("compose-dressed", "test_compose.py::test_how_a_project_is_written_down", 20),
    Judge("compose-keys", "test_duplicate_keys.py", 10),
    Judge("yaml", "test_yaml_syntax.py", 10),
    Judge("compose-env", "test_env_files.py::test_every_value_is_what_compose_reads", 10),
    Judge("docker-ports", "test_docker_ports.py", 10),
    Judge("engine-publish", "test_engine_publish.py", 9),
    Judge("engine-connect", "test_engine_connect.py", 20),
    Judge("engine-builds", "test_dockerfiles.py", 4),
    Judge("stacks", "../network/test_built.py", 50),
    Judge("edits", "../network/test_network_kept.py::test_what_is_kept", 12),
    Judge("left-out", "test_left_out.py", 10),
    Judge("sshd-texts", "test_sshd.py::test_generated_files", 6),
    Judge("sshd-drop-ins", "test_sshd.py::test_generated_drop_ins", 6),
    Judge("sshd-starts", "test_sshd_start.py::test_the_later_line_wins", 20),
    Judge("ssh-texts", "test_ssh.py::test_generated_files", 6),
    Judge("ssh-ports", "test_ssh_ports.py", 12),
    Judge("kubernetes", "test_kubernetes.py", 5),
    Judge("kustomize", "test_kustomize.py", 3),
    Judge("helm", "test_helm.py::test_every_value_stands_where_it_is_said_to", 10),
    Judge("helm-built", "../programs/helm_values/test_built.py", 10),
    Judge("prometheus", "test_prometheus.py::test_generated_files", 5),
    Judge("haproxy", "test_haproxy.py::test_generated_files", 15),
    Judge("haproxy-starts", "test_haproxy_starts.py", 10),
    Judge("apache", "test_apache.py::test_generated_files", 15),
    Judge("caddyfile", "test_caddyfile.py::test_generated_files", 8),
    Judge("apache-starts", "test_apache_starts.py", 10),
    Judge("apache-names", "test_apache_names.py", 20),
    Judge("caddyfile-starts", "test_caddyfile_starts.py", 8),
    Judge("ufw", "test_ufw.py", 10),
    Judge("nftables", "test_nftables.py::test_generated_files", 10),
    Judge("nftables-returns", "test_nftables.py::test_carriage_returns", 5),
    Judge("iptables", "test_iptables.py::test_generated_files", 10),
    Judge("iptables-returns", "test_iptables.py::test_carriage_returns", 5),
    Judge("inetd", "test_inetd.py", 10),
    Judge("xinetd", "test_xinetd.py", 10),
    Judge("firewalld", "test_firewalld.py", 10),
    Judge("services", "test_services.py::test_generated_files", 4),
    Judge("services-odd", "test_services.py::test_files_with_odd_bytes", 10),
    Judge("systemd", "test_systemd.py", 6),
)
NAMES = tuple(judge.name for judge in JUDGES)


class Round(NamedTuple):
    """What came of one round; `figures` has what was counted, `words` why it failed."""

    judge: str
    number: int
    outcome: str  # passed, failed or skipped
    seconds: float
    commit: str
    figures: dict[str, int]
    words: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle")
    parser.add_argument(
        "judges", nargs="*", metavar="JUDGE", help=", ".join(j.name for j in JUDGES)
    )
    parser.add_argument("--again", action="store_true", help="forget what was asked before")
    parser.add_argument("--rounds", type=int, help="how many of each judge, instead of its own")
    chosen = parser.parse_args()
    if unknown := set(chosen.judges) - set(NAMES):
        parser.error(f"no such judge: {', '.join(sorted(unknown))}")
    judges = [judge for judge in JUDGES if not chosen.judges or judge.name in chosen.judges]
    if chosen.again:
        KEPT.unlink(missing_ok=True)
    # Whoever is asked at the moment ends with this run, and what was asked is told all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    done = _kept()
    names = {judge.name for judge in judges}
    try:
        for judge in judges:
            _go_on(judge, chosen.rounds or judge.rounds, done)
    finally:
        _summary([one for one in done.values() if one.judge in names])
    return int(any(one.outcome == "failed" for one in done.values() if one.judge in names))


def _go_on(judge: Judge, rounds: int, done: dict[tuple[str, int], Round]) -> None:
    """Ask the rounds of a judge that are not done yet."""
    for number in range(1, rounds + 1):
        before = done.get((judge.name, number))
        if before is not None and before.outcome == "passed":
            continue
        asked = _ask(judge, number)
        done[judge.name, number] = asked
        _keep(asked)
        _say(asked, rounds)
        if asked.outcome == "skipped":
            break


def _ask(judge: Judge, number: int) -> Round:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="oracle-long-") as place:
        report = Path(place, "report.xml")
        test, _, name = judge.test.partition("::")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        command += ["-o", "junit_family=xunit1"]  # which has a place for what was counted
        command += [f"--junitxml={report}", f"--basetemp={place}/tests"]
        command += [f"tests/oracle/{test}", *(["-k", name] if name else [])]
        try:
            ran = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "PORTLENS_ROUND": str(number)},
                capture_output=True,
                text=True,
                timeout=LONGEST,
                check=False,
            )
            words = ran.stdout[-6000:]
        except subprocess.TimeoutExpired:
            words = f"no answer in {LONGEST} s"
        outcome, figures = _read(report)
    seconds = time.monotonic() - began
    words = "" if outcome == "passed" else words
    return Round(judge.name, number, outcome, round(seconds, 1), _commit(), figures, words)


def _read(report: Path) -> tuple[str, dict[str, int]]:
    """Return how a round ended and what was counted, as pytest's report has it."""
    if not report.exists():
        return "failed", {}
    tree = ET.parse(report)
    figures: Counter[str] = Counter()
    for each in tree.iter("property"):
        figures[each.attrib["name"]] += int(each.attrib["value"])
    cases = list(tree.iter("testcase"))
    if not cases or any(case.find(kind) is not None for case in cases for kind in _BAD):
        return "failed", dict(figures)
    is_skipped = all(case.find("skipped") is not None for case in cases)
    return "skipped" if is_skipped else "passed", dict(figures)


_BAD = ("failure", "error")


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()


def _kept() -> dict[tuple[str, int], Round]:
    """Return the last word of each round that was asked before."""
    if not KEPT.exists():
        return {}
    rounds = [Round(*json.loads(line)) for line in KEPT.read_text("utf-8").splitlines()]
    return {(one.judge, one.number): one for one in rounds}


def _keep(asked: Round) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asked) + "\n")


def _say(asked: Round, rounds: int) -> None:
    counted = ", ".join(f"{count} {name}" for name, count in asked.figures.items())
    sys.stdout.write(
        f"{asked.judge} {asked.number}/{rounds} {asked.outcome}, {counted or 'nothing counted'},"
        f" {asked.seconds:.0f} s\n{asked.words}"
    )
    sys.stdout.flush()


def _summary(every: list[Round]) -> None:
    sys.stdout.write("\njudge             rounds  failed  seconds  asked\n")
    for name in NAMES:
        rounds = [one for one in every if one.judge == name]
        if not rounds:
            continue
        figures: Counter[str] = Counter()
        for one in rounds:
            figures.update(one.figures)
        failed = sum(one.outcome == "failed" for one in rounds)
        asked = ", ".join(f"{count:,} {each}" for each, count in figures.items())
        if any(one.outcome == "skipped" for one in rounds):
            asked = "skipped: the program is not here"
        seconds = sum(one.seconds for one in rounds)
        sys.stdout.write(f"{name:<18}{len(rounds):>6}{failed:>8}{seconds:>9.0f}  {asked}\n")
    commits = sorted({one.commit for one in every})
    failed = sum(one.outcome == "failed" for one in every)
    sys.stdout.write(f"{len(every)} rounds, {failed} failed; commits {', '.join(commits)}\n")


if __name__ == "__main__":
    sys.exit(main())
