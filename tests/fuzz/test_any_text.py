"""Any text whatever: readers, rules and features answer, and stay inside of the text.

A bounded part of what `make fuzz` does for as long as one likes. What once failed stays here.
"""

import pytest

from tests._judge import usual_paths
from tests.fuzz._properties import reads_well, works_well
from tests.fuzz._texts import text

FORMATS = sorted(usual_paths())
BATCHES = 10
READ = 200  # texts in a batch
WORKED = 12

NINES = "9" * 4400
SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  ports:\n"
POD = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    ports:\n"
HALF = "services:\n  vpn:\n    image: x\n  c:\n    image: x\n    network_mode: service:vpn\n"
ONCE_FAILED = [
    ("services", "foo ²/tcp\n"),
    ("services", "foo ①/tcp\n"),
    ("services", "foo ٣/tcp\n"),
    ("services", "a 80/tcp x\xa0y\nb 81/tcp x\n"),
    ("services", "a 80/tcp x\u3000y\nb 81/tcp x\n"),
    ("services", "b\t"),
    ("services", f"a {NINES}/tcp\nb 0{NINES}/tcp\nc 0x{NINES}/tcp\n"),
    ("dockerfile", "FROM scratch\nEXPOSE 8080:\\\n 0"),
    ("compose", "services:\n  a:\n    ports: [!!int abc]\n"),
    ("compose", "services:\n  a:\n    ports: [{target: !!int abc, published: !!int ''}]\n"),
    ("compose", f"services:\n  a:\n    ports: [{NINES}]\n"),
    ("compose", f"services:\n  a:\n    ports: [{{target: {NINES}, published: {NINES}}}]\n"),
    ("compose", f"services:\n  a:\n    ports:\n      - {':'.join(['59'] * 4000)}\n"),
    ("compose", HALF + "    ports:"),
    ("compose", HALF + '    ports: ["'),
    ("compose", HALF + "    ports: 8080\n"),
    ("compose", "services:\n  c:\n    ports: [80, {target: 80"),
    ("nginx", f"server {{ listen {'0' * 4400}80; listen {NINES}; }}"),
    ("nginx", "server { listen 1.2.3.4:²; set $port ²; }"),
    ("sshd_config", f"Port {NINES}\nPort ²\nListenAddress ²\n"),
    ("ssh_config", f"Host a\nPort ²\nLocalForward {NINES} a:{'0' * 4400}\n"),
    ("dockerfile", "FROM a\nEXPOSE 80/tcİ\n"),
    ("kubernetes", f"{SERVICE}  - port: "),
    ("kubernetes", f"{SERVICE}  {{{{- if .Values.a }}}}\n  - name: a\n    port: \t \n"),
    ("kubernetes", f"{POD}    - name: web\n      containerPort: \x85 80"),
    ("kubernetes", f"{POD}    - hostPort: 80\n      containerPort:   # none\n"),
]


@pytest.mark.parametrize(("format_id", "hostile"), ONCE_FAILED, ids=range(len(ONCE_FAILED)))
def test_what_once_failed(format_id: str, hostile: str) -> None:
    reads_well(format_id, hostile)
    works_well(format_id, hostile)


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("format_id", FORMATS)
def test_any_text(format_id: str, batch: int) -> None:
    for seed in range(batch * READ, (batch + 1) * READ):
        reads_well(format_id, text(format_id, seed))
    for seed in range(batch * WORKED, (batch + 1) * WORKED):
        works_well(format_id, text(format_id, seed))
