"""examples/: the mistakes in them are found, each once and nothing else, and cured as they say."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"

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

STACKS = {
    "502-from-nginx": {
        ("nginx/nginx.conf", 5, "wrong-side-port"),
        ("nginx/nginx.conf", 16, "unreachable-service"),
        ("nginx/nginx.conf", 20, "unknown-upstream-host"),
    },
    "503-from-haproxy": {
        ("haproxy/haproxy.cfg", 18, "duplicate-port"),
        ("haproxy/haproxy.cfg", 22, "unserved-port"),
        ("haproxy/haproxy.cfg", 25, "wrong-side-port"),
    },
    "nothing-listens": {
        ("compose.yaml", 6, "unserved-port"),
        ("compose.yaml", 13, "loopback-in-container"),
        ("nginx/nginx.conf", 9, "port-lost-in-redirect"),
    },
    "stale-expose": {
        ("compose.yaml", 5, "unexposed-port"),
        ("compose.yaml", 9, "wrong-side-port"),
        ("api/Dockerfile", 4, "host-port-in-expose"),
    },
    "in-a-cluster": {
        ("shop.yaml", 17, "invalid-port-name"),
        ("shop.yaml", 19, "unknown-port-name"),
        ("shop.yaml", 29, "unknown-port-name"),
        ("shop.yaml", 30, "invalid-port"),
        ("shop.yaml", 40, "duplicate-port"),
        ("shop.yaml", 54, "unknown-service-port"),
    },
    "one-machine": {
        ("etc/ssh/sshd_config", 2, "listen-conflict"),
        ("shop/compose.yaml", 7, "host-port-conflict"),
        ("wiki/compose.yaml", 7, "host-port-conflict"),
        ("wiki/compose.yaml", 12, "host-port-conflict"),
    },
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
    assert (ran.status, answer["files"], answer["unreadable"]) == (1, 7, [])


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


def test_every_stack_is_known_here() -> None:
    assert {stack.name for stack in (EXAMPLES / "stacks").iterdir()} == set(STACKS)


@pytest.mark.parametrize("name", STACKS)
def test_the_mistakes_of_a_stack_are_found(
    name: str, portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES / "stacks" / name)
    findings = json.loads(portlens("check", "--output-format", "json").out)["findings"]
    found = Counter((one["path"], one["range"]["start"]["line"], one["code"]) for one in findings)
    assert found == Counter(STACKS[name])


@pytest.mark.parametrize("name", STACKS)
@pytest.mark.parametrize(("page", "language"), [("README.md", "en"), ("README.ja.md", "ja")])
def test_a_stack_prints_what_its_page_shows(
    name: str, page: str, language: str, portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (EXAMPLES / "stacks" / name / page).read_text("utf-8")
    [command] = re.findall(r"^    portlens (.*)$", text, re.MULTILINE)
    [shown] = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(ROOT)
    assert portlens(*command.split(), "--lang", language).out == shown


@pytest.mark.parametrize("name", STACKS)
def test_the_cure_of_a_stack_cures_it(name: str, portlens: Portlens, tmp_path: Path) -> None:
    stack = shutil.copytree(EXAMPLES / "stacks" / name, tmp_path / name)
    diffs = re.findall(r"```diff\n(.*?)```", (stack / "README.md").read_text("utf-8"), re.DOTALL)
    for diff in diffs:
        header, *lines = diff.splitlines(keepends=True)
        file = stack / header.removeprefix("+++ ").strip()
        before = "".join(line[1:] for line in lines if line[0] != "+")
        after = "".join(line[1:] for line in lines if line[0] != "-")
        text = file.read_text("utf-8")
        assert text.count(before) == 1, diff
        file.write_text(text.replace(before, after), "utf-8")
    answer = json.loads(portlens("check", str(stack), "--output-format", "json").out)
    assert (answer["findings"], bool(diffs)) == ([], True)


def test_without_its_group_one_machine_is_silent(portlens: Portlens, tmp_path: Path) -> None:
    stack = shutil.copytree(EXAMPLES / "stacks" / "one-machine", tmp_path / "one-machine")
    (stack / "portlens.toml").unlink()
    answer = json.loads(portlens("check", str(stack), "--output-format", "json").out)
    assert (answer["findings"], answer["files"]) == ([], 5)
