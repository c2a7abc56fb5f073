"""Docker's command line as the judge of what others hand to `docker create -p`.

It judges the word before it looks for an Engine, so none is needed; what it takes fails because
nobody answers.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._docker_ports_generate import docker_port
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel
from tests.oracle.get_engine import FOLDER

_WORDS = 500  # for each of the two clients
_CLIENTS = [FOLDER / "usr" / "bin" / "docker", *map(Path, filter(None, [shutil.which("docker")]))]
# Before Docker 23 the address is looked at with its colon, which an IPv6 address without brackets
# does not survive.
_OLD = "too many colons in address"


@pytest.fixture(params=_CLIENTS, ids=lambda path: str(path.parent.name))
def client(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    if not path.exists():
        pytest.skip("run tests/oracle/get_engine.py for Docker's client (Debian 12)")
    return path


def _said(client: Path, word: str) -> str:
    done = subprocess.run(
        [client, "create", "-p", word, "busybox"],
        env={"DOCKER_HOST": "unix:///nonexistent/socket", "HOME": "/nonexistent"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.stderr.decode("utf-8", "replace")


@pytest.mark.oracle
def test_generated_words(client: Path, record_property: Record) -> None:
    random = chance("docker ports")
    words = list(dict.fromkeys(docker_port(random) for _ in range(4 * _WORDS)))[:_WORDS]
    record_property("words", len(words))
    answers = in_parallel(lambda word: _said(client, word), words)
    judged = [pair for pair in zip(words, answers, strict=True) if _OLD not in pair[1]]
    for read in (_in_workflow, _in_devcontainer):
        wrong = [
            (word, answer)
            for word, answer in judged
            # The runner's command line is cut at blanks, of which nothing is said.
            if (read is _in_devcontainer or " " not in word)
            and read(word) != ("Cannot connect to the Docker daemon" not in answer)
        ]
        assert not wrong, f"{len(wrong)} of {len(judged)}: {wrong[:5]}"
    refused = sum("Cannot connect" not in answer for _, answer in judged)
    assert len(judged) / 5 < refused < len(judged) * 4 / 5


def _in_workflow(word: str) -> bool:
    quoted = word.replace("\\", "\\\\").replace('"', '\\"')
    return _is_refused(
        "github-actions",
        f'on: push\njobs:\n  a:\n    services:\n      b:\n        ports: ["{quoted}"]\n',
    )


def _in_devcontainer(word: str) -> bool:
    return _is_refused("devcontainer", json.dumps({"appPort": [word]}))


def _is_refused(format_id: str, text: str) -> bool:
    subject = document(format_id, text)
    found = analyse(subject, context({subject.path: text})).findings
    return any(
        judged.severity == "error" and judged.finding.rule != "listen-conflict" for judged in found
    )
