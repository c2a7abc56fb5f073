"""What is no YAML to docker-compose and Prometheus is none to portlens, and nothing else."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portlens.formats._yaml.syntax import broken
from tests._mutate import mutate
from tests.oracle._compose import ask_compose
from tests.oracle._long import Record, numbers
from tests.oracle._run import in_parallel, program
from tests.oracle.get_compose import BINARY, NEWER_BINARY

TEXTS = 80
BASE = """x-common: &common
  restart: always
services:
  web:
    <<: *common
    image: "nginx"  # the server
    ports: ["8080:80", {target: 443, published: 8443}]
    environment:
      - A=b c
      - B='d'
    command: >
      sh -c
      run
  db:
    image: postgres
    ports:
      - 5432:5432
    labels:
      a: a text over
        two lines
"""
TARGETS = """global: &global
  scrape_interval: 15s
scrape_configs:
- job_name: "node"  # exporters
  static_configs:
  - targets: ['a:9100', "b:9100"]
    labels: {zone: one}
- job_name: web
  static_configs:
  - targets:
    - c:80
    - d:80
"""
PIECES = (
    *("\t", "\n\t", '"', "'", ":", ": ", "- ", "[", "]", "{", "}", "&a ", "*a ", "!", "|", "@"),
    *("\n---\n", "\n--- x\n", "%YAML 1.2\n---\n", "<<: !a x\n", "*a : b\n*a : c\n"),
    *("`", "\n  ", "? ", ",", "\x01", "\x0b", "\uffff", "\\", '"\\q"', "\nkey\n", "# ", "\r", "  "),
)
# Words of Go's parser; others are of keys and values that the program does not know.
_NO_YAML = re.compile(
    r"(?:^|[\s:])yaml: (?!unmarshal errors|construct errors.*already defined)"
    r"|go-yaml load error|cycle detected|value contains itself|top-level object must be a mapping"
)


def texts(base: str) -> Iterator[str]:
    """Yield this round's texts, each with accidents in it."""
    for seed in numbers(TEXTS):
        text = mutate(base, [base], seed)
        piece, at = PIECES[seed % len(PIECES)], seed * 37 % (len(text) + 1)
        yield text[:at] + piece + text[at:]


def compare(
    every: list[str],
    refusals: list[str],
    is_broken: Callable[[str], bool],
    record: Record,
) -> None:
    wrong = [
        (text, refusal)
        for text, refusal in zip(every, refusals, strict=True)
        # What is no YAML is refused for whatever comes first.
        if (not refusal if is_broken(text) else _NO_YAML.search(refusal))
    ]
    record("verdicts", len(every))
    assert not wrong, f"{len(wrong)} of {len(every)}: {wrong[:3]}"
    assert TEXTS // 5 < sum(map(is_broken, every)) < TEXTS


@pytest.mark.oracle
@pytest.mark.parametrize("binary", [BINARY, NEWER_BINARY], ids=lambda path: path.name)
def test_compose(binary: Path, record_property: Record) -> None:
    if not binary.exists():
        pytest.skip("run tests/oracle/get_compose.py for the binary")
    every = list(texts(BASE))
    answers = in_parallel(lambda text: ask_compose({"compose.yaml": text}, binary), every)
    compare(
        every,
        [answer.message for answer in answers],
        lambda text: broken(text, "compose.yaml", "all") is not None,
        record_property,
    )


@pytest.mark.oracle
def test_prometheus(tmp_path: Path, record_property: Record) -> None:
    promtool = program("promtool", "prometheus")

    def ask(text: str) -> str:
        path = tmp_path / f"{abs(hash(text))}.yml"
        path.write_text(text, "utf-8")
        done = subprocess.run(
            [promtool, "check", "config", "--syntax-only", path],
            env={"PATH": os.defpath},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.stderr.strip() if done.returncode else ""

    # Prometheus 2 has an older parser, which ends a text in brackets at its question mark.
    every = [text for text in texts(TARGETS) if "? " not in text]
    compare(
        every,
        in_parallel(ask, every),
        lambda text: broken(text, "prometheus.yml", "first") is not None,
        record_property,
    )
