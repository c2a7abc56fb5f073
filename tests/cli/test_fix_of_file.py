"""`check --fix`: what no edit of a text says, the byte order mark and the line ends of a file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portlens.analysis import analyse
from portlens.features.code_actions import Home, actions, fix_all
from portlens.workspace.steps import finish
from tests._judge import context, document
from tests.cli.conftest import Portlens

MARK = b"\xef\xbb\xbf"
SITE = b"events { }\r\nhttp { server { listen 80; } } # \xff"
RULES = b"#\xff\xfe\r\n# a\r b\r\n*filter\r\n:INPUT ACCEPT [0:0]\n\r\nCOMMIT"


@pytest.mark.parametrize("name", ["nginx.conf", "sshd_config", "services", "rules.v4"])
def test_a_byte_order_mark_is_taken_away_and_nothing_else(portlens: Portlens, name: str) -> None:
    content = {
        "nginx.conf": SITE,
        "sshd_config": b"Port 22\r\n",
        "services": b"a 4000/tcp\nb 4001/tcp",
        "rules.v4": b"*filter\nCOMMIT\n",
    }[name]
    Path(name).write_bytes(MARK + content)
    assert "fix (--fix applies it): Remove the byte order mark" in portlens("check", name).out
    ran = portlens("check", "--fix", "--select", "byte-order-mark", name)
    assert (ran.status, Path(name).read_bytes()) == (0, content)
    assert ran.out.endswith("\n1 fixed\n")
    assert portlens("check", "--fix", "--select", "byte-order-mark", name).out.count("fixed") == 0


def test_a_mark_that_the_program_takes_stays(portlens: Portlens) -> None:
    Path("compose.yaml").write_bytes(MARK + b"services:\n  a:\n    image: x\n    ports: [22:22]\n")
    portlens("check", "--fix")
    assert Path("compose.yaml").read_bytes().startswith(MARK + b"services:")


@pytest.mark.parametrize(
    ("format_", "text", "mark"),
    [("compose", "services: {}\n", "\ufeff"), ("nginx", "events { }\n", "")],
)
def test_so_it_is_from_standard_input(
    portlens: Portlens, format_: str, text: str, mark: str
) -> None:
    ran = portlens("check", "--fix", "--format", format_, "-", stdin=MARK + text.encode())
    assert ran.out == mark + text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_standard_input_in_utf_16_comes_out_as_it_was(tmp_path: Path, encoding: str) -> None:
    """No file in UTF-16 is written either; what a filter prints takes the place of the text."""
    given = f"\ufeff{TWICE}".encode(encoding)
    command = [sys.executable, "-m", "portlens", "check", "--fix", "--format", "sshd_config", "-"]
    ran = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, check=False)
    assert ran.stdout == given
    assert ran.returncode == 2
    assert b"the file is in UTF-16; portlens writes UTF-8 only" in ran.stderr
    assert b"1 fixed" not in ran.stderr


TWICE = "Port 22\nPort 22\n"


def test_all_lines_end_with_a_line_feed_and_are_told_once(portlens: Portlens) -> None:
    Path("rules.v4").write_bytes(RULES)
    told = portlens("check").out
    assert told.count("windows-line-break") == 1
    assert "fix (--fix applies it): End 4 lines with a line feed alone" in told
    ran = portlens("check", "--fix")
    assert Path("rules.v4").read_bytes() == RULES.replace(b"\r\n", b"\n")
    assert ran.out.endswith("\n1 fixed\n")


def test_the_last_line_ends_with_a_line_feed_where_it_had_half_of_one(portlens: Portlens) -> None:
    Path("a.nft").write_bytes(b"table inet t {\n}\r")
    assert "End the line with a line feed alone" in portlens("check").out
    assert portlens("check", "--fix").status == 0
    assert Path("a.nft").read_bytes() == b"table inet t {\n}\n"


def test_both_at_once_and_what_a_rule_edits(portlens: Portlens) -> None:
    Path("rules.v4").write_bytes(MARK + RULES)
    assert portlens("check", "--fix").out.endswith("\n2 fixed\n")
    assert Path("rules.v4").read_bytes() == RULES.replace(b"\r\n", b"\n")


def test_the_diff_has_the_bytes(portlens: Portlens) -> None:
    Path("nginx.conf").write_bytes(MARK + b"events { }\n")
    Path("nftables.conf").write_bytes(b"define web = 80\r\n")
    ran = portlens("check", "--fix", "--diff")
    assert "-\ufeffevents { }\n+events { }\n" in ran.out
    assert "-define web = 80\r\n+define web = 80\n" in ran.out
    assert Path("nginx.conf").read_bytes().startswith(MARK)


def test_machines_and_editors_get_no_fix_without_edits(portlens: Portlens) -> None:
    Path("nginx.conf").write_bytes(MARK + b"events { }\n")
    [found] = json.loads(portlens("check", "--output-format", "json").out)["findings"]
    assert (found["code"], found["fixes"]) == ("byte-order-mark", [])
    subject = document("iptables", "*filter\r\nCOMMIT\r\n")
    around = context({subject.path: subject.text})
    judged = analyse(subject, around).findings
    assert [one.finding.rule for one in judged] == ["windows-line-break"]
    offers = finish(actions(subject, judged[0].finding.span, judged, Home(around, "/"), "en"))
    assert "fix" not in {one.kind for one in offers}
    assert finish(fix_all(subject, judged, around, "en")) is None
