"""`check --baseline`: what is known is silent, what is new is not."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens, Ran

BROKEN = "server {\n    listen 70000;\n}\n"
NAME = "portlens-baseline.json"


@pytest.fixture
def site(portlens: Portlens) -> Path:
    """A file with one finding, which the baseline lists."""
    path = Path("nginx.conf")
    path.write_text(BROKEN)
    assert portlens("check", "--write-baseline").status == 0
    return path


def check(portlens: Portlens, *words: str) -> Ran:
    return portlens("check", "--baseline", NAME, "--output-format", "concise", *words)


def listed() -> list[tuple[str, int]]:
    content = json.loads(Path(NAME).read_text())
    assert content["version"] == 1
    return [(entry["path"], entry["count"]) for entry in content["findings"]]


def test_what_is_known_is_silent(portlens: Portlens, site: Path) -> None:
    assert portlens("check", str(site)).status == 1
    assert check(portlens) == Ran(0, "", "")
    report = portlens("check", "--baseline", NAME)
    assert report.out == "nothing to report in 1 file\n1 known, in the baseline\n"


def test_reports_for_programs_count_what_is_known(portlens: Portlens, site: Path) -> None:
    def answer(format_: str, *words: str) -> dict[str, object]:
        return json.loads(portlens("check", "--output-format", format_, *words).out)

    assert answer("json", "--baseline", NAME)["known"] == 1
    (run,) = answer("sarif", "--baseline", NAME)["runs"]
    assert (run["results"], run["properties"]) == ([], {"knownFindings": 1})
    assert "known" not in answer("json", str(site))
    assert "properties" not in answer("sarif", str(site))["runs"][0]


def test_lines_move(portlens: Portlens, site: Path) -> None:
    site.write_text("# one\n# two\n" + BROKEN.replace("    listen", "\tlisten"))
    assert check(portlens) == Ran(0, "", "")


def test_a_new_one_fails(portlens: Portlens, site: Path) -> None:
    site.write_text(BROKEN + BROKEN.replace("70000", "70001"))
    ran = check(portlens)
    assert (ran.status, ran.out.count("\n")) == (1, 1)
    assert ran.out.startswith("nginx.conf:5:12: error[port-out-of-range] 70001")


def test_one_more_of_the_same_is_new(portlens: Portlens, site: Path) -> None:
    site.write_text(BROKEN * 2)
    assert check(portlens).out.count("port-out-of-range") == 1


def test_a_file_is_renamed(portlens: Portlens, site: Path) -> None:
    Path("sites").mkdir()
    site.rename("sites/edge.nginx")
    assert check(portlens) == Ran(0, "", "")
    assert portlens("check", "--baseline", NAME, "--write-baseline").status == 0
    assert listed() == [("sites/edge.nginx", 1)]


@pytest.mark.parametrize("word", ["sub", "sub/nginx.conf"])
def test_a_file_is_moved_and_named_alone(portlens: Portlens, site: Path, word: str) -> None:
    Path("sub").mkdir()
    site.rename("sub/nginx.conf")
    assert check(portlens, word) == Ran(0, "", "")
    assert check(portlens) == Ran(0, "", "")


def test_a_copy_is_new(portlens: Portlens, site: Path) -> None:
    Path("other.nginx").write_text(site.read_text())
    assert check(portlens).out.startswith("other.nginx:2:12: ")


def test_a_line_that_moves_to_a_file_with_known_findings_is_new(
    portlens: Portlens, site: Path
) -> None:
    Path("other.nginx").write_text(BROKEN.replace("70000", "70001"))
    portlens("check", "--write-baseline")
    site.unlink()
    Path("other.nginx").write_text(BROKEN.replace("70000", "70001") + BROKEN)
    assert check(portlens).status == 1


def test_what_is_fixed_is_told(portlens: Portlens, site: Path) -> None:
    site.write_text("server {\n    listen 80;\n}\n")
    ran = check(portlens)
    told = "known findings that are gone: 1 (--write-baseline takes them out)"
    assert ran == Ran(0, "", f"portlens: {NAME}: {told}\n")
    assert check(portlens, "--quiet").err == ""
    portlens("check", "--write-baseline")
    assert Path(NAME).read_text() == '{\n  "version": 1,\n  "findings": []\n}\n'


def test_a_run_of_less_says_nothing_of_the_rest(portlens: Portlens, site: Path) -> None:
    Path("other.nginx").write_text(BROKEN.replace("70000", "80000"))
    portlens("check", "--write-baseline")
    both = listed()
    assert check(portlens, str(site)) == Ran(0, "", "")
    assert check(portlens, "--ignore", "port-out-of-range") == Ran(0, "", "")
    site.write_text("")
    portlens("check", str(site), "--write-baseline")
    assert listed() == [("other.nginx", 1)] == both[1:]


def test_paths_count_from_the_repository(
    portlens: Portlens, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".git").mkdir()
    Path("deep").mkdir()
    site.rename("deep/nginx.conf")
    portlens("check", "--write-baseline")
    monkeypatch.chdir("deep")
    assert portlens("check", "--baseline", f"../{NAME}").status == 0


def test_the_file_is_the_same_for_the_same_findings(portlens: Portlens) -> None:
    for name in ("b", "a", "c"):
        Path(f"{name}.nginx").write_text(BROKEN.replace("70000", "70001") + BROKEN * 2)
    portlens("check", "--write-baseline", "c.nginx")
    portlens("check", "--write-baseline", "b.nginx", "a.nginx")
    first = Path(NAME).read_text()
    Path(NAME).unlink()
    portlens("check", "--write-baseline")
    assert Path(NAME).read_text() == first
    assert sorted(listed()) == listed()


def test_fixes_come_first(portlens: Portlens) -> None:
    Path("nginx.conf").write_text("server {\n    listen 80;\n    listen 0.0.0.0:80;\n}\n")
    portlens("check", "--fix", "--write-baseline")
    assert listed() == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "no baseline of this name yet: --write-baseline makes it"),
        ("{\n<<<<<<< ours\n", "is no baseline: it is not JSON (line 2)"),
        ("[]", "is no baseline that portlens wrote"),
        ('{"version": 1, "findings": [{"path": "a"}]}', "is no baseline that portlens wrote"),
        ('{"version": 1, "findings": [1]}', "is no baseline that portlens wrote"),
        ("[" * 100_000 + "]" * 100_000, "is no baseline that portlens wrote"),
        ('{"version": 0, "findings": {}}', "was written by another version of portlens"),
    ],
)
def test_no_baseline(portlens: Portlens, site: Path, text: str | None, told: str) -> None:
    Path(NAME).unlink()
    if text is not None:
        Path(NAME).write_text(text)
    ran = check(portlens, str(site))
    assert ran.status == 2
    assert (ran.out, ran.err.count("\n")) == ("", 1)
    assert told in ran.err


def test_what_is_no_baseline_is_not_written_over(portlens: Portlens, site: Path) -> None:
    ran = portlens("check", "--baseline", str(site), "--write-baseline")
    assert (ran.status, site.read_text()) == (2, BROKEN)


def test_a_baseline_of_another_version_is_written_anew(portlens: Portlens, site: Path) -> None:
    Path(NAME).write_text('{"version": 0, "findings": {}}')
    assert portlens("check", str(site), "--write-baseline").status == 0
    assert listed() == [("nginx.conf", 1)]


def test_a_diff_writes_no_baseline(portlens: Portlens) -> None:
    ran = portlens("check", "--fix", "--diff", "--write-baseline")
    assert ran.status == 2
    assert "--write-baseline" in ran.err
