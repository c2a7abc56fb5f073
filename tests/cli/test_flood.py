"""Many findings of one kind: people see the first five, machines see all."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

RULE = "port-out-of-range"


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    lines = (f"server {{ listen 7000{n}; }}\n" for n in range(8))
    Path("nginx.conf").write_text("".join(lines))


def test_full_shows_five_and_counts_all(portlens: Portlens) -> None:
    ran = portlens("check")
    assert ran.out.count(f"error[{RULE}]") == 5
    assert f"\n3 more of {RULE} in nginx.conf (--all shows them)\n" in ran.out
    assert ran.out.endswith("\n8 errors in 1 file\n")
    assert f"\nnginx.conf の {RULE} は、ほかに 3 件あります（--all で表示）\n" in (
        portlens("check", "--lang", "ja").out
    )


def test_concise_shows_five_and_the_note_is_no_place(portlens: Portlens) -> None:
    lines = portlens("check", "--output-format", "concise").out.splitlines()
    assert [line.startswith("nginx.conf:") for line in lines] == [True] * 5 + [False]
    # Quiet or not: that there is more must not be kept from anybody.
    quiet = portlens("check", "--output-format", "concise", "--quiet").out.splitlines()
    assert quiet == lines


@pytest.mark.parametrize("format_", ["full", "concise"])
def test_all_shows_all(portlens: Portlens, format_: str) -> None:
    out = portlens("check", "--all", "--output-format", format_).out
    assert out.count(f"error[{RULE}]") == 8
    assert "--all" not in out


def test_each_rule_in_each_file_counts_for_itself(portlens: Portlens) -> None:
    Path("a").mkdir()
    Path("a/nginx.conf").write_text(
        "server { listen 70000; }\n" * 5 + "server { listen 90-80; }\n" * 5
    )
    out = portlens("check", "--output-format", "concise", "a").out
    assert len(out.splitlines()) == 10


def test_machines_see_all(portlens: Portlens) -> None:
    assert len(json.loads(portlens("check", "--output-format", "json").out)["findings"]) == 8
    assert len(json.loads(portlens("check", "--output-format", "gitlab").out)) == 8
    assert portlens("check", "--output-format", "github").out.count("::error ") == 8
    assert portlens("check", "--output-format", "junit").out.count("<failure ") == 8
    log = json.loads(portlens("check", "--output-format", "sarif").out)
    assert len(log["runs"][0]["results"]) == 8


def test_other_places_of_one_finding_are_cut_too(portlens: Portlens) -> None:
    services = "".join(
        f"  s{n}:\n    image: x\n    ports: ['{port}:80']\n"
        for n, port in enumerate(["8000-8007", *range(8000, 8008)])
    )
    Path("nginx.conf").unlink()
    Path("compose.yaml").write_text(f"services:\n{services}")
    out = portlens("check", "--select", "host-port-conflict", "--fail-on", "never").out
    assert out.count(" is published here for ") <= 5


def test_statistics(portlens: Portlens) -> None:
    with Path("nginx.conf").open("a") as file:
        file.write("server { listen 90-80; }\n")
    out = portlens("check", "--statistics", "--output-format", "concise").out
    table = out.partition("\n\n")[2].splitlines()
    assert [line.split()[:3] for line in table] == [
        ["COUNT", "SEVERITY", "RULE"],
        ["8", "error", RULE],
        ["1", "error", "invalid-port-range"],
    ]
    assert table[1].endswith("A number that no port can have")
    assert "件数" in portlens("check", "--statistics", "--lang", "ja").out


def test_quiet_is_silent_where_nothing_is_found(portlens: Portlens) -> None:
    assert portlens("check", "--quiet").out.count("errors in") == 0
    Path("nginx.conf").write_text("server { listen 80; }\n")
    Path("notes.txt").write_text("hello\n")
    assert portlens("check", "--quiet", "nginx.conf", "notes.txt") == (0, "", "")


@pytest.fixture
def _habit(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    Path("nginx.conf").unlink()
    for number in range(9):
        line = f"server {{ listen 443 ssl http2; server_name a{number}; }}\n"
        Path(f"{number}.conf").write_text(line)


@pytest.mark.usefixtures("_habit")
@pytest.mark.parametrize("format_", ["full", "concise"])
def test_a_hint_that_says_the_same_in_many_files_is_a_habit(
    portlens: Portlens, format_: str
) -> None:
    out = portlens("check", "--output-format", format_).out
    assert out.count("hint[deprecated-listen-option]") == 5
    assert "4 more of deprecated-listen-option in 4 files (--all shows them)\n" in out
    assert format_ == "concise" or out.endswith("\n9 hints in 9 files\n")
    whole = portlens("check", "--all", "--output-format", format_).out
    assert whole.count("hint[deprecated-listen-option]") == 9


@pytest.mark.usefixtures("_habit")
def test_machines_see_all_of_a_habit(portlens: Portlens) -> None:
    assert len(json.loads(portlens("check", "--output-format", "json").out)["findings"]) == 9
    assert portlens("check", "--output-format", "github").out.count("::notice ") == 9
    warnings = portlens("check", "--severity", "deprecated-listen-option=warning").out
    assert warnings.count("warning[deprecated-listen-option]") == 9


def test_notes_of_hints_that_are_passed_over_themselves(portlens: Portlens) -> None:
    """Of each hint five are shown, of one rule in one file five in all."""
    Path("nginx.conf").unlink()
    Path("compose.yaml").write_text(
        "services:\n"
        + "".join(
            f"  {name}:\n    image: x\n    ports: [{entries}]\n"
            for name, entries in (
                ("a", ", ".join(f"{n}:22" for n in range(30, 36))),
                ("b", ", ".join(f"{n}:{n}" for n in range(40, 45))),
            )
        )
    )
    ran = portlens("check", "--select", "base-60-port")
    assert ran.out.count("hint[base-60-port]") == 5
    assert "more of base-60-port in compose.yaml (--all shows them)" in ran.out
