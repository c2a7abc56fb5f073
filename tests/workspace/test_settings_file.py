"""The project's settings file: found in the nearest folder, read, and told of where it is bad."""

import pytest

from portlens.rules.registry import all_rules
from portlens.workspace.settings_file import SettingsFile, find_settings_file
from tests._folder import MemoryFiles

JA = 'language = "ja"\n'
TOOL = f"[tool.portlens]\n{JA}"


def find(folder: str, files: dict[str, str]) -> SettingsFile | None:
    return find_settings_file(folder, MemoryFiles(files), all_rules)


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"/p/portlens.toml": JA}, "/p/portlens.toml"),
        ({"/p/a/portlens.toml": JA, "/p/portlens.toml": ""}, "/p/a/portlens.toml"),
        ({"/p/a/pyproject.toml": TOOL, "/p/portlens.toml": ""}, "/p/a/pyproject.toml"),
        ({"/p/portlens.toml": JA, "/p/pyproject.toml": TOOL}, "/p/portlens.toml"),
        ({"/p/a/pyproject.toml": "[tool.x]\n", "/p/portlens.toml": JA}, "/p/portlens.toml"),
        (
            {"/p/a/pyproject.toml": "# portlens\n", "/pyproject.toml": TOOL},
            "/pyproject.toml",
        ),
    ],
)
def test_the_nearest_file_counts(files: dict[str, str], path: str) -> None:
    found = find("/p/a", files)
    assert found
    assert (found.path, found.folder) == (path, path.rpartition("/")[0] or "/")
    assert found.layer.fields == {"language": "ja"}


def test_there_may_be_none() -> None:
    assert find("/p/a", {}) is None
    assert find("/p/a", {"/p/a/pyproject.toml": "[project]\n"}) is None


@pytest.mark.parametrize(
    "text", ["language = ", "[", "\0", "a = \ud800", f"a = {'[' * 100_000}"], ids=range(5)
)
def test_no_toml_at_all(text: str) -> None:
    found = find("/p", {"/p/portlens.toml": text})
    assert found
    assert found.broken


def test_a_number_beyond_all_reading() -> None:
    found = find("/p", {"/p/portlens.toml": f"allowed_ports = [8123, 0x{'f' * 6000}]\n"})
    assert found
    assert found.layer.fields == {"allowed_ports": ((8123, 8123),)}
    [problem] = found.layer.problems
    assert problem.en == "allowed_ports: … is neither a port nor a range of ports"


def test_wrong_values_are_told_and_the_rest_holds() -> None:
    found = find("/p", {"/p/portlens.toml": JA + 'exclude = "x"\n'})
    assert found
    assert found.layer.fields == {"language": "ja"}
    assert [problem.ja for problem in found.layer.problems] == [
        'exclude: "x" はリストではありません。例: exclude = ["vendor", "**/*.generated.yaml"]'
    ]
