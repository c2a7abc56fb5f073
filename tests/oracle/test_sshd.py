"""sshd as the judge: the same files refused, at the same line, and the same sockets."""

import re
import socket
from collections import Counter
from collections.abc import Iterable
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.catalogue.load import catalogue
from portlens.network.context import Context
from portlens.programs.ssh.lines import configuration
from portlens.workspace.document import Document
from portlens.workspace.files import DiskFiles
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests._judge import context, document
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program, said, sshd_program
from tests.oracle._ssh_verdict import refusals, sockets
from tests.oracle._sshd_generate import sshd_config, with_drop_ins

TABLE = Path(__file__).parent / "sshd.tsv"
FILES = 2_500
DROP_INS = 500

# What only the resolver refuses: sshd says so without a line, after reading everything.
UNRESOLVED = {"unusable", "no-host", "other-family"}


class Verdict(NamedTuple):
    """What sshd says: the first line it refuses (0: another complaint), and what it listens on."""

    refused: int | None
    listening: tuple[tuple[str, int], ...]
    message: str


def _rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text("utf-8").strip().split("\n")[1:]
    return [tuple(line.split("\t")) for line in lines]


@pytest.mark.parametrize(("text", "verdict"), _rows(), ids=[row[0] for row in _rows()])
def test_the_table_and_portlens_agree(text: str, verdict: str) -> None:
    subject = document("sshd_config", text.replace("\\n", "\n") + "\n")
    found = refusals(subject, context())
    assert bool(found) == ("rc=0" not in verdict)
    if not found:
        wanted = re.findall(r"listenaddress \[?([^;\]]+)\]?:(\d+);", verdict)
        assert _resolved(sockets(subject, context())) == _counted(wanted)


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the command that tests a file and prints what it means."""
    path = sshd_program()
    key = tmp_path_factory.mktemp("key") / "throw-away"
    program("ssh-keygen", "openssh-client")
    status, _, problem = said(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)])
    assert not status, problem
    where = "user=u,host=h,addr=192.0.2.1,laddr=127.0.0.1,lport=22"
    return [path, "-T", "-C", where, "-h", str(key), "-f"]


@pytest.mark.oracle
def test_the_table_is_what_sshd_says(sshd: list[str], tmp_path: Path) -> None:
    for number, (text, verdict) in enumerate(_rows()):
        path = tmp_path / str(number)
        path.write_text(text.replace("\\n", "\n") + "\n", "utf-8")
        answer = _verdict(sshd, path)
        assert (answer.refused is None) == ("rc=0" in verdict), (text, answer)


@pytest.mark.oracle
def test_generated_files(sshd: list[str], tmp_path: Path, record_property: Record) -> None:
    random = chance("sshd_config")
    texts = [sshd_config(random) for _ in range(FILES)]
    paths = []
    for number, text in enumerate(texts):
        paths.append(tmp_path / str(number))
        paths[-1].write_bytes(text.encode())
    answers = in_parallel(lambda path: _verdict(sshd, path), paths)
    wrong = [
        (text, answer, problem)
        for text, answer in zip(texts, answers, strict=True)
        if (problem := _disagreement(text, answer))
    ]
    record_property("verdicts", len(answers))
    assert not wrong, f"{len(wrong)} of {FILES}: {wrong[:5]}"
    refused = Counter(answer.refused is None for answer in answers)
    assert min(refused.values()) > FILES / 5, "the files are too much alike to prove anything"


@pytest.mark.oracle
def test_generated_drop_ins(sshd: list[str], tmp_path: Path, record_property: Record) -> None:
    random = chance("drop-ins")
    folders = [tmp_path / str(number) for number in range(DROP_INS)]
    for folder in folders:
        for name, text in with_drop_ins(random, str(folder)).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    answers = in_parallel(lambda folder: _verdict(sshd, folder / "sshd_config"), folders)
    wrong = [
        (folder, answer, problem)
        for folder, answer in zip(folders, answers, strict=True)
        if (problem := _drop_in_disagreement(folder, answer))
    ]
    record_property("verdicts", len(answers))
    assert not wrong, f"{len(wrong)} of {DROP_INS}: {wrong[:3]}"


def _drop_in_disagreement(folder: Path, answer: Verdict) -> str:
    around = Context(catalogue(), Settings(), Workspace(DiskFiles()))
    main = _on_disk(folder / "sshd_config")
    whole = configuration(main, around.workspace)
    documents = {line.document.path: line.document for line in whole.lines}
    refused = {
        f"{path} line {refusal.line}: "
        for path, found in documents.items()
        for refusal in refusals(found, around)
    }
    if refused or answer.message:
        is_said = any(place in answer.message for place in refused)
        return "" if is_said else f"portlens refuses {sorted(refused)}"
    own = _resolved(sockets(main, around))
    return "" if own == _counted(answer.listening) else f"portlens listens on {own}"


def _on_disk(path: Path) -> Document:
    return document("sshd_config", path.read_text("utf-8"), str(path))


def _verdict(sshd: list[str], path: Path) -> Verdict:
    status, out, errors = said([*sshd, str(path)])
    first = re.search(r"line (\d+): ", errors)
    listening = tuple(
        (address, int(port))
        for address, port in re.findall(r"^listenaddress (.+):(\d+)$", out, re.MULTILINE)
    )
    if not status:
        return Verdict(None, listening, "")
    return Verdict(int(first[1]) if first else 0, (), errors)


def _disagreement(text: str, answer: Verdict) -> str:
    subject = document("sshd_config", text)
    found = refusals(subject, context())
    lines = [refusal.line for refusal in found if refusal.reason not in UNRESOLVED]
    if lines:
        return "" if answer.refused == lines[0] else f"portlens refuses line {lines[0]}"
    if found:
        return "" if "bad addr or host" in answer.message else f"portlens refuses {found}"
    if answer.refused is not None:
        return "portlens refuses nothing"
    own = _resolved(sockets(subject, context()))
    return "" if own == _counted(answer.listening) else f"portlens listens on {own}"


def _resolved(own: list[tuple[str, int]]) -> Counter[tuple[str, int]]:
    """Return the sockets with their addresses, as getaddrinfo(3) of this machine has them."""
    found: Counter[tuple[str, int]] = Counter()
    for host, port in own:
        if "%" in host:
            found[host, port] += 1  # getaddrinfo(3) gives the zone as a number
            continue
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        found.update((_plain(str(answer[4][0])), port) for answer in answers)
    return found


def _counted(listening: Iterable[tuple[str, int | str]]) -> Counter[tuple[str, int]]:
    return Counter((_plain(address.strip("[]")), int(port)) for address, port in listening)


def _plain(address: str) -> str:
    """Return one spelling of each address: sshd writes ::1:2222 as ::0.1.34.34."""
    return str(ip_address(address))
