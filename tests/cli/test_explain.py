"""`portlens explain`: ports, ranges, names, rules, and what is none of them."""

import json

import pytest

from tests.cli.conftest import Portlens, Ran


def explained(ran: Ran) -> dict[str, object]:
    assert ran.status == 0
    answer: dict[str, object] = json.loads(ran.out)
    return answer


@pytest.mark.parametrize(
    ("what", "english", "japanese"),
    [
        ("22", "22 · ssh", "暗号化されたリモートログイン"),
        ("5432", "5432 · postgresql", "リレーショナルデータベース"),
        ("6010", "x11-ssh-offset", "SSH が転送する最初の X ディスプレイ"),
        ("73", "IANA has netrjs-4 on 74", "netrjs-4 は 74 です"),
        ("465", "465 · submissions", "TLS を使うクライアントからのメール送信"),
        ("comsat", "512 · biff", "新着メールの通知"),
        ("bpcd", "13782 · bpcd", "NetBackup のクライアントデーモン"),
        ("4/ddp", "AppleTalk echo", "AppleTalk のエコー"),
        ("49152", "dynamic ports (49152-65535)", "動的・プライベートポート（49152〜65535）"),
        ("0", "asks for any free port", "空きポートを求める番号"),
        ("5342", "in no table", "どの表にもないポート"),
        ("kafka", "9092 · XmlIpcRegSvc", "メッセージブローカー"),
        ("EtherNet/IP-1", "2222", "SSH の別ポート"),
        ("SYSLOG/UDP", "514/udp · syslog", "UDP で送るログ"),
        ("８０", "80 · http", "暗号化のない Web 通信"),
        ("５３／ｕｄｐ", "53/udp · domain", "名前解決"),
        ("51820/tcp", "nothing is known of it over tcp", "tcp での用途は知られていません"),
        ("postgresql/sctp", "Other transports: postgresql", "ほかのトランスポート: postgresql"),
    ],
)
def test_a_page_in_both_languages(
    portlens: Portlens, what: str, english: str, japanese: str
) -> None:
    ran = portlens("explain", what)
    assert (ran.status, ran.err) == (0, "")
    assert english in ran.out
    assert japanese in portlens("explain", what, "--lang", "ja").out


def test_a_name_of_several_ports_gets_a_page_for_each(portlens: Portlens) -> None:
    titles = [line for line in portlens("explain", "http-alt").out.split("\n") if " · " in line]
    assert titles == ["591 · http-alt", "8008 · http-alt · Matrix Synapse", "8080 · http-alt"]


@pytest.mark.parametrize(
    ("name", "ports"),
    [
        ("nomad", [5209, 4646, 4647, 4648]),
        ("winrm", [47001, 5985, 5986]),
        ("docker", [2375, 2376]),
        ("PostgreSQL", [5432, 5433]),
    ],
)
def test_software_of_the_name_follows_what_iana_registered(
    portlens: Portlens, name: str, ports: list[int]
) -> None:
    answer = explained(portlens("explain", name, "--output-format", "json"))
    assert [port["port"] for port in answer["ports"]] == ports  # type: ignore[attr-defined]


def test_a_range_is_told_in_one_line_a_port_with_all_that_is_found_there(
    portlens: Portlens,
) -> None:
    lines = portlens("explain", "6000-6063").out.split("\n")
    assert lines[0] == "6000 · x11 · x11-0  graphical screens of X"
    assert lines[6] == "6006 · x11 · Storybook · x11-6 · TensorBoard  X Window System"
    assert lines[10] == "6010 · x11 · x11-ssh-offset  X Window System"
    assert len(lines) == 64 + 1
    (line,) = (each for each in portlens("explain", "8080-8084").out.split("\n") if "8080" in each)
    assert (
        line
        == "8080 · http-alt · webcache · Apache Tomcat · Jenkins · …  HTTP Alternate (see port 80)"
    )


def test_a_rule_s_page(portlens: Portlens) -> None:
    assert "port-out-of-range" in portlens("explain", "port-out-of-range").out
    answer = explained(portlens("explain", "port-out-of-range", "--output-format", "json"))
    rule = answer["rule"]
    assert isinstance(rule, dict)
    assert rule.keys() == {"id", "severity", "title", "page"}
    assert (rule["id"], rule["severity"]) == ("port-out-of-range", "error")


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("65536", "65536 is not a port: the highest is 65535, the lowest 0"),
        ("-1", "-1 is not a port: the highest is 65535, the lowest 0"),
        ("1-65536", "1-65536 is not a port: the highest is 65535, the lowest 0"),
        ("9" * 5000, "9" * 60 + "… is not a port: the highest is 65535, the lowest 0"),
        ("90-80", "the range is reversed; forwards it is 80-90"),
        ("1-1025", "that is too long a range: at most 1024 ports"),
        ("80/icmp", "icmp is not a transport: tcp, udp, sctp, dccp, ddp"),
        ("80/", "no transport stands behind the slash: tcp, udp, sctp, dccp, ddp"),
        ("/tcp", "neither a port nor a name is given"),
        ("/", "neither a port nor a name is given"),
        (
            "80,443",
            "80,443 is a list: explain takes one port or one range at a time, such as 80",
        ),
        (
            "5432:5432",
            "5432:5432 is more than a port: explain takes the port alone, 5432",
        ),
        (
            "127.0.0.1:15432:5432/tcp",
            "127.0.0.1:15432:5432 is more than a port: explain takes the port alone, 5432",
        ),
        ("x" * 100_000, "no table knows " + "x" * 60 + "…"),
        ("a\x1b[31mb", "no table knows a␛[31mb"),
        ("http/", "no table knows http/; near to it: http, https, httpx"),
        ("posgresql", "no table knows posgresql; near to it: postgresql"),
        ("🐘", "no table knows 🐘"),
        ("８０８０８０", "808080 is not a port: the highest is 65535, the lowest 0"),
    ],
)
def test_what_is_no_port_is_told_in_a_sentence(portlens: Portlens, what: str, message: str) -> None:
    assert portlens("explain", what) == (1, "", f"portlens: {message}\n")
    japanese = portlens("explain", what, "--lang", "ja")
    assert japanese.status == 1
    assert japanese.err != f"portlens: {message}\n"


def test_lists_in_japanese_messages_have_japanese_commas(portlens: Portlens) -> None:
    assert "（tcp、udp、sctp、dccp、ddp）" in portlens("explain", "80/icmp", "--lang", "ja").err
    assert "近い名前: http、https、httpx" in portlens("explain", "http/", "--lang", "ja").err


def test_a_mistyped_rule_finds_its_like(portlens: Portlens) -> None:
    assert "near to it: port-out-of-range" in portlens("explain", "port-out-of-rang").err


@pytest.mark.parametrize("words", [(), ("22", "80"), ("",), ("22", "--output-format", "yaml")])
def test_wrong_usage(portlens: Portlens, words: tuple[str, ...]) -> None:
    assert portlens("explain", *words).status == 2


def test_json_of_a_port(portlens: Portlens) -> None:
    answer = explained(portlens("explain", "5432", "--output-format", "json"))
    assert (answer["version"], answer["query"]) == (1, "5432")
    (port,) = answer["ports"]  # type: ignore[misc, attr-defined]
    assert (port["port"], port["range"]) == (5432, "registered")
    assert port["assignments"][0] == {
        "name": "postgresql",
        "aliases": ["postgres"],
        "transport": ["tcp", "udp"],
        "status": "official",
        "description": "PostgreSQL Database",
        "source": "IANA",
        "reference": [],
    }
    assert port["assignments"][1]["source"] == "RHEL C-6"
    assert port["software"] == ["PostgreSQL"]
    assert port["images"][0] == "postgres"
    assert port["cautions"][0].keys() >= {"risk", "text", "instead", "reference"}


def test_json_speaks_japanese_too(portlens: Portlens) -> None:
    ran = portlens("explain", "5432", "--output-format", "json", "--lang", "ja")
    assert "PostgreSQL データベース" in ran.out


def test_json_has_one_element_for_each_port(portlens: Portlens) -> None:
    for what, ports in (("http-alt", [591, 8008, 8080]), ("80-82", [80, 81, 82])):
        answer = explained(portlens("explain", what, "--output-format", "json"))
        assert [port["port"] for port in answer["ports"]] == ports  # type: ignore[attr-defined]


def test_json_of_ranges_slips_and_notices(portlens: Portlens) -> None:
    answer = explained(portlens("explain", "6003", "--output-format", "json"))
    x11 = answer["ports"][0]["assignments"][0]  # type: ignore[index]
    assert (x11["first"], x11["last"]) == (6000, 6063)
    notices = answer["ports"][0]["notices"]  # type: ignore[index]
    assert notices == [{"kind": "unauthorised", "transport": ["tcp", "udp"]}]
    answer = explained(portlens("explain", "7001", "--output-format", "json"))
    assert answer["ports"][0]["assignments"][0]["unauthorised"] is True  # type: ignore[index]
    answer = explained(portlens("explain", "1109", "--output-format", "json"))
    notices = answer["ports"][0]["notices"]  # type: ignore[index]
    assert notices == [{"kind": "reserved", "transport": ["tcp", "udp"]}]
    answer = explained(portlens("explain", "73", "--output-format", "json"))
    assert "74" in answer["ports"][0]["assignments"][-1]["remark"]  # type: ignore[index]


def test_json_of_an_unknown_name(portlens: Portlens) -> None:
    ran = portlens("explain", "posgresql", "--output-format", "json")
    assert ran.status == 1
    assert json.loads(ran.out) == {
        "version": 1,
        "query": "posgresql",
        "ports": [],
        "nearest": ["postgresql"],
    }
