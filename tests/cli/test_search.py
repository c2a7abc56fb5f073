"""`portlens search`: a list of what matches."""

import json

import pytest

from portlens.cli.terminal import width
from tests.cli.conftest import Portlens


def test_a_line_for_each_match_best_first(portlens: Portlens) -> None:
    ran = portlens("search", "comsat")
    assert ran.status == 0
    assert ran.out.split("\n")[0].split() == ["512/udp", "comsat", "IANA"]
    assert "notice of new mail" in ran.out


def test_software_of_several_words(portlens: Portlens) -> None:
    ran = portlens("search", "home", "assistant", "--lang", "ja")
    first = ran.out.split("\n")[0].split()
    assert first == ["8123/tcp", "Home", "Assistant", "一般的な用途", "ホームオートメーション"]


def test_the_alias_that_matched_is_shown(portlens: Portlens) -> None:
    assert "who (whod)" in portlens("search", "whod").out


def test_ranges_and_numbers(portlens: Portlens) -> None:
    assert "6000-6063/tcp,udp" in portlens("search", "x11").out
    assert "postgresql" in portlens("search", "543").out


def test_columns_stand_below_each_other_in_japanese_too(portlens: Portlens) -> None:
    out = portlens("search", "snmp", "--lang", "ja").out
    assert "  代表的なポート  " in out
    lines = out.rstrip("\n").split("\n")
    sources = ("IANA", "RHEL C-", "代表的なポート", "一般的な用途")
    found = {width(line[: line.index(each)]) for line in lines for each in sources if each in line}
    assert len(found) == 1


def test_a_word_of_a_description(portlens: Portlens) -> None:
    assert "WireGuard" in portlens("search", "VPN").out
    assert "mysql" in portlens("search", "データベース", "--lang", "ja").out
    answer = json.loads(portlens("search", "かんばん", "--output-format", "json").out)
    assert [match["how"] for match in answer["matches"]] == ["description"]


def test_a_range_of_ports(portlens: Portlens) -> None:
    lines = portlens("search", "6000-6063").out.split("\n")
    assert lines[0].startswith("6000-6063/tcp,udp  x11 ")
    assert [line.split()[0] for line in lines[1:4]] == ["6000/tcp", "6001/tcp", "6001/tcp"]


def test_a_long_text_is_not_repeated_in_full(portlens: Portlens) -> None:
    message = portlens("search", "x" * 5000).err
    assert message == f"portlens: nothing matches {'x' * 60}…\n"


def test_json(portlens: Portlens) -> None:
    ran = portlens("search", "grafana", "--output-format", "json")
    answer = json.loads(ran.out)
    assert (answer["version"], answer["query"]) == (1, "grafana")
    best = answer["matches"][0]
    assert (best["port"], best["name"], best["status"]) == (3000, "Grafana", "common")
    assert best["how"] == "exact"


def test_nothing_matches(portlens: Portlens) -> None:
    assert portlens("search", "🐘") == (1, "", "portlens: nothing matches 🐘\n")
    ran = portlens("search", "elasticsearch-77")
    assert (ran.status, ran.out) == (1, "")
    assert "near to it: elasticsearch" in ran.err
    ran = portlens("search", "🐘", "--output-format", "json")
    assert ran.status == 1
    assert json.loads(ran.out)["matches"] == []


@pytest.mark.parametrize("words", [(), ("",), ("x", "--output-format", "yaml")])
def test_wrong_usage(portlens: Portlens, words: tuple[str, ...]) -> None:
    assert portlens("search", *words).status == 2
