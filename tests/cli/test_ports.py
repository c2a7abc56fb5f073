"""`portlens ports`: the inventory in four shapes."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portlens.cli.terminal import width
from tests.cli.conftest import Portlens

COMPOSE = """\
services:
  web:
    image: nginx
    ports:
      - "127.0.0.1:8080:80"
      - "9000-9002:9000-9002/udp"
      - "${NOWHERE}:443"
      - "82"
  データ:
    image: x
    ports: ["[::1]:5432:5432"]
"""
NGINX = """\
server {
    listen unix:/run/x.sock;
    location / { proxy_pass http://api; }
    location /b { proxy_pass http://api:8000; }
}
"""


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    Path("compose.yaml").write_text(COMPOSE, "utf-8")


def test_json(portlens: Portlens) -> None:
    ran = portlens("ports", "--output-format", "json")
    answer = json.loads(ran.out)
    assert (ran.status, answer["version"]) == (0, 1)
    assert answer["ports"][0] == {
        "path": "compose.yaml",
        "format": "compose",
        "range": {"start": {"line": 5, "column": 10}, "end": {"line": 5, "column": 27}},
        "role": "publishes",
        "first": 8080,
        "last": 8080,
        "transport": "tcp",
        "address": "127.0.0.1",
        "owner": "services.web",
        "target_first": 80,
        "target_last": 80,
        "name": "nginx",
        "raw": "127.0.0.1:8080:80",
        "resolved": True,
    }
    picked = [
        tuple(one[key] for key in ("role", "first", "last", "target_first", "transport", "name"))
        for one in answer["ports"][1:4]
    ]
    assert picked == [
        ("publishes", 9000, 9002, 9000, "udp", "nginx"),
        ("publishes", None, None, 443, "tcp", "https"),
        ("container", 82, 82, None, "tcp", "nginx"),
    ]
    assert [one["resolved"] for one in answer["ports"]] == [True, True, False, True, True]


def test_a_narrow_terminal_has_a_part_for_each_file(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("nginx.conf").write_text(NGINX)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    out = portlens("ports", "--color", "never", "compose.yaml", "nginx.conf").out
    assert (
        out
        == """\
compose.yaml
5   127.0.0.1:8080→80/tcp    nginx      publishes  …ices.web
6   9000-9002→9000-9002/udp  nginx      publishes  …ices.web
7   ${NOWHERE}→443/tcp       https      publishes  …ices.web
8   82/tcp                   nginx      container  …ices.web
11  [::1]:5432→5432/tcp      postgres…  publishes  …s.データ

nginx.conf
4   api:8000/tcp                        connects   …ation /b
"""
    )
    monkeypatch.setenv("COLUMNS", "84")
    by_port = portlens("ports", "--color", "never", "--sort", "port", "nginx.conf", "compose.yaml")
    assert by_port.out.splitlines()[0].split() == ["PORT", "NAME", "ROLE", "OWNER", "PLACE"]
    assert all(width(line) <= 84 for line in by_port.out.splitlines())


def test_only_what_is_written_is_listed(portlens: Portlens) -> None:
    Path("nginx.conf").write_text(NGINX)
    out = portlens("ports", "nginx.conf", "--output-format", "json").out
    assert [one["raw"] for one in json.loads(out)["ports"]] == ["http://api:8000"]


def test_a_name_of_a_services_file_nearby(portlens: Portlens) -> None:
    Path("services").write_text("myssh 22022/tcp my-ssh\n")
    Path("sshd_config").write_text("Port my-ssh\nPort nobody\n")
    out = portlens("ports", "sshd_config", "--output-format", "json").out
    found = [(one["first"], one["last"], one["name"]) for one in json.loads(out)["ports"]]
    assert found == [(22022, 22022, "my-ssh"), (None, None, "nobody")]


def test_a_variable_has_the_value_of_the_env_file(portlens: Portlens) -> None:
    Path(".env").write_text("WEB_PORT=9080\nDB_PORT=127.0.0.1:33060\n")
    Path("compose.yaml").write_text(
        'services: {web: {ports: ["${WEB_PORT:-8080}:80", "${DB_PORT}:3306"]}}\n'
    )
    found = json.loads(portlens("ports", "--output-format", "json").out)["ports"]
    assert [(one["first"], one["address"], one["target_first"], one["raw"]) for one in found] == [
        (9080, None, 80, "${WEB_PORT:-8080}:80"),
        (33060, "127.0.0.1", 3306, "${DB_PORT}:3306"),
    ]


def test_table_is_aligned_on_a_japanese_terminal_too(portlens: Portlens) -> None:
    for language, head in (("en", "PLACE"), ("ja", "場所")):
        lines = portlens("ports", "--lang", language).out.rstrip("\n").split("\n")
        assert len(lines) == 6
        edge = width(lines[0][: lines[0].index(head)])
        for line in lines[1:]:
            assert width(line[: line.index("compose.yaml:")]) == edge


def test_table_names_what_is_unknown(portlens: Portlens) -> None:
    out = portlens("ports").out
    assert "\n${NOWHERE}  tcp" in out
    assert "[::1]" in out


def test_an_empty_inventory(portlens: Portlens) -> None:
    Path("compose.yaml").write_text("services: {}\n")
    assert portlens("ports").out == "no port to list\n"
    assert json.loads(portlens("ports", "--output-format", "json").out)["ports"] == []
    assert portlens("ports", "--output-format", "mermaid").out == "flowchart LR\n"


def test_markdown(portlens: Portlens) -> None:
    Path("compose.yaml").write_text('services: {"a|b": {ports: ["8080:80"]}}\n')
    assert portlens("ports", "--output-format", "markdown").out == (
        "| Port | Transport | Name | Role | Address | Target | Owner | Place |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| 8080 | tcp | http | publishes |  | 80 | services.a\\|b | compose.yaml:1 |\n"
    )


STACK = """\
services:
  'a"b<c>': {image: x, ports: ["8080:80", "9090:90"]}
  d: {image: x, ports: ["8080:81"], environment: {U: "http://nobody.example:7"}}
"""


def drawn(portlens: Portlens, format_: str) -> str:
    """Return the drawing, with the ids as they come: n1, n2, …"""
    Path("compose.yaml").write_text(STACK)
    ran = portlens("ports", "--output-format", format_)
    ids: dict[str, str] = {}
    return re.sub(
        r"\bn[0-9a-f]{16}|(?<=_)n[0-9a-f]{16}",
        lambda match: ids.setdefault(match[0], f"n{len(ids) + 1}"),
        ran.out,
    )


def test_mermaid(portlens: Portlens) -> None:
    lines = drawn(portlens, "mermaid").split("\n")
    assert lines[0] == "flowchart LR"
    assert '      n6(["⚠ 8080/tcp http"])' in lines
    node = r' +n\d+\["a#34;b#60;c#62;<br/>80/tcp ~ http<br/>.*"\]'
    assert any(re.fullmatch(node, each) for each in lines)
    assert any(re.fullmatch(r'  n\d+ -\.->\|"\? 7"\| n\d+', each) for each in lines)
    assert "  class n6 conflict" in lines


def test_dot(portlens: Portlens) -> None:
    text = drawn(portlens, "dot")
    assert text.startswith("digraph ports {\n")
    assert "<b>a&#34;b&#60;c&#62;</b>" in text
    assert '<font color="#c00000">⚠ 8080/tcp http</font>' in text
    assert re.search(r' -> n\d+ \[color="#808080", style=dashed, label=<\? 7>\];', text)
    assert text.count("{") == text.count("}")


def test_graphviz_reads_it(portlens: Portlens) -> None:
    dot = shutil.which("dot")
    if dot is None:
        pytest.skip("Graphviz is not installed")
    text = drawn(portlens, "dot")
    ran = subprocess.run([dot, "-Tsvg"], input=text.encode(), capture_output=True, check=True)
    assert ran.stderr == b""
    assert 'a"b&lt;c&gt;' in ran.stdout.decode().replace("&#34;", '"').replace("&quot;", '"')


def test_an_unreadable_path(portlens: Portlens) -> None:
    ran = portlens("ports", "gone", "compose.yaml")
    assert ran.status == 2
    assert ran.err == "portlens: gone: no such file or folder\n"
    assert "8080" in ran.out


def test_a_env_file_alone_shows_the_ports_that_it_gives(portlens: Portlens) -> None:
    Path("compose.yaml").write_text("services: {a: {image: x, ports: ['${A}:80']}}\n")
    Path(".env").write_text("A=8080\nSECRET=8081\n")
    alone = portlens("ports", "--output-format", "json", ".env").out
    assert [each["first"] for each in json.loads(alone)["ports"]] == [8080]
    both = portlens("ports", "--output-format", "json", ".").out
    assert [each["path"] for each in json.loads(both)["ports"]] == ["compose.yaml"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{{ .Values.port }}", "{{ .Values.port }}"),
        (
            "{{ .Values.service.port | default .Values.port }}",
            "{{ .Values.service.port | default .Valu…",
        ),
        ("80{% else %}", "80…"),
    ],
)
def test_what_is_to_be_filled_in_is_short(portlens: Portlens, written: str, shown: str) -> None:
    head = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  ports:\n"
    Path("s.yaml").write_text(f"{head}    - port: {written}\n", "utf-8")
    row = portlens("ports", "s.yaml").out.splitlines()[1]
    assert row.split("  ")[0] == shown
    ran = portlens("ports", "--output-format", "json", "s.yaml")
    assert written in json.loads(ran.out)["ports"][0]["raw"]
