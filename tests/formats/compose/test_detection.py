"""Which files are Compose files."""

import pytest

from portlens.formats.registry import format_of_path

STACK = "version: '3'\nservices:\n  # the proxy\n  web:\n    image: nginx\n"


@pytest.mark.parametrize(
    "path",
    [
        "compose.yaml",
        "/srv/app/docker-compose.yml",
        "compose.override.yaml",
        "compose.prod.yml",
        "docker-compose-dev.yml",
        "docker-compose_test.yaml",
        "my-docker-compose.yml",
    ],
)
def test_by_name(path: str) -> None:
    found = format_of_path(path, lambda: "")
    assert found is not None
    assert found.id == "compose"


@pytest.mark.parametrize("path", ["stack.yml", "app-compose.yaml", "compose.yml.j2"])
def test_by_text(path: str) -> None:
    found = format_of_path(path, lambda: STACK)
    assert found is not None
    assert found.id == "compose"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "services:\n  - docker\nlanguage: python\n",
        "jobs:\n  test:\n    services:\n      db:\n        image: postgres\n",
        "include:\n  - local: ci.yml\n",
        "services: []\n",
    ],
)
def test_other_yaml(text: str) -> None:
    assert format_of_path("some.yaml", lambda: text) is None
