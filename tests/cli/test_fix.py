"""`--fix` writes what is safe and nothing else; `--diff` only shows it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portlens.analysis import Analysis, Judged
from portlens.cli.configuration import Configured
from portlens.cli.fix import ROUNDS, mend
from portlens.cli.inputs import Input
from portlens.model.finding import Finding, Fix
from portlens.text.edit import Edit
from portlens.text.phrase import same
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace
from tests._judge import document
from tests.cli.conftest import Portlens

BEFORE = "server {\r\n  listen 80; # portlens: ignore[wumpus]\r\n  listen 81;\t# é portlens: x\n}"
AFTER = "server {\r\n  listen 80;\r\n  listen 81;\t# é portlens: x\n}"


def test_fix_writes_the_file_and_reports_what_is_left(portlens: Portlens) -> None:
    Path("nginx.conf").write_bytes(b"\xef\xbb\xbf" + BEFORE.encode() + b"\xff")
    ran = portlens("check", "--fix", "--fail-on", "hint", "--select=redundant-suppression")
    assert Path("nginx.conf").read_bytes() == b"\xef\xbb\xbf" + AFTER.encode() + b"\xff"
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "nothing to report in 1 file\n1 fixed\n"


@pytest.mark.usefixtures("links")
def test_fix_keeps_links_and_permissions(portlens: Portlens) -> None:
    Path("real").write_bytes(BEFORE.encode())
    Path("real").chmod(0o640)
    Path("nginx.conf").symlink_to("real")
    portlens("check", "--fix")
    assert Path("nginx.conf").is_symlink()
    assert Path("real").stat().st_mode & 0o777 == 0o640
    assert Path("real").read_bytes() == AFTER.encode()


def test_a_file_without_a_fix_is_not_touched(portlens: Portlens) -> None:
    Path("nginx.conf").write_text("server { listen 70000; }")
    Path("nginx.conf").chmod(0o400)
    before = Path("nginx.conf").stat().st_mtime_ns
    assert portlens("check", "--fix").status == 1
    assert Path("nginx.conf").stat().st_mtime_ns == before


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_diff_writes_nothing_and_can_be_applied(portlens: Portlens) -> None:
    Path("nginx.conf").write_bytes(BEFORE.encode())
    ran = portlens("check", "--fix", "--diff", "--fail-on", "hint", "nginx.conf")
    assert Path("nginx.conf").read_bytes() == BEFORE.encode()
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith("--- nginx.conf\n+++ nginx.conf\n@@ -1,4 +1,4 @@\n")
    assert ran.out.endswith(" }\n\\ No newline at end of file\n")
    subprocess.run(["git", "apply", "-p0"], input=ran.out.encode(), check=True)
    assert Path("nginx.conf").read_bytes() == AFTER.encode()


def test_a_diff_keeps_the_bytes_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "nginx.conf").write_bytes(BEFORE.encode() + b" # \xff")
    command = [sys.executable, "-m", "portlens", "check", "--fix", "--diff"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert b"-  listen 80; # portlens: ignore[wumpus]\r\n" in ran.stdout
    assert b"} # \xff\n" in ran.stdout


def test_standard_input_put_right_goes_to_standard_output(portlens: Portlens) -> None:
    ran = portlens("check", "--fix", "--format", "nginx", "-", stdin=BEFORE.encode())
    assert ran.out == AFTER
    assert "1 fixed" in ran.err


def test_a_file_that_cannot_be_written_is_told(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("nginx.conf").write_bytes(BEFORE.encode())

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("portlens.cli.rewrite.open", refuse, raising=False)
    ran = portlens("check", "--fix")
    assert ran.status == 2
    assert ran.err == "portlens: nginx.conf: not fixed: no permission to write the file\n"
    assert "there is no rule wumpus" in ran.out
    assert " fixed" not in ran.out


@pytest.mark.usefixtures("links")
def test_nothing_is_written_through_a_link_that_leaves_the_paths_asked_for(
    portlens: Portlens,
) -> None:
    for folder in ("ws", "out"):
        Path(folder).mkdir()
    victim = Path("out/victim.conf")
    victim.write_bytes(BEFORE.encode())
    Path("ws/nginx.conf").symlink_to("../out/victim.conf")
    for asked in ("ws", "ws/nginx.conf"):
        ran = portlens("check", "--fix", asked)
        assert ran.status == 2
        assert ran.err == (
            "portlens: ws/nginx.conf: not fixed: a link leads to "
            f"{victim.resolve()}, outside the paths asked for\n"
        )
        assert " fixed" not in ran.out
        assert "can fix" not in ran.out
        assert victim.read_bytes() == BEFORE.encode()
    assert portlens("check", "--fix", "ws", "out").status == 0
    assert victim.read_bytes() == AFTER.encode()
    assert Path("ws/nginx.conf").is_symlink()


@pytest.mark.usefixtures("links")
def test_a_link_to_the_folder_asked_for_is_what_was_asked_for(portlens: Portlens) -> None:
    Path("real").mkdir()
    Path("real/nginx.conf").write_bytes(BEFORE.encode())
    Path("ws").symlink_to("real")
    assert "1 fixed" in portlens("check", "--fix", "ws").out
    assert Path("real/nginx.conf").read_bytes() == AFTER.encode()


@pytest.mark.usefixtures("links")
def test_one_file_under_two_names_is_written_and_counted_once(portlens: Portlens) -> None:
    Path("nginx.conf").write_bytes(BEFORE.encode())
    Path("b.nginx").symlink_to("nginx.conf")
    ran = portlens("check", "--fix", "--format=nginx", "b.nginx", "nginx.conf")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "nothing to report in 1 file\n1 fixed\n"


def test_what_could_not_be_written_does_not_count(portlens: Portlens) -> None:
    for name in ("a", "b"):
        Path(name).mkdir()
        Path(name, "nginx.conf").write_bytes(BEFORE.encode())
    Path("other").hardlink_to("b/nginx.conf")
    ran = portlens("check", "--fix")
    assert ran.status == 2
    assert "b/nginx.conf: not fixed: the file has 2 names (hard links)" in ran.err
    assert ran.out.endswith("\n1 fixed\n")
    assert Path("a/nginx.conf").read_bytes() == AFTER.encode()
    assert Path("b/nginx.conf").read_bytes() == BEFORE.encode()


def fix(*edits: tuple[int, int, str], path: str | None = None, is_safe: bool = True) -> Fix:
    return Fix(same("x"), tuple(Edit(Span(a, b), t, path) for a, b, t in edits), is_safe)


def mended(text: str, *fixes: Fix) -> str:
    """Return `text` after `fixes`, each of a finding of its own."""
    subject = document("nginx", text)
    rest = list(fixes)

    def judge(_: Document) -> Analysis:
        findings = [Finding(Span(0, 0), same("x"), fixes=(one,), rule="x") for one in rest]
        rest.clear()
        return Analysis(tuple(Judged(finding, "hint") for finding in findings))

    asked = Input("-", subject.path, Configured(), subject, is_stdin=True)
    ((after,), _) = mend([asked], judge, Workspace())
    assert after.document
    return after.document.text


def test_edits_of_one_fix_go_together() -> None:
    assert mended("abcdef", fix((0, 1, "X"), (3, 4, "Y"))) == "XbcYef"
    assert mended("abcdef", fix((1, 1, "X")), fix((5, 6, ""))) == "aXbcde"


def test_a_fix_that_overlaps_another_is_left_out_whole() -> None:
    assert mended("abcdef", fix((0, 2, "X")), fix((1, 3, "Y"), (5, 6, "Y"))) == "Xcdef"
    assert mended("abcdef", fix((1, 1, "X")), fix((1, 1, "Y"))) == "aXbcdef"


def test_what_is_not_safe_or_not_ours_is_left_out() -> None:
    assert mended("abc", fix((0, 1, "X"), is_safe=False)) == "abc"
    assert mended("abc", fix((0, 1, "X"), path="/elsewhere/.env")) == "abc"
    assert mended("abc", fix()) == "abc"


def test_a_fix_of_two_files_cannot_be_written_as_a_whole() -> None:
    both = Fix(
        same("x"), (Edit(Span(0, 1), "X"), Edit(Span(0, 1), "Y", "/site/.env")), is_safe=True
    )
    assert mended("abc", both) == "abc"


def test_rules_that_undo_each_other_come_to_an_end() -> None:
    subject = document("nginx", "a")
    asked = 0

    def judge(now: Document) -> Analysis:
        nonlocal asked
        asked += 1
        swap = fix((0, 1, "b" if now.text == "a" else "a"))
        return Analysis((Judged(Finding(Span(0, 0), same("x"), fixes=(swap,), rule="x"), "hint"),))

    one = Input("-", subject.path, Configured(), subject, is_stdin=True)
    _, cured = mend([one], judge, Workspace())
    # After an even number of rounds the text is what it was: nothing was put right.
    assert (asked, cured) == (ROUNDS + 1, 0)


def test_a_text_that_would_have_a_new_error_stays_as_it_was() -> None:
    subject = document("nginx", "a")

    def judge(now: Document) -> Analysis:
        if now.text == "b":
            return Analysis((Judged(Finding(Span(0, 1), same("y"), rule="y"), "error"),))
        found = Finding(Span(0, 1), same("x"), fixes=(fix((0, 1, "b")),), rule="x")
        return Analysis((Judged(found, "hint"),))

    asked = Input("-", subject.path, Configured(), subject, is_stdin=True)
    ((after,), cured) = mend([asked], judge, Workspace())
    assert after.document
    assert (after.document.text, cured) == ("a", 0)
