"""Which settings a run obeys: defaults, then the project's file, then the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

BAD = "services: {web: {image: nginx, ports: ['127.0.0.1:70000:80']}}\n"
RULE = "port-out-of-range"


@pytest.fixture(autouse=True)
def _files(portlens: Portlens) -> None:  # noqa: ARG001 - the folder of the run
    Path("a/b").mkdir(parents=True)
    Path("a/b/compose.yaml").write_text(BAD)
    Path("a/portlens.toml").write_text(f'severity = {{ {RULE} = "warning" }}\n')


def severities(portlens: Portlens, *words: str) -> list[str]:
    out = portlens("check", "--output-format", "json", *words).out
    return [finding["severity"] for finding in json.loads(out)["findings"]]


def test_the_file_above_the_path_holds(portlens: Portlens) -> None:
    assert severities(portlens, "a/b") == ["warning"]
    assert severities(portlens, "a/b/compose.yaml") == ["warning"]
    assert severities(portlens, "a") == ["warning"]


def test_each_path_has_its_own_project(portlens: Portlens) -> None:
    Path("compose.yaml").write_text(BAD)
    assert severities(portlens, "compose.yaml", "a") == ["error", "warning"]


def test_the_command_line_wins(portlens: Portlens) -> None:
    assert severities(portlens, "a", "--severity", f"{RULE}=hint") == ["hint"]
    assert severities(portlens, "a", "--ignore", RULE) == []


def test_config_names_the_only_file(portlens: Portlens) -> None:
    Path("other.toml").write_text(f'severity = {{ {RULE} = "information" }}\n')
    assert severities(portlens, "a", "--config", "other.toml") == ["information"]
    Path("pyproject.toml").write_text("[tool.portlens]\nlanguage = 'ja'\n")
    assert severities(portlens, "a", "--config", "pyproject.toml") == ["error"]
    assert "エラー" in portlens("check", "a", "--config", "pyproject.toml").out


def test_excluded_folders_are_not_walked_but_may_be_named(portlens: Portlens) -> None:
    Path("a/portlens.toml").write_text('exclude = ["b"]\n')
    assert severities(portlens, "a") == []
    assert severities(portlens, "a/b/compose.yaml") == ["error"]


def test_the_nearest_file_holds_whether_a_file_is_named_or_found(portlens: Portlens) -> None:
    Path("pyproject.toml").write_text(f'[tool.portlens]\nseverity = {{ {RULE} = "hint" }}\n')
    Path("compose.yaml").write_text(BAD)
    Path("c").mkdir()
    Path("c/compose.yaml").write_text(BAD)
    named = ("a/b/compose.yaml", "c/compose.yaml", "compose.yaml")
    assert severities(portlens, *named) == ["warning", "hint", "hint"]
    assert sorted(severities(portlens)) == ["hint", "hint", "warning"]


def test_the_nearest_file_excludes_and_the_one_above_stops_at_it(portlens: Portlens) -> None:
    Path("portlens.toml").write_text('exclude = ["a/b", "c"]\n')
    assert severities(portlens, ".") == ["warning"]
    Path("a/portlens.toml").write_text('exclude = ["b"]\n')
    assert severities(portlens, ".") == []


def test_a_named_file_is_excluded_where_that_is_asked_for(portlens: Portlens) -> None:
    Path("a/portlens.toml").write_text('exclude = ["b"]\n')
    ran = portlens("check", "--force-exclude", "a/b/compose.yaml")
    assert (ran.status, "compose.yaml" in ran.out + ran.err) == (0, False)
    assert severities(portlens, "--force-exclude", "a/b") == []
    assert portlens("ports", "--force-exclude", "a/b/compose.yaml").out.count("70000") == 0
    Path("a/portlens.toml").write_text("")
    assert severities(portlens, "--force-exclude", "a/b/compose.yaml") == ["error"]


def test_a_folder_above_is_excluded_with_all_that_is_in_it(portlens: Portlens) -> None:
    Path("portlens.toml").write_text('exclude = ["a"]\n')
    assert severities(portlens, "--force-exclude", "a/b/compose.yaml") == []
    assert severities(portlens, ".") == []
    assert severities(portlens, "a/b/compose.yaml") == ["warning"]


def test_the_hook_obeys_what_is_excluded() -> None:
    hook = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
    assert "entry: portlens check --quiet --force-exclude\n" in hook.read_text("utf-8")
