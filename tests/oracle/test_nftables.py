"""`nft -c` as the judge of nftables' files: the same ports refused, at the same places."""

import re
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._long import Record, chance

_FILES = 150
_RETURNS = 60
_NFT = shutil.which("nft") or "/usr/sbin/nft"
# Whoever has no namespaces of its own here asks nothing of the machine's own rules.
_ASIDE = ["unshare", "--map-root-user", "--net"]
_ERROR = re.compile(r"^[^:\n]+:(\d+):(\d+)-\d+: Error: (.*)$", re.MULTILINE)
_KINDS = {
    "Service out of range": "port-out-of-range",
    "Range has zero or negative size": "invalid-port-range",
    "Could not resolve service": "unknown-service-name",
}
_GOOD = ("22", "80", "443", "0", "65535", "ssh", "http", "domain", "syslog", "0x50", "010", "080")
_GOOD_RANGES = ("80-90", "80 - 90", "0-65535", "22-http", "ssh - http", "70-70", "010-0x50")
_BAD = ("65536", "99999", "0x10000", "0200000", "99999999999999999999999999", "sssh", "SSH")
_BAD_RANGES = ("90-80", "90 - 80", "80-65536", "70000-80", "http - ssh", "080-079", "80 -sssh")
_QUOTED = ('"ssh"', '"80"', '"0x50"')
_BAD_QUOTED = ('"sssh"', '"70000"')
_BEFORE = ("", "", "ct state new ", "iifname eth0 ", 'iifname "eth0" ', "ip saddr 10.0.0.0/8 ")
_AFTER = (
    *("", " accept", " drop", " counter accept", " reject", ' log prefix "tcp dport 99999 "'),
    *(" ct state { new, established } accept", ' accept comment "udp dport 70000"', " # 99999"),
    *(" limit rate 10/minute accept", " th sport 1024-65535 accept"),
)
# Numbers that are no ports, and ports that portlens does not read.
_OTHERS = (
    *("meta mark 99999 accept", "udp length 9999-65535", "ct mark set 70000", "counter"),
    *("tcp flags syn / fin,syn,rst,ack accept", "tcp sequence 99999 drop", "ip id 80"),
    *("ip saddr . tcp dport { 10.0.0.1 . 22, 10.0.0.2 . 80-90 } accept", "tcp dport & 1 == 1"),
    *("meta mark set tcp dport map { 22 : 99999, 80 : 2 }", "ct state vmap { new : drop }"),
    *("tcp dport set 8080", "tcp dport and 0xff == 22 drop", "tcp dport xor 1 == 23 drop"),
    *("tcp sport set tcp sport map { 80 : 8080 }", "tcp dport or 1 == 23 drop"),
    *("meta l4proto { tcp, udp } th dport { 53, 853 } accept", "th sport 53", "iif lo accept"),
)
_HEADERS = ("tcp", "tcp", "tcp", "udp", "udp", "sctp", "dccp", "udplite")


def _port(random: Random, *, bad: bool) -> str:
    if bad:
        return random.choice((*_BAD, *_BAD_RANGES, *_BAD_QUOTED))
    return random.choice((*_GOOD, *_GOOD, *_GOOD_RANGES, *_QUOTED))


def _list(random: Random, *, bad: bool, ends: str = "", names: tuple[str, ...] = ()) -> str:
    ports = [_port(random, bad=False) for _ in range(random.choice((1, 2, 3)))]
    ports += [f"${name}" for name in names]
    if bad:
        ports[0] = _port(random, bad=True)
    random.shuffle(ports)
    between = random.choice((",", ", ", " , ", ",\n\t\t", ", # a } of a comment\n\t\t", ",\\\n"))
    blank = random.choice(("", " ", "\n"))
    last = random.choice(("", ","))
    return "{" + blank + between.join(port + ends for port in ports) + last + blank + "}"


def _value(random: Random, *, bad: bool) -> str:
    kind = random.choice(("port", "list", "list", "compared", "not", "map", "set"))
    if kind == "list":
        return _list(random, bad=bad, ends=random.choice(("", "", ' comment "70000"')))
    if kind == "map":
        return "vmap " + _list(random, bad=bad, ends=random.choice((" : accept", ":drop")))
    if kind == "compared":
        ports = _BAD if bad else _GOOD
        return f"{random.choice(('<', '>', '<=', '>=', '==', 'eq', 'ne'))} {random.choice(ports)}"
    if kind == "set":
        numbers = [port for port in (_BAD if bad else _GOOD) if port[0].isdigit()]
        return f"set {random.choice(numbers)}"
    sign = "!= " if kind == "not" else random.choice(("", "", "\\\n\t\t"))
    return sign + _port(random, bad=bad)


def _match(random: Random, value: str) -> str:
    return f"{random.choice(_HEADERS)} {random.choice(('dport', 'dport', 'sport'))} {value}"


def generated(random: Random) -> str:
    """Return a file in which no rule has more than one place that is wrong, as nft tells one."""
    wrong = random.choice((0.0, 0.3, 0.6))

    def bad() -> bool:
        return random.random() < wrong

    heads = ["#!/usr/sbin/nft -f\n"]
    rules: list[str] = []
    sets: list[str] = []
    commands: list[str] = []
    for name in ("first", "second")[: random.choice((0, 1, 2))]:
        value = random.choice((_port, _list))(random, bad=bad())
        heads.append(f"define {name} = {value}\n")
        used = random.choice((f"${name}", _list(random, bad=False, names=(name,))))
        if random.random() < 0.3:
            heads.append(f"define of_{name} = {{ 22, ${name} }}\n")
            used = f"$of_{name}"
        rules += [_match(random, used)] * random.choice((0, 1))
    for name in ("one", "two")[: random.choice((0, 1, 2))]:
        kind = random.choice(("type inet_service", "typeof tcp dport"))
        is_bad = bad()
        sets.append(_set(f"set {name}", f"{kind}\n\t\tauto-merge", _list(random, bad=is_bad)))
        rules.append(_match(random, f"@{name}"))
        # nft 1.0.6 dies of elements for a set that it has just refused.
        if not is_bad and random.random() < 0.3:
            commands.append(f"add element inet t {name} {_list(random, bad=bad())}\n")
    if random.random() < 0.3:
        elements = _list(random, bad=bad(), ends=" : accept")
        sets.append(_set("map kept", "type inet_service : verdict", elements))
        rules.append(_match(random, "vmap @kept"))
    for _ in range(random.choice((1, 2, 3))):
        rule = _match(random, _value(random, bad=bad()))
        rules.append(random.choice(_BEFORE) + rule + random.choice(_AFTER))
    rules += random.choices(_OTHERS, k=2)
    random.shuffle(rules)
    chain = "\tchain c {\n\t\ttype filter hook input priority 0; policy drop;\n"
    cut = random.randrange(len(rules) + 1)  # the others are added by commands
    body = "".join(f"\t\t{rule}\n" for rule in rules[:cut])
    commands += [f"add rule inet t c {rule}\n" for rule in rules[cut:]]
    return "".join((*heads, "table inet t {\n", *sets, chain, body, "\t}\n}\n", *commands))


def _set(head: str, kind: str, elements: str) -> str:
    return f"\t{head} {{\n\t\t{kind}\n\t\tflags interval\n\t\telements = {elements}\n\t}}\n"


def _skip_without_nft() -> None:
    if not Path(_NFT).exists():
        pytest.skip("nft is not installed here: apt-get install nftables")
    if subprocess.run([*_ASIDE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine gives nobody a network of his own")


@pytest.mark.oracle
def test_generated_files(tmp_path: Path, record_property: Record) -> None:
    _skip_without_nft()
    record_property("files", _FILES)
    random = chance("nftables")
    refused = 0
    for number in range(_FILES):
        text = generated(random)
        path = tmp_path / f"{number}.nft"
        path.write_text(text, "utf-8")
        said = _said_by_nft(path)
        assert _said_here(text) == said, text
        refused += bool(said)
    assert _FILES / 4 < refused < _FILES * 3 / 4


@pytest.mark.oracle
def test_carriage_returns(tmp_path: Path, record_property: Record) -> None:
    """The first carriage return that is junk to nft, in files with one, a few or nothing else."""
    _skip_without_nft()
    record_property("files with carriage returns", _RETURNS)
    random = chance("nftables returns")
    refused = 0
    for number in range(_RETURNS):
        lines = generated(random).split("\n")
        lines.insert(random.randrange(1, len(lines)), random.choice(("# 80", "#", "")))
        marked = set(random.sample(range(len(lines)), random.choice((1, 2, len(lines)))))
        text = "".join(line + ("\r\n" if at in marked else "\n") for at, line in enumerate(lines))
        path = tmp_path / f"{number}.nft"
        path.write_bytes(text.encode())
        command = [*_ASIDE, _NFT, "-c", "-f", str(path)]
        answer = subprocess.run(command, capture_output=True, check=False, timeout=20, text=True)
        junk = _JUNK.search(answer.stderr)
        said = (int(junk[1]), int(junk[2])) if junk else None
        assert _return_here(text) == said, f"{answer.stderr}\n{text!r}"
        refused += said is not None
    assert _RETURNS / 4 < refused < _RETURNS


def _return_here(text: str) -> tuple[int, int] | None:
    """Return the line and the column, both 1-based, at which portlens tells of one."""
    subject = document("nftables", text)
    for judged in analyse(subject, context({subject.path: text})).findings:
        if judged.finding.rule == "windows-line-break":
            line, column = subject.lines.position(judged.finding.span.start)
            return line + 1, column + 1
    return None


_JUNK = re.compile(r"^[^:\n]+:(\d+):(\d+)-\d+: Error: syntax error, unexpected junk", re.MULTILINE)


def _said_by_nft(path: Path) -> set[tuple[int, int, str]]:
    """Return the line, the column, both 1-based, and the kind of each error of a port."""
    command = [*_ASIDE, _NFT, "-c", "-f", str(path)]
    answer = subprocess.run(command, capture_output=True, check=False, timeout=20, text=True)
    errors = [found.groups() for found in _ERROR.finditer(answer.stderr)]
    assert bool(errors) == bool(answer.returncode), answer
    found = set()
    for line, column, message in errors:
        # The ranges of a map overlap: nothing that portlens tells of.
        if "interval" not in message:
            found.add((int(line), int(column), _KINDS[message.partition(":")[0]]))
    return found


def _said_here(text: str) -> set[tuple[int, int, str]]:
    subject = document("nftables", text)
    found = set()
    for judged in analyse(subject, context({subject.path: text})).findings:
        rule, span = judged.finding.rule, judged.finding.span
        if rule in _KINDS.values():
            start = span.start - (text[span.start - 1] == '"')
            line, column = subject.lines.position(start)
            found.add((line + 1, column + 1, rule))
    return found
