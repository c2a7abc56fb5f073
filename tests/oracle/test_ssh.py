"""ssh as the judge: the same lines refused, and the same ports and forwards."""

import re
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.formats.ssh.directive import Directive
from portlens.model.port_use import PortUse
from portlens.workspace.document import Document
from tests._judge import context, document
from tests.oracle._long import Record, chance
from tests.oracle._run import in_parallel, program, said
from tests.oracle._ssh_generate import ssh_config
from tests.oracle._ssh_verdict import refusals

TABLE = Path(__file__).parent / "ssh.tsv"
FILES = 2_500
HOST = "host"

# ssh stops reading at such a line; after all others it goes on.
_FATAL = ("in permitremoteopen", "missing permitremoteopen")


class Verdict(NamedTuple):
    """What `ssh -G` says: the lines it refuses, whether the last one ended it, the values."""

    refused: frozenset[int]
    is_cut_short: bool
    values: set[str]


def _rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text("utf-8").strip().split("\n")[1:]
    return [tuple(line.split("\t")) for line in lines]


@pytest.mark.parametrize(("text", "verdict"), _rows(), ids=[row[0] for row in _rows()])
def test_the_table_and_portlens_agree(text: str, verdict: str) -> None:
    subject = document("ssh_config", text.replace("\\n", "\n") + "\n")
    refused = {refusal.line for refusal in refusals(subject, context())}
    assert refused == set(map(int, re.findall(r"line (\d+):", verdict)))
    if not refused:
        assert _values(subject) == _compared(verdict.split(";"))


@pytest.mark.oracle
def test_the_table_is_what_ssh_says(tmp_path: Path) -> None:
    ssh = program("ssh", "openssh-client")
    for number, (text, verdict) in enumerate(_rows()):
        path = tmp_path / str(number)
        path.write_text(text.replace("\\n", "\n") + "\n", "utf-8")
        assert _verdict(ssh, path).refused == set(map(int, re.findall(r"line (\d+):", verdict)))


@pytest.mark.oracle
def test_generated_files(tmp_path: Path, record_property: Record) -> None:
    ssh = program("ssh", "openssh-client")
    random = chance("ssh_config")
    texts = [ssh_config(random) for _ in range(FILES)]
    paths = [tmp_path / str(number) for number in range(FILES)]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text.encode())
    answers = in_parallel(lambda path: _verdict(ssh, path), paths)
    wrong = [
        (text, answer, problem)
        for text, answer in zip(texts, answers, strict=True)
        if (problem := _disagreement(text, answer))
    ]
    record_property("verdicts", len(answers))
    assert not wrong, f"{len(wrong)} of {FILES}: {wrong[:5]}"
    accepted = sum(not answer.refused for answer in answers)
    assert FILES / 5 < accepted < FILES * 4 / 5, "the files are too much alike to prove anything"


def _verdict(ssh: str, path: Path) -> Verdict:
    _, out, errors = said([ssh, "-G", "-F", str(path), HOST])
    refused = frozenset(map(int, re.findall(r"line (\d+): ", errors)))
    is_cut_short = any(words in errors for words in _FATAL)
    return Verdict(refused, is_cut_short, _compared(out.split("\n")))


def _compared(values: Iterable[str]) -> set[str]:
    kinds = ("port ", "localforward ", "remoteforward ", "dynamicforward ")
    return {_plain(value) for value in values if value.startswith(kinds)}


def _disagreement(text: str, answer: Verdict) -> str:
    subject = document("ssh_config", text)
    refused = {refusal.line for refusal in refusals(subject, context())}
    if answer.is_cut_short:
        refused = {line for line in refused if line <= max(answer.refused)}
    if refused != answer.refused:
        return f"portlens refuses {refused}"
    if refused:
        return ""
    own = _values(subject)
    return "" if own == answer.values else f"portlens finds {own}"


def _values(subject: Document) -> set[str]:
    """Return what `ssh -G host` prints of ports and forwards, made from portlens' uses."""
    lines: dict[int, list[PortUse]] = {}
    for use in subject.uses:
        if isinstance(use.detail, Directive) and _counts(use.detail):
            lines.setdefault(use.detail.key.start, []).append(use)
    found = [value for uses in lines.values() for value in _of_line(uses)]
    ports = [value for value in found if value.startswith("port ")]
    # the first Port counts; equal forwards become one
    return {*(ports[:1] or ["port 22"]), *(set(found) - set(ports))}


def _counts(line: Directive) -> bool:
    if line.block is None:
        return True
    names = line.block.name.split()
    return names == ["Match", "all"] or bool({HOST, "*"} & set(names[1:]))


def _of_line(uses: list[PortUse]) -> Iterator[str]:
    line = uses[0].detail
    assert isinstance(line, Directive)
    if line.keyword == "port":
        yield f"port {uses[0].port.first}"
    if not line.keyword.endswith("forward"):
        return
    listening = _written(uses[0])
    if len(uses) > 1:
        # To a path a DynamicForward is a LocalForward.
        kind = line.keyword.replace("dynamic", "local")
        yield f"{kind} {listening} {_written(uses[1])}"
        if uses[1].port is None and kind == "localforward":
            yield f"dynamicforward {listening}"  # ssh -G prints such a forward twice
    elif line.keyword == "remoteforward":
        yield f"remoteforward {listening} [socks]:0"
    else:
        yield f"dynamicforward {listening}"


def _written(use: PortUse) -> str:
    """Return one end of a forward in the spelling of `_plain`."""
    if use.port is None:
        return use.address.text
    return f"[{use.address.text if use.address else ''}]:{use.port.first}"


def _plain(value: str) -> str:
    """Return a line of `ssh -G` with one spelling where ssh keeps what is written.

    No address is localhost, an empty one is every address; the target may be an IP address in
    any spelling.
    """
    keyword, *ends = value.split(" ")
    if keyword == "port":
        return value
    if re.fullmatch("[0-9]+", ends[0]):
        ends[0] = f"[localhost]:{ends[0]}"
    ends[0] = ends[0].replace("[]:", "[*]:")
    return " ".join([keyword, *(_HOST.sub(_canonical, end) for end in ends)])


_HOST = re.compile(r"(?<=\[)[0-9A-Fa-fXx.]+(?=\])")


def _canonical(host: re.Match[str]) -> str:
    try:
        return socket.inet_ntoa(socket.inet_aton(host[0]))
    except OSError:  # digits that are no address
        return host[0]
