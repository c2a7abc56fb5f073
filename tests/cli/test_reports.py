"""The reports for machines: SARIF and GitHub (JSON: test_check.py)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Portlens

TEXT = "server {\n    listen 8080;\n    listen *:8080;  # 日本 portlens: x\n    listen 70000;\n}\n"


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    Path("my site").mkdir()
    Path("my site/nginx.conf").write_text(TEXT)


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
                "artifactLocation": {"uri": "my%20site/nginx.conf"},
                "region": {"startLine": 4, "startColumn": 12, "endLine": 4, "endColumn": 17},
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
    assert all(rule["helpUri"].startswith("https://") for rule in rules)


def test_sarif_fixes(portlens: Portlens) -> None:
    Path("my site/nginx.conf").write_text("server { listen 80; } # portlens: ignore[wumpus]\n")
    (result,) = sarif(portlens)["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change == {
        "artifactLocation": {"uri": "my%20site/nginx.conf"},
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


def test_sarif_of_a_file_elsewhere_has_an_absolute_uri(portlens: Portlens) -> None:
    run = sarif(portlens, str(Path("my site").resolve()))
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:///")


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
