"""A port's number for its name, and its name for its number."""

from collections import Counter

import pytest

from portlens.analysis import analyse
from portlens.features.code_actions import Action
from portlens.features.other_spelling import other_spellings
from portlens.text.edit import apply_edits
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import finish
from tests._judge import context, document
from tests._marks import without_cursor


def offered(subject: Document, span: Span) -> list[Action]:
    around = context({subject.path: subject.text})
    judged = analyse(subject, around).findings
    return finish(other_spellings(subject, span, judged, around, "en"))


def rewritten(format_id: str, marked: str) -> list[str]:
    """Return the text after each offer at the cursor."""
    text, offset = without_cursor(marked)
    found = offered(document(format_id, text), Span(offset, offset))
    return [apply_edits(text, action.edits) for action in found]


def rules_of(format_id: str, text: str) -> Counter[str]:
    subject = document(format_id, text)
    judged = analyse(subject, context({subject.path: text})).findings
    return Counter(each.finding.rule for each in judged)


UNLISTED = """\
service rsync
{
    type        = UNLISTED
    socket_type = stream
    protocol    = tcp
    wait        = no
    user        = root
    server      = /usr/bin/rsync
    port        = 8080
    redirect    = 127.0.0.1 8080
}
"""
LISTED = UNLISTED.replace("    type        = UNLISTED\n", "").replace("8080\n    re", "873\n    re")


@pytest.mark.parametrize(
    ("format_id", "marked", "after"),
    [
        ("sshd_config", "Port 2<|>2\n", ["Port ssh\n"]),
        ("sshd_config", "Port s<|>sh\n", ["Port 22\n"]),
        ("sshd_config", "PermitOpen db:543<|>2\n", ["PermitOpen db:postgresql\n"]),
        ("ssh_config", "LocalForward http-<|>alt db:1", ["LocalForward 8080 db:1"]),
        ("sshd_config", "Port 22<|>22\n", []),
        ("sshd_config", "Port nosuch<|>\n", []),
        ("sshd_config", "Po<|>rt 22\n", []),
        ("services", "http 8<|>0/tcp\n", []),
        # Of two ports one name is not the other spelling.
        ("iptables", "-A INPUT -p tcp --dport 80<|>:90 -j ACCEPT\n", []),
        ("ufw", "ufw allow 80<|>:90/tcp\n", []),
        # xinetd takes a name behind `service` and behind the host of `redirect` alone.
        ("xinetd", UNLISTED.replace("port        = 8080", "port        = 80<|>80"), []),
        ("xinetd", LISTED.replace("= 873", "= 87<|>3"), []),
        ("xinetd", LISTED.replace("service rsync", "service rs<|>ync"), []),
        (
            "xinetd",
            UNLISTED.replace("127.0.0.1 8080", "127.0.0.1 80<|>80"),
            [UNLISTED.replace("127.0.0.1 8080", "127.0.0.1 http-alt")],
        ),
    ],
)
def test_the_other_spelling(format_id: str, marked: str, after: list[str]) -> None:
    assert rewritten(format_id, marked) == after


NFTABLES = """\
table inet filter {
    set web { type inet_service; elements = { 80, https, 8000-8080 } }
    map to { type inet_service : inet_service; elements = { 80 : 8080, ssh : 22 } }
    chain input {
        type filter hook input priority 0;
        tcp dport 22 accept
        tcp dport { 80, http-alt, 443-444 } accept
        udp dport 53 redirect to :5353
        tcp dport 443 dnat ip to 10.0.0.1:8080
    }
}
"""
FIREWALLD = """\
<?xml version="1.0" encoding="utf-8"?>
<zone>
  <port port="22" protocol="tcp"/>
  <port port="http-alt" protocol="tcp"/>
  <source-port port="80-90" protocol="tcp"/>
  <forward-port port="80" protocol="tcp" to-port="8080"/>
  <rule><port port="443" protocol="tcp"/><accept/></rule>
</zone>
"""
SAMPLES = [
    ("xinetd", UNLISTED),
    ("xinetd", LISTED),
    ("inetd", "ssh stream tcp nowait root /usr/sbin/sshd sshd -i\n"),
    ("inetd", "80 stream tcp nowait root /bin/web web\n53 dgram udp wait root /bin/dns dns\n"),
    ("inetd", "127.0.0.1:8080 stream tcp4 nowait root internal\n"),
    ("nftables", NFTABLES),
    ("firewalld", FIREWALLD),
    ("ufw", "ufw allow 22\nufw allow 53/udp\nufw allow from any to any port 80 proto tcp\n"),
    ("ufw", "ufw allow ssh\nufw allow 80,443/tcp\nufw allow http-alt/tcp\n"),
    ("iptables", "*filter\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n"),
    ("iptables", "*nat\n-A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080\nCOMMIT\n"),
    (
        "iptables",
        "*nat\n-A OUTPUT -p tcp -m multiport --dports 80,https -j DNAT --to 10.0.0.1\nCOMMIT\n",
    ),
    ("sshd_config", "Port 22\nListenAddress [::1]:80\nPermitOpen db:5432\nPermitListen 8080\n"),
    ("ssh_config", "Host a\n  Port 22\n  LocalForward 8080 db:80\n  DynamicForward 1080\n"),
    ("ssh_config", "Host a\n  ProxyJump b:22\n  RemoteForward 80 db:http\n"),
]


@pytest.mark.parametrize(("format_id", "text"), SAMPLES, ids=range(len(SAMPLES)))
def test_no_offer_brings_a_finding(format_id: str, text: str) -> None:
    before = rules_of(format_id, text)
    for action in offered(document(format_id, text), Span(0, len(text))):
        after = apply_edits(text, action.edits)
        assert not rules_of(format_id, after) - before, after
