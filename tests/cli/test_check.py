"""`portlens check`: what is read, what is told, how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

GOOD = "services: {web: {image: nginx, ports: ['127.0.0.1:8080:80']}}\n"
BAD = "services: {web: {image: nginx, ports: ['127.0.0.1:70000:80']}}\n"
RULE = "port-out-of-range"


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    Path("compose.yaml").write_text(BAD)
    Path("sub").mkdir()
    Path("sub/docker-compose.yml").write_text(GOOD)
    Path("README.md").write_text("ports: 70000\n")


def found(portlens: Portlens, *words: str, stdin: bytes = b"") -> list[dict[str, object]]:
    out = portlens("check", "--output-format", "json", *words, stdin=stdin).out
    findings: list[dict[str, object]] = json.loads(out)["findings"]
    return findings


def test_json_of_a_folder(portlens: Portlens) -> None:
    ran = portlens("check", "--output-format", "json")
    answer = json.loads(ran.out)
    assert ran.status == 1
    assert {key: answer[key] for key in ("version", "files", "unreadable")} == {
        "version": 1,
        "files": 2,
        "unreadable": [],
    }
    (finding,) = answer["findings"]
    assert finding.pop("url") is None  # the documentation has no address yet
    assert finding == {
        "path": "compose.yaml",
        "format": "compose",
        "code": RULE,
        "severity": "error",
        "message": "70000 is not a port: the highest is 65535",
        "range": {"start": {"line": 1, "column": 51}, "end": {"line": 1, "column": 56}},
        "related": [],
        "fixes": [],
    }


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (("compose.yaml",), "compose.yaml"),
        (("./compose.yaml",), "./compose.yaml"),
        ((".",), "compose.yaml"),
        (("../{folder}/",), "../{folder}/compose.yaml"),
        (("{absolute}",), "{absolute}/compose.yaml"),
        (("compose.yaml", ".", "./compose.yaml"), "compose.yaml"),
    ],
)
def test_paths_are_shown_as_they_were_given(
    portlens: Portlens, words: tuple[str, ...], path: str
) -> None:
    names = {"folder": Path.cwd().name, "absolute": str(Path.cwd())}
    findings = found(portlens, *(word.format(**names) for word in words))
    assert [finding["path"] for finding in findings] == [path.format(**names)]


def test_status_0_where_nothing_is_found(portlens: Portlens) -> None:
    assert portlens("check", "sub") == (0, "nothing to report in 1 file\n", "")


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ((), 1),
        (("--fail-on", "hint"), 1),
        (("--fail-on", "never"), 0),
        (("--severity", f"{RULE}=warning"), 0),
        (("--severity", f"{RULE}=warning", "--fail-on", "warning"), 1),
        (("--severity", f"{RULE}=off", "--fail-on", "hint"), 0),
        (("--ignore", RULE), 0),
        (("--select", RULE), 1),
        (("--select", "invalid-port"), 0),
    ],
)
def test_what_makes_it_fail(portlens: Portlens, flags: tuple[str, ...], status: int) -> None:
    assert portlens("check", *flags, "compose.yaml").status == status


@pytest.mark.parametrize(
    ("flags", "complaint"),
    [
        (("--select", "port-out-of-rang"), "did you mean port-out-of-range?"),
        (("--ignore", "wumpus"), "there is no rule wumpus"),
        (("--severity", f"{RULE}=loud"), "is not CODE=LEVEL"),
        (("--severity", "wumpus=off"), "there is no rule wumpus"),
        (("--nginx-version", "new"), "is no version"),
        (("--openssh-version", "9.2.1"), "is no version such as 9.2 or 9.2p1"),
        (("--diff",), "--diff goes with --fix"),
        (("--fix", "--diff", "--output-format", "json"), "takes no --output-format"),
        (("--config", "none.toml"), "none.toml cannot be read: no such file"),
    ],
)
def test_wrong_usage(portlens: Portlens, flags: tuple[str, ...], complaint: str) -> None:
    ran = portlens("check", *flags)
    assert ran.status == 2
    assert complaint in ran.err
    assert ran.out == ""


def test_standard_input(portlens: Portlens) -> None:
    (finding,) = found(portlens, "-", "--format", "compose", stdin=BAD.encode())
    assert finding["path"] == "-"
    named = ("-", "--stdin-filename", "sub/compose.yaml")
    (finding,) = found(portlens, *named, stdin=BAD.encode())
    assert finding["path"] == "sub/compose.yaml"
    (finding,) = found(portlens, "-", stdin=b"server { listen 70000; }")
    assert finding["format"] == "nginx"


def test_standard_input_in_no_clear_format(portlens: Portlens) -> None:
    ran = portlens("check", "-", stdin=b"Hello\n")
    assert ran.status == 2
    assert "--format or --stdin-filename" in ran.err


def test_format_makes_every_named_path_that_format(portlens: Portlens) -> None:
    Path("notes.txt").write_text("listen 70000;\n")
    (finding,) = found(portlens, "--format", "nginx", "notes.txt")
    assert finding["format"] == "nginx"
    assert found(portlens, "--format", "nginx", ".") == []


def test_a_named_file_in_no_format_is_passed_over(portlens: Portlens) -> None:
    ran = portlens("check", "README.md")
    assert ran.status == 0
    assert ran.err.startswith("portlens: README.md: passed over")


def test_of_many_only_the_number_is_told(portlens: Portlens) -> None:
    Path("mail.py").write_text("connect(\n    host=H,\n    port=int(P),\n)\n")
    Path("data.toml").write_text("port = 99999\n")
    for command in ("check", "ports"):
        ran = portlens(command, "README.md", "mail.py", "data.toml")
        assert ran.status == 0
        assert ran.err == (
            "portlens: 3 files passed over: no format that portlens knows (--verbose lists them)\n"
        )
        listed = portlens(command, "--verbose", "README.md", "mail.py", "data.toml").err
        assert [line.split(":")[1] for line in listed.splitlines()] == [
            " README.md",
            " mail.py",
            " data.toml",
        ]


def test_concise(portlens: Portlens) -> None:
    assert portlens("check", "--output-format", "concise").out == (
        f"compose.yaml:1:51: error[{RULE}] 70000 is not a port: the highest is 65535\n"
    )


def test_japanese(portlens: Portlens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert "エラー 1 件" in portlens("check").out
    assert "1 error" in portlens("check", "--lang", "en").out


@pytest.mark.usefixtures("links")
def test_a_site_is_judged_once_where_it_is_enabled(portlens: Portlens) -> None:
    for folder in ("sites-available", "sites-enabled"):
        Path(folder).mkdir()
    Path("nginx.conf").write_text("http { include sites-enabled/*; }\n")
    for name in ("on", "off"):
        Path(f"sites-available/{name}").write_text("server { listen 80; listen *:80; }\n")
    Path("sites-enabled/on").symlink_to("../sites-available/on")
    found_now = found(portlens, "--select", "duplicate-listen")
    assert [one["path"] for one in found_now] == ["sites-available/off", "sites-available/on"]
    named = found(portlens, "--select", "duplicate-listen", "sites-available/on", ".")
    assert len(named) == 2
    assert portlens("check", "--fix", "--select", "duplicate-listen").err == ""
    assert Path("sites-available/on").read_text() == "server { listen 80; }\n"


@pytest.mark.usefixtures("links")
def test_a_link_is_told_once_under_the_name_of_its_file(portlens: Portlens) -> None:
    Path("a").mkdir()
    Path("a/compose.yaml").write_text(Path("compose.yaml").read_text())
    Path("compose.yaml").unlink()
    Path("compose.yml").symlink_to("a/compose.yaml")
    Path("docker-compose.yml").symlink_to("a/compose.yaml")
    once = [one["path"] for one in found(portlens, "a")]
    assert once
    for asked in ((), ("compose.yml", "a/compose.yaml"), ("a", "docker-compose.yml")):
        assert [one["path"] for one in found(portlens, *asked)] == once
    assert {one["path"] for one in found(portlens, "compose.yml")} == {"compose.yml"}
    assert "file=a/compose.yaml," in portlens("check", "--output-format", "github").out


@pytest.mark.usefixtures("links")
def test_an_absolute_link_in_a_copy_leads_into_the_copy(portlens: Portlens) -> None:
    for folder in ("sites-available", "sites-enabled"):
        Path("files/etc/nginx", folder).mkdir(parents=True)
    site = "server { listen 80 default_server; }\n"
    for name in ("sites-available/b", "sites-enabled/a"):
        Path("files/etc/nginx", name).write_text(site)
    main = "events {}\nhttp { include /etc/nginx/sites-enabled/*; }\n"
    Path("files/etc/nginx/nginx.conf").write_text(main)
    select = ("--select", "duplicate-default-server", "files")
    assert found(portlens, *select) == []
    link = Path("files/etc/nginx/sites-enabled/b")
    link.symlink_to("/etc/nginx/sites-available/b")
    assert [one["path"] for one in found(portlens, *select)] == [
        "files/etc/nginx/sites-available/b"
    ]
    link.unlink()
    link.symlink_to("/etc/nginx/sites-available/gone")
    assert found(portlens, *select) == []
    # A main file that another file has just been found to be no part of.
    put = Path("files/etc/nginx/conf-available")
    put.mkdir()
    Path(put, "lonely.conf").write_text("server { listen 81; }\n")
    link.unlink()
    link.symlink_to("/etc/nginx/sites-available/b")
    assert len(found(portlens, *select)) == 1


@pytest.mark.usefixtures("links")
def test_an_absolute_link_to_a_folder_of_a_copy_leads_into_the_copy(portlens: Portlens) -> None:
    Path("files/etc/nginx/sites-available").mkdir(parents=True)
    for name in "ab":
        text = "server { listen 80 default_server; }\n"
        Path("files/etc/nginx/sites-available", name).write_text(text)
    main = "events {}\nhttp { include /etc/nginx/sites-enabled/*; }\n"
    Path("files/etc/nginx/nginx.conf").write_text(main)
    select = ("--select", "duplicate-default-server", "files")
    assert found(portlens, *select) == []
    Path("files/etc/nginx/sites-enabled").symlink_to("/etc/nginx/sites-available")
    assert [one["path"] for one in found(portlens, *select)] == [
        "files/etc/nginx/sites-available/b"
    ]


@pytest.mark.usefixtures("links")
def test_an_absolute_link_of_a_drop_in_leads_into_the_copy(portlens: Portlens) -> None:
    for folder in ("sshd_config.d", "available"):
        Path("files/etc/ssh", folder).mkdir(parents=True)
    Path("files/etc/ssh/sshd_config").write_text("Include /etc/ssh/sshd_config.d/*.conf\nPort 22\n")
    Path("files/etc/ssh/available/port.conf").write_text("Port 2222\n")
    resolved = ("ports", "--resolved", "files/etc/ssh/sshd_config")
    assert "2222" not in portlens(*resolved).out
    link = Path("files/etc/ssh/sshd_config.d/port.conf")
    link.symlink_to("/etc/ssh/available/port.conf")
    assert "2222" in portlens(*resolved).out
    link.unlink()
    link.parent.rmdir()
    assert "2222" not in portlens(*resolved).out
    link.parent.symlink_to("/etc/ssh/available")
    assert "2222" in portlens(*resolved).out


def test_the_value_of_a_variable_is_quoted_with_its_address(portlens: Portlens) -> None:
    Path("compose.yaml").write_text(
        'services:\n  a: {image: a, ports: ["${P}:80"]}\n  b: {image: b, ports: ["9200:80"]}\n'
    )
    Path(".env").write_text("P=127.0.0.1:9200\n")
    out = portlens("check", "--select", "host-port-conflict", "compose.yaml").out
    assert "= .env:1:3: P is set to 127.0.0.1:9200 here\n1 | P=127.0.0.1:9200\n" in out
