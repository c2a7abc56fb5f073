"""firewalld's own code as the judge of services, zones and policies: the same ports refused."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from xml.sax.saxutils import quoteattr

import pytest

from portlens.analysis import analyse
from portlens.formats.firewalld.values import port_of
from portlens.text.span import Span
from tests._judge import context, document
from tests.oracle._long import Record, chance

_FILES = 1000
_PACKAGE = Path("/usr/lib/python3/dist-packages")
# What `firewall-offline-cmd --check-config` does with each file. Every service is there: which
# there are is for other files to say. It prints what is refused, the rules that are left out, and
# the range that each port is read as.
_JUDGE = """
import collections, json, logging, os, sys
sys.path.insert(0, sys.argv[1])
from firewall import functions
from firewall.core.io.policy import policy_reader
from firewall.core.io.service import service_reader
from firewall.core.io.zone import zone_reader
from firewall.core.logger import log

class Every(dict):
    __contains__ = lambda self, name: True

log.setInfoLogLevel(log.NO_INFO)
found = {}
for name in sorted(os.listdir(sys.argv[2])):
    kind = name.split("-")[0]
    reader = {"service": service_reader, "zone": zone_reader, "policy": policy_reader}[kind]
    others = collections.defaultdict(dict, services=Every())
    try:
        read = reader(name, sys.argv[2])
        read.check_config_dict(read.export_config_dict(), others)
        found[name] = len(getattr(read, "rules", ()))
    except Exception:
        found[name] = None
ranges = {port: functions.getPortRange(port) for port in json.loads(sys.argv[3])}
print(json.dumps([found, ranges]))
"""
_GOOD = (
    *(
        "80",
        "0",
        "65535",
        "8000-8010",
        "8010-8000",
        "80-80",
        "008",
        " 80 ",
        "80 - 90",
        "80-",
        "+80",
    ),
    *("8_0", "http", "http-alt", "ssh-http", "ssh-", "0-65535", "netbios-ns", "22-http-alt", "-0"),
    *(" http ", "http - 90", "80\n"),
)
_BAD = (
    *(
        "65536",
        "99999",
        "80-65536",
        "70000-80",
        "-1",
        "80,90",
        "80:90",
        "80/tcp",
        "1-2-3",
        "-",
        "--",
    ),
    *("80--90", "x-y", "HTTP", "nosuchname", "8 0", "_80", "9" * 30, "80;", "*", "0x50", "-80"),
    *("80-nosuchname", "http--alt", "65536-", " 65536"),
)
_TRANSPORTS = ("tcp", "udp", "sctp", "dccp")
_BAD_TRANSPORTS = ("TCP", "icmp", "tcp ", "6", "", "udplite", "any")
_ROOTS = {
    "service": ("<service>", "</service>"),
    "zone": ("<zone target='DROP'>", "</zone>"),
    "policy": ('<policy target="CONTINUE" priority="10">', "</policy>"),
}
_OTHERS = {
    "service": (
        *('<module name="nf_conntrack_ftp"/>', '<protocol value="99"/>', '<include service="x"/>'),
        *('<destination ipv4="10.0.0.0/8"/>', '<port port="" protocol="igmp"/>', "<!-- 99999 -->"),
    ),
    "zone": (
        *('<service name="99999"/>', '<icmp-block name="redirect"/>', "<!-- <port port='x'/> -->"),
        *('<source address="10.0.0.0/8"/>', '<interface name="eth0"/>', "<masquerade/>"),
        "<description>port=99999 &lt;port protocol=&quot;&gt; <![CDATA[<port/>]]></description>",
    ),
    "policy": ('<ingress-zone name="HOST"/>', '<service name="70000"/>'),
}


def _value(random: Random, value: str) -> str:
    """Write a value in one of the ways of XML."""
    if random.random() < 0.2 and value:
        at = random.randrange(len(value))
        form = random.choice((f"&#{ord(value[at])};", f"&#x{ord(value[at]):X};"))
        return f'"{value[:at]}{form}{value[at + 1 :]}"' if "\n" not in value else quoteattr(value)
    return random.choice((quoteattr(value), f"'{value}'", f"'{value}'"))


def _attributes(random: Random, values: dict[str, str]) -> str:
    pairs = list(values.items())
    random.shuffle(pairs)
    blank = random.choice((" ", " ", "\n    ", "\t"))
    equals = random.choice(("=", "=", " = "))
    return "".join(f"{blank}{name}{equals}{_value(random, value)}" for name, value in pairs)


def _ports(random: Random, element: str, bad: float) -> str:
    """Return one element with a port, in which at most one thing is wrong."""
    values = {"port": random.choice(_GOOD), "protocol": random.choice(_TRANSPORTS)}
    if element == "forward-port":
        values["to-port"] = random.choice((*_GOOD, ""))
        if random.random() < 0.5 or not values["to-port"]:
            values["to-addr"] = "10.0.0.2"
        if random.random() < 0.2 and "to-addr" in values:
            del values["to-port"]
    if random.random() < bad:
        name = random.choice(list(values))
        if name == "to-addr":
            del values["to-addr"]
            values["to-port"] = ""
        elif random.random() < 0.2 and name != "to-port":
            del values[name]
        elif name == "protocol":
            values[name] = random.choice(_BAD_TRANSPORTS)
        else:
            values[name] = random.choice(_BAD + ("",) * (name == "port" and element != "port"))
    end = random.choice(("/>", " />", f"></{element}>"))
    return f"<{element}{_attributes(random, values)}{end}"


def _rule(random: Random, bad: float) -> str:
    element = random.choice(("port", "port", "source-port", "forward-port"))
    action = random.choice(("<accept/>", "<drop/>", "<reject/>")) * (element != "forward-port")
    source = random.choice(("", '<source address="10.0.0.0/8"/>'))
    second = random.choice(("", "", "", '<service name="x"/>', '<port port="99999" protocol="x"/>'))
    family = random.choice(("ipv4", "ipv4", "ipv4", "ipv7"))
    parts = [source, _ports(random, element, bad), action]
    return f'<rule family="{family}">{"".join(parts)}{second}</rule>'


def generated(random: Random, kind: str) -> str:
    head = random.choice(("", '<?xml version="1.0" encoding="utf-8"?>\n', "<!-- a -->\n"))
    bad = random.choice((0.0, 0.3, 0.6))
    begin, end = _ROOTS[kind]
    elements = (
        ("port", "source-port") if kind == "service" else ("port", "source-port", "forward-port")
    )
    parts = [_ports(random, random.choice(elements), bad) for _ in range(random.choice((1, 2)))]
    parts.append(random.choice(_OTHERS[kind]))
    if kind != "service":
        rules = {_rule(random, bad): None for _ in range(random.choice((0, 1, 2)))}
        parts += rules
    random.shuffle(parts)
    return head + begin + "\n  " + "\n  ".join(parts) + "\n" + end + "\n"


@pytest.mark.oracle
def test_generated_files(tmp_path: Path, record_property: Record) -> None:
    if not (_PACKAGE / "firewall" / "core").exists():
        pytest.skip("firewalld is not installed here: apt-get install python3-firewall")
    record_property("files", _FILES)
    random = chance("firewalld")
    texts = {}
    for number in range(_FILES):
        kind = random.choice(tuple(_ROOTS))
        texts[f"{kind}-{number}.xml"] = generated(random, kind)
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8", newline="")
    ports = json.dumps((*_GOOD, *_BAD))
    command = [sys.executable, "-c", _JUDGE, str(_PACKAGE), str(tmp_path), ports]
    answer = subprocess.run(command, capture_output=True, check=True, timeout=100, text=True)
    said, ranges = json.loads(answer.stdout.splitlines()[-1])
    wrong = {
        name: (text, said[name], _said_here(name, text))
        for name, text in texts.items()
        if not _agree(said[name], text.count("<rule"), *_said_here(name, text))
    }
    assert not wrong, f"{len(wrong)} of {_FILES}: {next(iter(wrong.values()))}"
    refused = sum(kept is None for kept in said.values())
    assert _FILES / 5 < refused < _FILES * 4 / 5
    for written, found in ranges.items():
        port = port_of(written.replace("\n", " "), Span(0, len(written))).port
        is_refused = not isinstance(found, list)
        assert (port.first, port.last) == ((None, None) if is_refused else (found[0], found[-1]))


def _agree(kept: int | None, rules: int, refuses: bool, leaves_out: int) -> bool:
    """Tell whether firewalld and portlens say the same of a file."""
    if kept is None or refuses:
        return kept is None and refuses
    return kept == rules - leaves_out


def _said_here(name: str, text: str) -> tuple[bool, int]:
    """Return whether the file is refused, and how many of its rules are left out."""
    subject = document("firewalld", text, f"/etc/firewalld/{name}")
    refuses = False
    left_out = {
        at for at in _rules(text) if text.count('family="ipv7"', *at) or _has_two(text[slice(*at)])
    }
    for judged in analyse(subject, context({subject.path: text})).findings:
        rule = next((at for at in _rules(text) if at[0] < judged.finding.span.start < at[1]), None)
        if judged.severity == "error" or rule is None:
            refuses = True
        else:
            left_out.add(rule)
    return refuses, len(left_out)


def _rules(text: str) -> list[tuple[int, int]]:
    """Return where the rules of a file are, in the form in which they are generated."""
    found, at = [], text.find("<rule")
    while at >= 0:
        found.append((at, text.index("</rule>", at)))
        at = text.find("<rule", at + 1)
    return found


def _has_two(rule: str) -> bool:
    """Tell whether two elements stand in a rule: firewalld leaves it out, and nothing is told."""
    return '<service name="x"/>' in rule or '<port port="99999" protocol="x"/>' in rule
