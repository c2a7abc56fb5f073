"""ssh as the judge of which `Port` lines count: each has a port of its own, and `ssh -G` picks."""

from pathlib import Path
from random import Random

import pytest

from portlens.programs.ssh.client_ports import overridden
from portlens.programs.ssh.lines import configuration
from tests._judge import context, document
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program, said

FILES = 120
HOSTS = ("alpha", "beta", "gamma", "a.example.com", "old.example.com", "other")
_PATTERNS = (*HOSTS, "*", "*.example.com", "!old.example.com", "?lpha", "!alpha", "al*", "*a")


def _config(random: Random) -> str:
    lines = []
    port = 2000
    for _ in range(random.randint(1, 6)):
        kind = random.random()
        if kind < 0.1:
            lines.append("Match all")
        elif kind < 0.25:
            lines.append(f"Match host {random.choice(_PATTERNS[:8])}")
        elif kind < 0.35:
            lines.append("Host *")
        elif lines or kind < 0.9:
            lines.append("Host " + " ".join(random.choices(_PATTERNS, k=random.randint(1, 3))))
        for _ in range(random.choice((0, 1, 1, 1, 2))):
            port += 1
            lines.append(f"    Port {port}")
    return "\n".join(lines) + "\n"


@pytest.mark.oracle
def test_no_host_has_a_port_that_is_said_to_count_for_nothing(
    tmp_path: Path, record_property: Record
) -> None:
    ssh = program("ssh", "openssh-client")
    random = chance("ports")
    texts = [_config(random) for _ in range(FILES)]
    questions = []
    for number, text in enumerate(texts):
        (tmp_path / str(number)).write_text(text)
        questions += [(number, host) for host in HOSTS]
    answers = in_parallel(lambda asked: _port(ssh, tmp_path / str(asked[0]), asked[1]), questions)
    record_property("answers", len(answers))
    used: dict[int, set[int]] = {}
    for (number, _), port in zip(questions, answers, strict=True):
        used.setdefault(number, set()).add(port)
    dead_lines = 0
    for number, text in enumerate(texts):
        whole = configuration(document("ssh_config", text), context().workspace)
        dead = {found.line.port for found in overridden(whole, whole.main)}
        assert not dead & used[number], text
        dead_lines += len(dead)
        # Lines without a block and those of plain hosts are all that can be told for certain.
        always = next((line for line in whole.lines if _decides(line)), None)
        behind = whole.lines[whole.lines.index(always) + 1 :] if always else ()
        late = {
            int(line.directive.words[0].text)
            for line in behind
            if line.directive.keyword == "port" and line.directive.block != always.directive.block
        }
        assert late <= dead, text
    assert dead_lines > FILES / 2, "the files are too tame to prove anything"


def _decides(line: object) -> bool:
    return line.directive.keyword == "port" and not line.is_conditional


def _port(ssh: str, path: Path, host: str) -> int:
    _, out, _ = said([ssh, "-G", "-F", str(path), host])
    return next(int(line[5:]) for line in out.split("\n") if line.startswith("port "))
