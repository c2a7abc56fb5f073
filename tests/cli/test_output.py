"""Where the answer goes and how it looks: files, colours, columns, what is left out."""

import json
import os
import sys
from pathlib import Path

import pytest

from portlens.cli.table import table
from portlens.cli.terminal import columns_of, cut, width
from portlens.cli.wrap import wrap
from tests.cli.conftest import Portlens

BAD = "server { listen 70000; }\n"


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    Path("legacy/old").mkdir(parents=True)
    for path in ("nginx.conf", "legacy/nginx.conf", "legacy/old/nginx.conf"):
        Path(path).write_text(BAD)


def test_output_file(portlens: Portlens) -> None:
    ran = portlens("check", "--output-format", "json", "--output-file", "out.json")
    assert (ran.status, ran.out) == (1, "")
    assert len(json.loads(Path("out.json").read_text())["findings"]) == 3


def test_several_formats_in_one_run(portlens: Portlens) -> None:
    ran = portlens(
        *("check", "--output-format", "sarif", "--output-file", "out.sarif"),
        *("--output-format", "concise"),
    )
    assert ran.out.count("error[port-out-of-range]") == 3
    assert json.loads(Path("out.sarif").read_text())["version"] == "2.1.0"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (
            ("--output-format", "json", "--output-format", "full"),
            "only one --output-format can go to standard output",
        ),
        (
            ("--output-file", "a", "--output-file", "b"),
            "--output-file: there is no --output-format for b",
        ),
        (
            ("--output-format", "json", "--output-file", "a") * 2,
            "--output-file: a can take one --output-format only",
        ),
        (("--output-file", "no/such/folder"), "no/such/folder cannot be written: "),
        (("--unsafe-fixes",), "--unsafe-fixes goes with --fix"),
        (("--stdin-filename", "nginx.conf"), "--stdin-filename goes with -"),
        (("--fix", "--diff", "--output-file", "x"), "--diff prints a diff"),
    ],
)
def test_what_makes_no_sense_is_refused(
    portlens: Portlens, words: tuple[str, ...], complaint: str
) -> None:
    ran = portlens("check", *words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"portlens: {complaint}")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (("--exclude", "legacy"), ["nginx.conf"]),
        (("--exclude", "legacy/**"), ["nginx.conf"]),
        (("--exclude", "old", "--exclude", "*.{conf,x}"), []),
        (("legacy", "--exclude", "old"), ["legacy/nginx.conf"]),
        (("nginx.conf", "legacy/old/nginx.conf", "--exclude", "legacy"), ["nginx.conf"]),
        (("--exclude=x", "--exclude=legacy/old"), ["nginx.conf", "legacy/nginx.conf"]),
    ],
)
def test_exclude(portlens: Portlens, words: tuple[str, ...], left: list[str]) -> None:
    report = json.loads(portlens("check", "--output-format", "json", *words).out)
    assert [finding["path"] for finding in report["findings"]] == left


def test_exclude_adds_to_the_settings(portlens: Portlens) -> None:
    Path("portlens.toml").write_text('exclude = ["legacy/old"]\n')
    report = json.loads(portlens("check", "--exclude=./x", "--output-format=json").out)
    assert report["files"] == 2
    report = json.loads(portlens("check", "--exclude=legacy/*.conf", "--output-format=json").out)
    assert report["files"] == 1


@pytest.mark.parametrize(("choice", "is_coloured"), [("always", True), ("never", False)])
@pytest.mark.parametrize("command", ["check", "ports", "rules"])
def test_color(
    portlens: Portlens,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    choice: str,
    *,
    is_coloured: bool,
) -> None:
    monkeypatch.setenv("FORCE_COLOR" if choice == "never" else "NO_COLOR", "1")
    assert ("\x1b[" in portlens(command, "--color", choice).out) is is_coloured


def test_verbose_tells_what_is_read(portlens: Portlens) -> None:
    ran = portlens("check", "--verbose", "nginx.conf")
    assert ran.err == "portlens: nginx.conf: read as nginx\n"
    assert "として読みました" in portlens("ports", "--verbose", "--lang=ja").err


def test_language_before_and_after_the_command(portlens: Portlens) -> None:
    for words in (
        ("--lang", "ja", "check"),
        ("--lang=ja", "check"),
        ("check", "--lang", "ja"),
        ("--lang", "en", "check", "--lang", "ja"),
    ):
        assert "個のファイル" in portlens(*words).out
    assert "使い方" in portlens("--lang", "ja", "--help").out
    assert portlens("--lang", "ja").status == 2


def test_other_options_before_the_command(portlens: Portlens) -> None:
    ran = portlens("--verbose", "check")
    assert ran.status == 2
    assert ran.err.startswith("portlens: --verbose stands before the command: ")


def test_unsafe_fixes(portlens: Portlens) -> None:
    text = "services:\n" + "".join(
        f"  s{n}:\n    image: x\n    ports: ['8080:80']\n" for n in range(2)
    )
    Path("compose.yaml").write_text(text)
    only = ("compose.yaml", "--select", "host-port-conflict")
    assert portlens("check", "--fix", *only).status == 1
    assert Path("compose.yaml").read_text() == text
    ran = portlens("check", "--fix", "--unsafe-fixes", *only)
    assert (ran.status, ran.out.splitlines()[1]) == (0, "1 fixed")
    assert "8081:80" in Path("compose.yaml").read_text()


class Terminal:
    """A stream that says of itself to be a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError


def test_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    assert columns_of(Terminal()) == 90  # type: ignore[arg-type]
    monkeypatch.setenv("COLUMNS", "0")
    assert columns_of(Terminal()) is None  # type: ignore[arg-type]
    monkeypatch.delenv("COLUMNS")
    assert columns_of(Terminal()) is None  # type: ignore[arg-type]
    with Path(os.devnull).open("w") as nowhere:
        assert columns_of(nowhere) is None


@pytest.mark.parametrize("columns", [30, 80, 200])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_is_wider_than_the_terminal(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch, columns: int, language: str
) -> None:
    Path("nginx.conf").write_text(
        f"# {'日本語' * 60}\nserver {{ listen 70000; # {'日本語' * 60}\n}}\n"
        f"server {{ {'x' * 300}; listen 70001; }}\n",
        "utf-8",
    )
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (("check", "nginx.conf", "--statistics"), ("rules",), ("check", "--help")):
        out = portlens(*words, "--color", "never", "--lang", language).out
        longest = max(
            (line for line in out.splitlines() if not line.startswith(("  --", "Usage", "使い"))),
            key=width,
        )
        assert width(longest) <= max(columns, 60), longest


def test_wrap() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("one two three", 9, "  ", 4) == ["one", "  two", "  three"]
    assert wrap("averylongword b", 5) == ["averylongword", "b"]
    assert wrap("ポートは「八千」、です。", 10) == ["ポートは", "「八千」、", "です。"]
    assert wrap("as it is", None) == ["as it is"]


def test_cut() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdef", 5) == "abcd…"
    assert cut("日本語", 5) == "日本…"
    assert cut("日本語", 4) == "日…"
    assert cut("services.web", 5, at_start=True) == "….web"
    assert cut("日本語", 4, at_start=True) == "…語"


def test_a_table_keeps_what_it_is_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    text = table(("A", "B"), [("x" * 40, "y" * 12)], Terminal(), "never", {1: "whole"})  # type: ignore[arg-type]
    assert text.splitlines()[1] == f"{'x' * 15}…  {'y' * 12}"
    text = table((), [("x" * 40, "y" * 12)], Terminal(), "never", {0: "whole", 1: "whole"})  # type: ignore[arg-type]
    assert text == f"{'x' * 40}  {'y' * 12}\n"
