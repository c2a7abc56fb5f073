"""`portlens diff`: what a change does to ports and findings."""

from pathlib import Path

import pytest

from tests.cli.conftest import Git, Portlens, changes, commit

WEB = 'services:\n  web:\n    image: acme/web\n    ports: ["127.0.0.1:8080:80"]\n'


def test_the_working_tree(git: Git, portlens: Portlens) -> None:
    commit(git, compose_yaml=WEB)
    assert portlens("diff").out.endswith("no port and no finding changes\n")
    Path("compose.yaml").write_text(
        WEB.replace("127.0.0.1:", "") + "  db: {ports: ['5432:5432']}\n"
    )
    ran = portlens("diff")
    table, findings, summary = ran.out.removeprefix("HEAD → working tree\n\n").split("\n\n")
    assert table == (
        "     PORT  NAME        ROLE       ADDRESS          TARGET  OWNER         LINE\n"
        "compose.yaml\n"
        "  ~  8080  http        publishes  127.0.0.1 → all  80      services.web  4\n"
        "  +  5432  postgresql  publishes  all              5432    services.db   5"
    )
    head, finding = findings.split("\n")
    assert head == "New findings"
    place = "  + compose.yaml:5:17: information[published-to-all-interfaces] "
    assert finding.startswith(place)
    assert summary == "ports: 1 added, 1 changed; findings: 1 new\n"
    assert ran.status == 0
    assert portlens("diff", "--fail-on", "information").status == 1


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("8081:80", ("changed", "services.web *:8080", "services.web *:8081")),
        ("8080:81", ("changed", "services.web *:8080", "services.web *:8080")),
        ("8080:80/udp", ("changed", "services.web *:8080", "services.web *:8080")),
        ("127.0.0.1:9090:80", ("changed", "services.web *:8080", "services.web 127.0.0.1:9090")),
        ("9000:9001", ("changed", "services.web *:8080", "services.web *:9000")),
    ],
)
def test_one_line_is_changed(
    git: Git, portlens: Portlens, after: str, expected: tuple[str, str, str]
) -> None:
    text = "services:\n  web:\n    ports:\n      - {}\n"
    commit(git, compose_yaml=text.format("8080:80"))
    Path("compose.yaml").write_text(text.format(after))
    kind, old, new = expected
    assert changes(portlens) == [(kind, f"compose.yaml {old}", f"compose.yaml {new}")]


def test_several_lines_are_told_apart(git: Git, portlens: Portlens) -> None:
    text = "services:\n  web:\n    ports: ["
    commit(git, compose_yaml=text + "'1000:10', '2000:20', '3000:30']\n")
    Path("compose.yaml").write_text(text + "'3000:30', '2001:20', '4000:40', '5000:50']\n")
    own = "compose.yaml services.web *:"
    assert changes(portlens) == [
        ("removed", f"{own}1000", None),
        ("changed", f"{own}2000", f"{own}2001"),
        ("added", None, f"{own}4000"),
        ("added", None, f"{own}5000"),
    ]


def test_a_port_moves_to_another_service_or_file(git: Git, portlens: Portlens) -> None:
    commit(git, compose_yaml=WEB + "  db: {ports: ['5432:5432']}\n")
    Path("compose.yaml").write_text(WEB.replace(" web:", " front:"))
    Path("compose.db.yaml").write_text("services:\n  db: {ports: ['5432:5432']}\n")
    assert changes(portlens) == [
        ("moved", "compose.yaml services.db *:5432", "compose.db.yaml services.db *:5432"),
        (
            "moved",
            "compose.yaml services.web 127.0.0.1:8080",
            "compose.yaml services.front 127.0.0.1:8080",
        ),
    ]


def test_a_renamed_file_changes_nothing(git: Git, portlens: Portlens) -> None:
    broken = "server {\n    listen 70000;\n    listen 80;\n    listen 81;\n}\n"
    commit(git, a_nginx=broken, other_nginx="server { listen 90; }\n")
    Path("a.nginx").rename("b.nginx")
    assert portlens("diff").out.endswith("no port and no finding changes\n")
    Path("b.nginx").write_text(broken.replace("81;", "82;"))
    assert changes(portlens) == [("changed", "a.nginx server *:81", "b.nginx server *:82")]
    assert "\na.nginx → b.nginx\n" in portlens("diff").out


def test_a_finding_outlives_a_comment_on_its_line(git: Git, portlens: Portlens) -> None:
    commit(git, nginx_conf="server {\n    listen 70000;\n}\n")
    Path("nginx.conf").write_text("server {\n    listen 70000; # so\n    listen 70001;\n}\n")
    ran = portlens("diff")
    assert ran.out.count("port-out-of-range") == 1
    assert "+ nginx.conf:3:12: error[port-out-of-range] 70001" in ran.out
    git("commit", "-qam", "worse")
    ran = portlens("diff", "HEAD", "HEAD~")
    assert "- nginx.conf:3:12: error[port-out-of-range] 70001" in ran.out
    assert ran.status == 0


def test_markdown_escapes_what_is_foreign(git: Git, portlens: Portlens) -> None:
    commit(git)
    Path("a|b.nginx").write_text("upstream x|y { server @me:70000; }\n")
    out = portlens("diff", "--output-format", "markdown").out
    assert out.startswith("### Ports: `HEAD` → `working tree`\n\n")
    table = [line for line in out.split("\n") if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in table} == {9}
    assert "@me" not in out


CHANGED = {
    "haproxy.cfg": "frontend web\n  bind *:{}\n  bind *:{}\nbackend app\n"
    "  server a 10.0.0.1:{} check\n  server b 10.0.0.1:{} check\n",
    "apache2.conf": "Listen {}\nListen {}\n<VirtualHost *:{}>\n  ServerName a\n"
    "  ProxyPass /a http://127.0.0.1:{}/\n</VirtualHost>\n",
    "Caddyfile": ":{} {{\n  respond x\n}}\n:{} {{\n  reverse_proxy localhost:{}\n}}\n",
    "sshd_config": "Port {}\nPort {}\n",
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_line_with_another_number_is_the_same_line(
    git: Git, portlens: Portlens, name: str
) -> None:
    """Even where several of one owner change, or the owner is called by the number."""
    text = CHANGED[name]
    ports = range(7001, 7001 + text.count("{}"))
    Path(name).write_text(text.format(*ports))
    commit(git)
    Path(name).write_text(text.format(*(port + 1000 for port in ports)))
    found = changes(portlens)
    assert [kind for kind, _, _ in found] == ["changed"] * len(ports)
    numbers = [[str(side).rpartition(":")[2] for side in sides] for _, *sides in found]
    assert numbers == [[str(port), str(port + 1000)] for port in ports]
