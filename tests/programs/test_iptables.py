"""Which of the ports in iptables' files are ways into the machine on which these lie."""

import pytest

from portlens.programs.program import program_of, programs_at
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import document

PATH = "/r/etc/iptables/rules.v4"


@pytest.mark.parametrize(
    ("rule", "ports"),
    [
        ("-A INPUT -p tcp --dport 22 -j ACCEPT", [22]),
        ("-A INPUT -p tcp --dport 22:25 -j DROP", [22]),
        ("-A own -p tcp -m multiport --dports 80,443", [80, 443]),
        ("-A INPUT -p tcp ! --dport 22 -j DROP", []),
        ("-A INPUT -p tcp --sport 22 -j ACCEPT", []),
        ("-A FORWARD -p tcp --dport 22 -j ACCEPT", []),
        ("-A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080", [8080]),
        ("-A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080", []),
        ("-A POSTROUTING -p tcp -j MASQUERADE --to-ports 1024", []),
        ("-A INPUT -p tcp --dport ssh -j ACCEPT", []),  # whose number the machine's own table has
        ("-A INPUT -p udp --dport 70000 -j ACCEPT", []),
    ],
)
def test_ways_in(rule: str, ports: list[int]) -> None:
    text = f"*filter\n-A INPUT -j own\n{rule}\nCOMMIT\n"
    subject = document("iptables", text, PATH)
    made = program_of(subject, Workspace(MemoryFiles({PATH: text})))
    assert [each.first for each in made.topology.connections] == ports
    assert not made.sockets


def test_the_files_of_a_machine() -> None:
    paths = [PATH, "/r/etc/ufw/user6.rules", "/r/etc/sysconfig/iptables"]
    workspace = Workspace(MemoryFiles(dict.fromkeys((*paths, "/r/etc/ufw/other.rules"), "*nat\n")))
    found = [path for program in programs_at("/r", workspace) for path in program.documents]
    assert sorted(found) == sorted(paths)
