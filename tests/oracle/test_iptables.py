"""`iptables-restore --test` as the judge: the same lines refused, and the same ports loaded."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

from portlens.analysis import analyse
from portlens.formats.iptables.entry import Entry
from portlens.formats.iptables.reader import read
from portlens.model.port_use import HIGHEST_PORT
from tests._judge import context, document
from tests.oracle._iptables_generate import generated
from tests.oracle._long import Record, chance

_FILES = 120
_RETURNS = 60
# What ends with an option that has no value, or with a value that looks like one.
_FLAGS = (
    *(" --syn", " ! --syn", " -m recent --set --name --dport", " -m comment --comment --syn"),
    *(" -m conntrack --ctstate NEW --syn", " -m recent --name a --set", " -j MASQUERADE --random"),
    *(" -j LOG --log-level 4 --log-uid", " -j LOG --log-prefix=--a", " -j LOG --log-prefix --a=b"),
    *(" -m socket --transparent", " -m addrtype --src-type LOCAL --limit-iface-in"),
)
_JUDGE = "iptables-nft-restore"  # what Debian calls iptables-restore
_NEEDED = "iptables is not installed here: apt-get install iptables"
# Whoever has no namespaces of its own here asks nothing of the machine's own rules.
_ASIDE = ("unshare", "--map-root-user", "--net", "prlimit", "--as=1000000000", "--cpu=10")
_LINE = re.compile(r"(?:Error occurred at line: |line )(\d+)")
_PORT = {"invalid-port", "invalid-port-range", "port-out-of-range", "missing-port"}
_KINDS = {
    "invalid port/service": {*_PORT, "unknown-service-name"},
    "does not resolve": {*_PORT, "unknown-service-name"},
    "Too many components": {"invalid-port"},
    "invalid portrange": {"invalid-port-range"},
    "too many ports": {"invalid-port"},
    "requires an argument": {"missing-port"},
    "unknown option": {"invalid-transport", "invalid-port"},
    "multiport needs": {"invalid-transport"},
    "multiport only works": {"invalid-transport"},
    "match requires": {"invalid-transport"},
    "Need TCP": {"invalid-transport"},
    "can only be used once": {"invalid-port"},
    "cannot be used together": {"invalid-port"},
    "Only one": {"invalid-port"},
    "funky": {"invalid-port-range"},
    "not valid": {*_PORT, "unknown-service-name"},
    "Garbage": {"invalid-port", "invalid-port-range"},
    "use dash": {"invalid-port-range"},
    "Bad IP address": {"invalid-port-range"},
}


@cache
def _program(name: str = _JUDGE) -> tuple[str, ...]:
    """Return the command; nothing where the program or its surroundings are not to be had."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    try:
        done = subprocess.run([*_ASIDE, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return ()
    return (*_ASIDE, path) if path and done.returncode == 0 else ()


@pytest.mark.oracle
def test_generated_files(record_property: Record) -> None:
    if not _program():
        pytest.skip(_NEEDED)
    record_property("files", _FILES)
    random = chance("iptables")
    refused = lines = 0
    for _ in range(_FILES):
        text = generated(random)
        said = dict(_said_by_program(text))
        here = _said_here(text)
        assert here.keys() == said.keys(), f"{here}\n{said}\n{text}"
        for line, message in said.items():
            kinds = next((kinds for words, kinds in _KINDS.items() if words in message), set())
            assert here[line] & kinds, f"{message}\n{here[line]}\n{text}"
        refused += bool(said)
        lines += len(said)
        if not said:
            assert _ports(_loaded(text)) == _ports(text), text
    record_property("refused lines", lines)
    assert _FILES / 4 < refused < _FILES * 3 / 4


@pytest.mark.oracle
def test_carriage_returns(record_property: Record) -> None:
    if not _program():
        pytest.skip(_NEEDED)
    record_property("files with carriage returns", _RETURNS)
    random = chance("iptables returns")
    refused = 0
    for _ in range(_RETURNS):
        text = _with_returns(random)
        message = _answer(text)
        assert bool(message) == ("windows-line-break" in _rules(text)), f"{message}\n{text!r}"
        refused += bool(message)
    assert _RETURNS / 4 < refused < _RETURNS * 9 / 10


@pytest.mark.oracle
@pytest.mark.parametrize("program", [_JUDGE, "iptables-legacy-restore"])
def test_what_ufw_brings(program: str) -> None:
    """What Debian's packages have is taken, with -n too, as ufw has it loaded."""
    if not _program(program):
        pytest.skip(_NEEDED)
    files = sorted(Path("/usr/share/ufw/iptables").glob("*.rules"))
    if not files:
        pytest.skip("ufw is not installed here: apt-get install ufw")
    for path in files:
        text = path.read_text("utf-8")
        six = program.replace("iptables", "ip6tables") if "6.rules" in path.name else program
        # What only the whole of ufw's files has: chains that others jump to.
        assert "line 1" not in _answer(text, _program(six), "-n")
        assert not _rules(text)


def _with_returns(random: Random) -> str:
    """Return a file that is taken with line feeds alone, and has carriage returns somewhere."""
    lines = ["# by hand", "*filter", ":INPUT DROP [0:0]", ":own - [0:0]", "# a rule"]
    lines.append("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT")
    lines.append('-A INPUT -p udp --dport 53 -j LOG --log-prefix "a "')
    lines.append("-A INPUT -p udp --dport 53 -j LOG --log-prefix a")
    lines.append("-A own -p udp --dport 53")
    lines.append(f"-A own -p tcp{random.choice(_FLAGS)}")
    lines += ["COMMIT", "# the end"]
    marked = set(random.sample(range(len(lines)), random.choice((1, 1, 2, len(lines)))))
    ends = ("\r\n" if index in marked else "\n" for index in range(len(lines)))
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _answer(text: str, program: tuple[str, ...] = (), *options: str) -> str:
    """Return what the program says of a file; nothing where it takes it."""
    answer = subprocess.run(
        [*(program or _program()), "--test", *options],
        input=text.encode(),
        capture_output=True,
        check=False,
        timeout=20,
    )
    message = answer.stderr.decode("utf-8", "replace")
    assert bool(answer.returncode) == bool(message), (message, answer.returncode, text)
    return message


def _said_by_program(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are refused, 1-based; it is asked again without each of them."""
    lines = text.split("\n")
    while message := _answer("\n".join(lines)):
        found = _LINE.search(message)
        assert found, message
        line = int(found[1])
        yield line, message
        lines[line - 1] = ""


def _said_here(text: str) -> dict[int, set[str]]:
    subject = document("iptables", text)
    found: dict[int, set[str]] = {}
    for judged in analyse(subject, context({subject.path: text})).findings:
        line = subject.lines.position(judged.finding.span.start).line + 1
        found.setdefault(line, set()).add(judged.finding.rule)
    return found


def _rules(text: str) -> set[str]:
    return {rule for rules in _said_here(text).values() for rule in rules}


def _loaded(text: str) -> str:
    """Return the rules as the kernel has them once the file is loaded."""
    restore = _program()[-1]
    script = f"{restore} && {restore.replace('restore', 'save')}"
    answer = subprocess.run(
        [*_ASIDE, "sh", "-c", script],
        input=text.encode(),
        capture_output=True,
        check=False,
        timeout=20,
    )
    assert answer.returncode == 0, (answer.stderr, text)
    return answer.stdout.decode()


def _ports(text: str) -> list[tuple[object, ...]]:
    """Return the ports of a file as its chains have them, in whatever order."""
    found: list[tuple[object, ...]] = []
    for use in read(text, "").uses:
        port, entry = use.port, use.detail
        assert port is not None
        assert isinstance(entry, Entry)
        first, last = port.first, port.last
        if entry.is_not and first == 0 and last is not None and last < HIGHEST_PORT:
            first, last, entry = last + 1, HIGHEST_PORT, entry._replace(is_not=False)
        # What every packet has is left out by iptables-save.
        if (first, last) != (0, HIGHEST_PORT):
            found.append((use.owner, entry, use.transport, use.address, first, last))
    return sorted(found, key=repr)
