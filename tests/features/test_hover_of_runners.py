"""What hovers say of a runner's ports, of forwarded ones, and of those of a firewall."""

import pytest

from portlens.features.hover import hover
from portlens.text.phrase import Language
from portlens.workspace.settings import HostGroup, Settings
from tests._judge import context, document
from tests._marks import without_cursor

WORKFLOW = """\
on: push
jobs:
  test:
    services:
      db: {image: postgres, ports: ["5433:5432"]}
      cache: {image: redis, ports: [6379]}
    steps:
      - run: curl localhost:5433 ${{ job.services.cache.ports['6379'] }}
"""
CONTAINER = '{"image": "a", "forwardPorts": [3000, "db:5432"], "portsAttributes": {"3001": {}}}'
RULES = """\
define web = 9000
table inet f {
  chain in {
    type filter hook input priority 0; policy drop;
    tcp dport { $web, 8443 } accept
    udp sport 53 drop
    tcp dport != 3306 reject
    tcp dport 5432
  }
}
"""
ZONE = """\
<zone>
  <port port="8443" protocol="tcp"/>
  <source-port port="53" protocol="udp"/>
  <forward-port port="80" protocol="tcp" to-port="8080" to-addr="10.0.0.2"/>
  <rule><port port="5432" protocol="tcp"/><drop/></rule>
  <rule><port port="3306" protocol="tcp"/><reject/></rule>
</zone>
"""
SAVED = """\
*filter
:INPUT DROP [0:0]
-A INPUT -p tcp -m multiport --dports 22,8443 -j ACCEPT
-A INPUT -p udp --sport 53 -j DROP
-A INPUT -p tcp ! --dport 3306 -j REJECT
-A INPUT -p tcp --dport 5432 -j LOG
-A INPUT -p tcp -m multiport --ports 25 -j DROP
COMMIT
*nat
-A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080
-A PREROUTING -p tcp --dport 81 -j DNAT --to-destination 10.0.0.2:9090
-A POSTROUTING -p udp -j MASQUERADE --to-ports 1024
COMMIT
"""
SERVICE = ZONE.replace("zone", "service")
PROFILE = "[Web]\nports=80,443/tcp|53\n"


def _first_line(format_id: str, marked: str, language: Language) -> str:
    text, offset = without_cursor(marked)
    subject = document(format_id, text)
    found = hover(subject, offset, context({subject.path: text}), language)
    return found.markdown.split("\n")[0] if found else ""


@pytest.mark.parametrize(
    ("format_id", "text", "word", "en", "ja"),
    [
        ("github-actions", WORKFLOW, "5433", "**5433**/tcp of the runner", "ランナーのポート"),
        ("github-actions", WORKFLOW, "[6379", "that Docker picks", "Docker が選ぶ"),
        ("github-actions", WORKFLOW, "'6379", "asks for the port of the runner", "求めます"),
        ("devcontainer", CONTAINER, "5432", "**5432**/tcp at `db`, as", "`db` の **5432**/tcp"),
        ("devcontainer", CONTAINER, "3001", "**3001**/tcp at `localhost` is", "設定です"),
        ("nftables", RULES, "8443", "`f in` accepts packets to port **8443**/tcp", "を許可します"),
        ("nftables", RULES, "9000", "`$web` accepts packets to port **9000**", "を許可します"),
        ("nftables", RULES, "53", "`f in` drops packets from port **53**/udp", "を破棄します"),
        ("nftables", RULES, "3306", "every port but **3306**/tcp", "以外のポート"),
        ("nftables", RULES, "5432", "asks for packets to port **5432**/tcp", "を対象にします"),
        (
            "iptables",
            SAVED,
            "8443",
            "`filter INPUT` accepts packets to port **8443**",
            "を許可します",
        ),
        ("iptables", SAVED, "53", "drops packets from port **53**/udp", "を破棄します"),
        ("iptables", SAVED, "3306", "every port but **3306**/tcp", "以外のポート"),
        ("iptables", SAVED, "5432", "asks for packets to port **5432**/tcp", "を対象にします"),
        ("iptables", SAVED, "25", "packets to or from port **25**/tcp", "またはそこから"),
        ("iptables", SAVED, "8080", "sends packets on to port **8080**/tcp", "に送ります"),
        ("iptables", SAVED, "9090", "port **9090**/tcp at `10.0.0.2`", "`10.0.0.2` の **9090**"),
        ("iptables", SAVED, "1024", "packets the source port **1024**/udp", "に変えます"),
        ("firewalld", ZONE, "8443", "lets in packets to port **8443**/tcp", "を許可します"),
        ("firewalld", ZONE, "53", "lets in packets from port **53**/udp", "を許可します"),
        ("firewalld", ZONE, "80", "forwards packets that come to port **80**", "を転送します"),
        ("firewalld", ZONE, "8080", "to port **8080**/tcp at `10.0.0.2`", "`10.0.0.2` の **8080**"),
        ("firewalld", ZONE, "5432", "drops packets to port **5432**/tcp", "を破棄します"),
        ("firewalld", ZONE, "3306", "rejects packets to port **3306**/tcp", "を拒否します"),
        ("firewalld", SERVICE, "8443", "stands for port **8443**/tcp", "**8443**/tcp を表し"),
        ("firewalld", SERVICE, "53", "packets from port **53**/udp", "からのパケットを表し"),
        ("ufw", PROFILE, "443", "`Web` stands for port **443**/tcp:", "**443**/tcp を表し"),
        ("ufw", PROFILE, "53", "port **53**, of TCP and UDP", "TCP と UDP のポート **53**"),
    ],
)
def test_what_an_entry_does(format_id: str, text: str, word: str, en: str, ja: str) -> None:
    marked = text.replace(word, f"{word}<|>", 1)
    assert en in _first_line(format_id, marked, "en")
    assert ja in _first_line(format_id, marked, "ja")


@pytest.mark.parametrize(
    ("chain", "is_said"), [("INPUT", True), ("ufw-user-input", True), ("DOCKER-USER", False)]
)
def test_what_docker_publishes_passes_by_the_chain_input(chain: str, is_said: bool) -> None:
    path = "/r/etc/ufw/before.rules"
    rules = SAVED.replace("INPUT", chain)
    files = {path: rules, "/r/shop/compose.yaml": "services: {db: {image: a, ports: ['5432:1']}}\n"}
    subject = document("iptables", rules, path)
    group = Settings(hosts=(HostGroup("edge", ("**",), "/r"),))
    for settings, expected in ((group, is_said), (Settings(), False)):
        found = hover(subject, rules.index("5432") + 1, context(files, settings), "en")
        assert found is not None
        assert ("`db` publishes this port." in found.markdown) == expected, found.markdown


@pytest.mark.parametrize(
    ("mapping", "chain", "is_said"),
    [
        ("5432:5432", "input", True),
        ("127.0.0.1:5432:5432", "input", False),
        ("5432:5432/udp", "input", False),
        ("5433:5432", "input", False),
        ("5432:5432", "forward", False),
    ],
)
def test_what_docker_publishes_passes_by_an_input_chain(
    mapping: str, chain: str, is_said: bool
) -> None:
    rules = RULES.replace("hook input", f"hook {chain}")
    files = {
        "/r/etc/nftables.conf": rules,
        "/r/shop/compose.yaml": f"services: {{db: {{image: postgres, ports: ['{mapping}']}}}}\n",
    }
    group = Settings(hosts=(HostGroup("edge", ("**",), "/r"),))
    subject = document("nftables", rules, "/r/etc/nftables.conf")
    for settings, expected in ((group, is_said), (Settings(), False)):
        found = hover(subject, rules.index("5432") + 1, context(files, settings), "en")
        assert found is not None
        assert ("`db` publishes this port." in found.markdown) == expected, found.markdown


def test_a_rule_of_firewalld_does_not_hold_back_what_docker_publishes() -> None:
    path = "/r/etc/firewalld/zones/public.xml"
    files = {
        path: ZONE,
        "/r/shop/compose.yaml": "services: {db: {image: a, ports: ['5432:5432', '8443:1']}}\n",
    }
    group = Settings(hosts=(HostGroup("edge", ("**",), "/r"),))
    subject = document("firewalld", ZONE, path)
    for port, is_said in (("5432", True), ("8443", False), ("3306", False)):
        found = hover(subject, ZONE.index(port) + 1, context(files, group), "en")
        assert found is not None
        assert ("`db` publishes this port." in found.markdown) == is_said, found.markdown
