"""The real programs on what the editor's offers make of a text; see `_fixes`."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from portlens.workspace.settings import Settings
from tests.oracle import nginx_program
from tests.oracle._compose import ask_compose
from tests.oracle._fixes import judge, offers
from tests.oracle._run import in_parallel, program, said, sshd_program
from tests.oracle.get_compose import BINARY
from tests.oracle.test_systemd import REFUSED

pytestmark = pytest.mark.oracle


@pytest.mark.skipif(nginx_program.IS_MISSING, reason=nginx_program.NEEDED)
def test_nginx(tmp_path: Path) -> None:
    settings = Settings(nginx_version=nginx_program.version())

    def ask(texts: Sequence[str]) -> list[str]:
        return [one.error for one in nginx_program.verdicts(list(texts), tmp_path)]

    def is_meant(rule: str, error: str) -> bool:
        rules = nginx_program.verdict(f"[emerg] {error}").rules
        return rule in rules and not error.startswith("host not found")

    judge(list(offers("nginx", settings)), ask, is_meant)


@pytest.mark.parametrize("format_id", ["sshd_config", "ssh_config"])
def test_openssh(format_id: str, tmp_path: Path) -> None:
    if format_id == "sshd_config":
        key = tmp_path / "key"
        sshd = sshd_program()
        program("ssh-keygen", "openssh-client")
        said(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)])
        where = "user=u,host=h,addr=192.0.2.1,laddr=127.0.0.1,lport=22"
        command = [sshd, "-T", "-C", where, "-h", str(key), "-f"]
    else:
        command = [program("ssh", "openssh-client"), "-G", "-F"]

    def ask_one(numbered: tuple[int, str]) -> str:
        path = tmp_path / str(numbered[0])
        path.write_bytes(numbered[1].encode())
        host = ["host.example"] if format_id == "ssh_config" else []
        status, _, problem = said([*command, str(path), *host])
        lines = [line.strip() for line in problem.splitlines() if "terminating" not in line]
        return re.sub(r"\d+", "N", lines[-1].replace(str(path), "")) if status and lines else ""

    def is_meant(_rule: str, reason: str) -> bool:
        # A line that begins with no keyword at all, which portlens leaves to the program.
        return "Bad configuration option" not in reason and 'keyword "N"' not in reason

    judge(list(offers(format_id)), lambda texts: in_parallel(ask_one, enumerate(texts)), is_meant)


@pytest.mark.skipif(not BINARY.exists(), reason="run tests/oracle/get_compose.py for the binary")
def test_compose() -> None:
    def ask_one(text: str) -> str:
        told = ask_compose({"compose.yaml": text})
        if told.is_accepted:
            return ""
        # Of several mistakes Compose names one by chance.
        is_no_yaml = re.search(r"(?:^|\s)yaml: ", told.message)
        return "yaml" if is_no_yaml else "refused"

    def is_meant(rule: str, message: str) -> bool:
        # Of two that want one port Compose says nothing before it starts them.
        return not rule.endswith("-conflict") and message != "yaml"

    judge(list(offers("compose")), lambda texts: in_parallel(ask_one, texts), is_meant)


def test_systemd(tmp_path: Path) -> None:
    analyze = program("systemd-analyze", "systemd")

    def ask_one(numbered: tuple[int, str]) -> str:
        number, text = numbered
        path = tmp_path / f"u{number}.{'socket' if '[Socket]' in text else 'service'}"
        path.write_bytes(text.encode())
        _, _, problem = said([analyze, "verify", str(path)])
        found = [match for line in problem.split("\n") if (match := REFUSED.match(line))]
        return "refused" if any(match["name"] == path.name for match in found) else ""

    judge(list(offers("systemd")), lambda texts: in_parallel(ask_one, enumerate(texts)))
