"""The report for people: the line, carets as wide as the text, the other end, the cure."""

from pathlib import Path

import pytest

from portlens.cli.terminal import pad, width
from portlens.text.visible import visible
from tests.cli.conftest import Portlens


def paragraph(portlens: Portlens, text: str, *words: str) -> str:
    """Return what `check` says of the first finding in an nginx file."""
    Path("nginx.conf").write_bytes(text.encode("utf-8", "surrogateescape"))
    return portlens("check", "nginx.conf", "--fail-on", "never", *words).out.split("\n\n")[0]


def test_place_severity_code_message_line_and_carets(portlens: Portlens) -> None:
    assert paragraph(portlens, "server {\n    listen 70000;\n}\n") == (
        "nginx.conf:2:12: error[port-out-of-range]: 70000 is not a port: the highest is 65535\n"
        "2 |     listen 70000;\n"
        "  |            ^^^^^"
    )


@pytest.mark.parametrize(
    ("line", "marked"), [("Listen 8O", "8O"), ("Listen https", "https"), ("Listen a.b:8O", "8O")]
)
def test_a_line_of_httpd_is_shown_whatever_is_wrong_in_it(
    portlens: Portlens, line: str, marked: str
) -> None:
    Path("httpd.conf").write_text(f"Listen 80\n{line}\n")
    said = portlens("check", "httpd.conf").out.split("\n\n")[0].split("\n")
    indent = " " * line.index(marked)
    assert said[1:3] == [f"2 | {line}", f"  | {indent}{'^' * len(marked)}"]


def test_the_other_end(portlens: Portlens) -> None:
    lines = ["server {", *([""] * 9), "    listen 8080;", "    listen *:8080;", "}", ""]
    said = paragraph(portlens, "\n".join(lines), "--select", "duplicate-listen").split("\n")
    assert said[0].startswith("nginx.conf:12:12: error[duplicate-listen]: ")
    assert said[1:3] == ["12 |     listen *:8080;", "   |            ^^^^^^"]
    assert said[3].startswith("   = nginx.conf:11:12: ")
    assert said[4:6] == ["11 |     listen 8080;", "   |            ^^^^"]


def test_the_cure(portlens: Portlens) -> None:
    text = "server { listen 80; } # portlens: ignore[invalid-port]\n"
    assert "\n  = fix (--fix applies it): Remove the suppression" in paragraph(portlens, text)
    assert "\n  = 修正案（--fix で適用）: 抑制コメントを削除する" in paragraph(
        portlens, text, "--lang", "ja"
    )


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("", ""),
        ("\t", "    "),
        ("log_format 日本語 x; ", "log_format 日本語 x; "),
        ("log_format ｶﾅ😀e\u0301; ", "log_format ｶﾅ😀e\u0301; "),
        ("log_format \x1b[31m\0; ", "log_format ␛[31m␀; "),
        ("log_format \udcff\u2028; ", "log_format \ufffd\u00a0; "),
    ],
)
def test_carets_stand_below_the_port(portlens: Portlens, before: str, shown: str) -> None:
    said = paragraph(portlens, f"server {{\n{before}listen 70000; }}\n").split("\n")
    assert said[1] == f"2 | {shown}listen 70000; }}"
    assert said[2] == f"  | {' ' * width(shown + 'listen ')}^^^^^"


def test_a_long_line_is_cut_around_the_port(portlens: Portlens) -> None:
    said = paragraph(portlens, f"server {{ {'a; ' * 500}listen 70000; {'b; ' * 500}}}").split("\n")
    assert max(map(len, said)) < 200
    assert said[1].startswith("1 | …")
    assert said[1].endswith("…")
    assert said[1][said[2].index("^") :].startswith("70000")


def test_an_empty_place_has_one_caret(portlens: Portlens) -> None:
    said = paragraph(portlens, "stream { server { listen 80; proxy_pass db:; } }").split("\n")
    assert set(said[2].replace("|", "").strip()) == {"^"}


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
)
def test_colours(
    portlens: Portlens,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    *,
    is_coloured: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = paragraph(portlens, "server { listen 70000; }")
    assert ("\x1b[1;31merror[port-out-of-range]\x1b[0m" in said) is is_coloured
    assert ("\x1b" in said) is is_coloured


@pytest.mark.parametrize(
    ("flags", "english", "japanese"),
    [
        ((), "2 errors in 1 file", "1 個のファイル: エラー 2 件"),
        (
            ("--severity", "invalid-port-range=information"),
            "1 error, 1 information in 1 file",
            "1 個のファイル: エラー 1 件、情報 1 件",
        ),
        (
            ("--select", "unregistered-port"),
            "nothing to report in 1 file",
            "1 個のファイル: 報告はありません",
        ),
    ],
)
def test_summary(portlens: Portlens, flags: tuple[str, ...], english: str, japanese: str) -> None:
    Path("nginx.conf").write_text("server { listen 70000; listen 90-80; }\n")
    for language, summary in (("en", english), ("ja", japanese)):
        out = portlens("check", "--lang", language, *flags).out
        assert out.rstrip("\n").split("\n")[-1] == summary


def test_width_of_texts() -> None:
    assert (width("abc"), width("日本"), width("ﾆﾎ"), width("e\u0301"), width("😀")) == (
        3,
        4,
        2,
        1,
        2,
    )
    assert pad("日本", 6) == "日本  "
    assert visible("a\tb\x7f\x00") == "a    b\ufffd␀"
