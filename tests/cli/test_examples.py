"""examples/: the mistakes in them are found, each once and nothing else."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

EXAMPLES = Path(__file__).parents[2] / "examples"

MISTAKES = {
    ("compose.yaml", 38, "host-port-conflict"),
    ("compose.yaml", 47, "published-to-all-interfaces"),
    ("etc/services", 5, "unregistered-port"),
    ("etc/services", 7, "port-out-of-range"),
    ("etc/services", 9, "unusable-service-entry"),
    ("nginx/conf.d/roastery.conf", 4, "duplicate-listen"),
    ("nginx/conf.d/roastery.conf", 29, "wrong-side-port"),
    ("ssh/ssh_config", 10, "unknown-service-name"),
    ("ssh/sshd_config", 11, "duplicate-port"),
}


@pytest.fixture(autouse=True)
def _there(portlens: Portlens, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - first
    monkeypatch.chdir(EXAMPLES)


def test_the_mistakes_are_found(portlens: Portlens) -> None:
    ran = portlens("check", "--output-format", "json")
    answer = json.loads(ran.out)
    found = Counter(
        (one["path"], one["range"]["start"]["line"], one["code"]) for one in answer["findings"]
    )
    assert found == Counter(MISTAKES)
    assert (ran.status, answer["files"], answer["unreadable"]) == (1, 6, [])


def test_the_demo_ends_well(portlens: Portlens) -> None:
    for language in ("en", "ja"):
        ran = portlens("check", "--fail-on", "never", "--lang", language)
        assert (ran.status, ran.err) == (0, "")


def test_every_format_is_there(portlens: Portlens) -> None:
    ports = json.loads(portlens("ports", "--output-format", "json").out)["ports"]
    assert {one["format"] for one in ports} == {
        "compose",
        "nginx",
        "services",
        "ssh_config",
        "sshd_config",
    }
    assert {one["role"] for one in ports} == {
        "connects",
        "container",
        "defines",
        "listens",
        "permits",
        "publishes",
    }
