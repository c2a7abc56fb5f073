"""The reports for machines: SARIF, GitHub, GitLab and JUnit (JSON: test_check.py)."""

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import Portlens

TEXT = "server {\n    listen 8080;\n    listen *:8080;  # 日本 portlens: x\n    listen 70000;\n}\n"


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    Path("my site").mkdir()
    Path("my site/nginx.conf").write_text(TEXT, "utf-8")


def sarif(portlens: Portlens, *words: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(portlens("check", "--output-format", "sarif", *words).out)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def test_sarif(portlens: Portlens) -> None:
    run = sarif(portlens)
    duplicate, range_ = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert (range_["ruleId"], range_["level"]) == ("port-out-of-range", "error")
    assert range_["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "my%20site/nginx.conf", "uriBaseId": "%SRCROOT%"},
                "region": {
                    "startLine": 4,
                    "startColumn": 12,
                    "endLine": 4,
                    "endColumn": 17,
                    "snippet": {"text": "70000"},
                },
                "contextRegion": {
                    "startLine": 3,
                    "startColumn": 1,
                    "endLine": 5,
                    "endColumn": 2,
                    "snippet": {"text": TEXT.partition("8080;\n")[2].rstrip("\n")},
                },
            }
        }
    ]
    (other,) = duplicate["relatedLocations"]
    assert other["physicalLocation"]["region"]["startLine"] == 2
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [
        "duplicate-listen",
        "port-out-of-range",
    ]
    assert not any("helpUri" in rule for rule in rules)  # there is no address to name yet


def test_sarif_fixes(portlens: Portlens) -> None:
    Path("my site/nginx.conf").write_text("server { listen 80; } # portlens: ignore[wumpus]\n")
    (result,) = sarif(portlens)["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change == {
        "artifactLocation": {"uri": "my%20site/nginx.conf", "uriBaseId": "%SRCROOT%"},
        "replacements": [
            {
                "deletedRegion": {
                    "startLine": 1,
                    "startColumn": 22,
                    "endLine": 1,
                    "endColumn": 49,
                },
                "insertedContent": {"text": ""},
            }
        ],
    }


def test_sarif_tells_what_could_not_be_read(portlens: Portlens) -> None:
    (invocation,) = sarif(portlens, "gone")["invocations"]
    assert not invocation["executionSuccessful"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "no such file or folder"
    assert sarif(portlens, ".")["invocations"][0]["executionSuccessful"]


def _uri(run: dict[str, Any]) -> dict[str, str]:
    place = run["results"][0]["locations"][0]["physicalLocation"]
    return dict(place["artifactLocation"])


def test_sarif_of_a_file_elsewhere_has_an_absolute_uri(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Path("my site").resolve()
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    assert _uri(sarif(portlens, str(site))) == {"uri": f"{site.as_uri()}/nginx.conf"}


def test_paths_count_from_the_root_of_the_repository(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path.cwd()
    Path(".git").mkdir()
    monkeypatch.chdir("my site")
    run = sarif(portlens, "nginx.conf")
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == f"{root.as_uri()}/"
    assert _uri(run) == {"uri": "my%20site/nginx.conf", "uriBaseId": "%SRCROOT%"}
    assert "file=my site/nginx.conf," in portlens("check", "--output-format=github").out
    (first, _) = json.loads(portlens("check", "--output-format=gitlab", "..").out)
    assert first["location"]["path"] == "my site/nginx.conf"


@pytest.mark.usefixtures("links")
def test_a_link_is_told_by_the_path_of_its_file(portlens: Portlens) -> None:
    """Services that show a repository follow no links in it."""
    Path(".git").mkdir()
    Path("on").mkdir()
    Path("on/a.nginx").symlink_to("../my site/nginx.conf")
    Path("all").symlink_to("my site")
    whole = {name: portlens("check", "--output-format", name).out for name in ("gitlab", "github")}
    for named in "on", "on/a.nginx", "all/nginx.conf":
        assert _uri(sarif(portlens, named))["uri"] == "my%20site/nginx.conf"
        for name, out in whole.items():
            assert portlens("check", "--output-format", name, named).out == out
    portlens("check", "--write-baseline")
    ran = portlens("check", "--baseline", "portlens-baseline.json", "on/a.nginx")
    assert ran.out.endswith("2 known, in the baseline\n")


def test_standard_input_has_a_name(portlens: Portlens) -> None:
    words = ("check", "--format", "nginx", "-", "--output-format")
    stdin = b"server { listen 70000; }\n"
    run = json.loads(portlens(*words, "sarif", stdin=stdin).out)["runs"][0]
    assert _uri(run)["uri"] == "stdin"
    assert "file=stdin," in portlens(*words, "github", stdin=stdin).out


def test_sarif_describes_each_rule_for_people_without_the_file(portlens: Portlens) -> None:
    for language, words in (("en", "by default an **error**"), ("ja", "既定の重大度は**エラー**")):
        run = sarif(portlens, "--lang", language)
        rule = next(one for one in run["tool"]["driver"]["rules"] if "range" in one["id"])
        assert words in rule["help"]["markdown"]
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["properties"]["tags"] == ["ports", "configuration"]
        assert rule["properties"]["precision"] == "very-high"


def test_a_suppressed_finding_is_marked_and_fails_nothing(portlens: Portlens) -> None:
    Path("my site/nginx.conf").write_text(
        "server {\n listen 70000; # portlens: ignore[port-out-of-range]\n listen 80;\n}\n"
    )
    assert portlens("check").out == "nothing to report in 1 file\n"
    ran = portlens("check", "--output-format", "sarif")
    (result,) = json.loads(ran.out)["runs"][0]["results"]
    assert ran.status == 0
    assert result["suppressions"] == [{"kind": "inSource"}]
    Path("my site/nginx.conf").write_text("server { listen 70000; }\n")
    (result,) = sarif(portlens)["results"]
    assert result["suppressions"] == []


def test_a_finding_keeps_its_name_when_lines_move(portlens: Portlens) -> None:
    def names() -> list[str]:
        return [one["partialFingerprints"]["portlens/v1"] for one in sarif(portlens)["results"]]

    path = Path("my site/nginx.conf")
    before = names()
    path.write_text("# moved\n\n" + TEXT.replace("    listen", "\tlisten"), "utf-8")
    assert names() == before
    assert len(set(before)) == len(before)
    path.write_text("server { listen 70000; listen 70000; }\n")
    assert len(set(names())) == 2
    assert before[-1] not in names()


def test_github_knows_an_alert_by_its_line(portlens: Portlens) -> None:
    def names() -> list[str]:
        found = sarif(portlens)["results"]
        return [one["partialFingerprints"]["primaryLocationLineHash"] for one in found]

    before = names()
    assert len(set(before)) == 2
    Path("my site/nginx.conf").write_text("# moved\n\n" + TEXT, "utf-8")
    assert names() == before
    # A hash would help who guesses what else stands in such a file.
    Path("my site/nginx.conf").write_text("")
    Path("compose.yaml").write_text("services: {web: {image: nginx}}\n")
    Path(".env").write_text('PASSWORD="hunter2\n')
    (result,) = sarif(portlens)["results"]
    assert list(result["partialFingerprints"]) == ["portlens/v1"]


def test_gitlab(portlens: Portlens) -> None:
    first, second = json.loads(portlens("check", "--output-format", "gitlab").out)
    assert second == {
        "description": "70000 is not a port: the highest is 65535",
        "check_name": "port-out-of-range",
        "fingerprint": second["fingerprint"],
        "severity": "major",
        "location": {"path": "my site/nginx.conf", "lines": {"begin": 4, "end": 4}},
    }
    assert first["fingerprint"] != second["fingerprint"]


def test_junit(portlens: Portlens) -> None:
    Path("compose.yaml").write_text("services: {web: {image: nginx}}\n")
    Path("my site/nginx.conf").write_text('server { listen 70000; listen "<&\x1b>:0"; }\n')
    ran = portlens("check", ".", "gone", "--output-format", "junit")
    suites = ET.fromstring(ran.out)
    assert ran.err == ""
    assert dict(suites.attrib) == {
        "name": "portlens",
        "tests": "4",
        "failures": "2",
        "errors": "1",
    }
    named = {suite.attrib["name"]: suite for suite in suites}
    assert [case.attrib["name"] for case in named["compose.yaml"]] == ["portlens"]
    assert named["gone"][0][0].attrib["message"] == "no such file or folder"
    failed = named["my site/nginx.conf"][0]
    assert failed[0].attrib["type"] == "error"
    assert failed.attrib["name"] == "port-out-of-range:1:17"
    assert failed[0].text == (
        "my site/nginx.conf:1:17: error: 70000 is not a port: the highest is 65535"
    )


def test_junit_tells_of_what_stays_in_a_file_that_cannot_be_fixed(portlens: Portlens) -> None:
    Path("two.conf").write_text("server { listen 80; listen 80; listen 70000; }\n")
    os.link("two.conf", "again.conf")
    ran = portlens("check", "two.conf", "--fix", "--output-format", "junit")
    assert ran.status == 2
    names = [case.attrib["name"] for case in ET.fromstring(ran.out)[0]]
    assert names == ["readable", "duplicate-listen:1:28", "port-out-of-range:1:39"]


def test_github(portlens: Portlens) -> None:
    ran = portlens("check", "--output-format", "github", ".", "gone", "--select=port-out-of-range")
    assert ran.status == 2
    assert ran.out == (
        "::error file=my site/nginx.conf,line=4,endLine=4,col=12,endColumn=17,"
        "title=portlens (port-out-of-range)::70000 is not a port: the highest is 65535\n"
        "::error file=gone,title=portlens::no such file or folder\n"
    )


def test_github_escapes_what_it_would_take_for_commands(portlens: Portlens) -> None:
    Path("my site").rename("a,b:c%")
    out = portlens("check", "--output-format", "github").out
    assert "::error file=a%2Cb%3Ac%25/nginx.conf,line=" in out
