"""What a rename makes of the words in which a container's settings speak of its port."""

import pytest

from portlens.features.rename import Renamed, rename
from portlens.text.edit import Edit, apply_edits
from portlens.workspace.steps import finish
from tests.features._cursor import cursor
from tests.features.test_navigation_across_files import marked

COMPOSE = """\
services:
  api:
    build: .
    ports: ["80:8000"]
{settings}  other:
    image: acme/other
    command: serve --port 8000
    environment: {{API: "http://api:8000"}}
volumes:
  x-8000:
"""
DOCKERFILE = "FROM python\nEXPOSE 8000\n{}\n"


def renamed(files: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the texts after 8000 has become 9000, and what was left, as path and line."""
    document, offset, context, *_ = found = cursor(files)
    made = finish(rename(document, offset, "9000", context, found.documents))
    assert isinstance(made, Renamed), made
    by_path: dict[str, list[Edit]] = {}
    for edit in made.edits:
        by_path.setdefault(edit.path or document.path, []).append(edit)
    texts = {path: context.workspace.text(path) or "" for path in files}
    after = {path: apply_edits(text, by_path.get(path, ())) for path, text in texts.items()}
    left = [
        f"{place.path.rpartition('/')[2]}:{texts[place.path].count(chr(10), 0, place.span.start)}"
        for place in made.left
    ]
    return after, left


def stack(settings: str = "", command: str = "", **others: str) -> dict[str, str]:
    compose = COMPOSE.format(settings=settings)
    return {
        "/p/compose.yaml": marked(compose, "80:80<|>00"),
        "/p/Dockerfile": DOCKERFILE.format(command),
        **{f"/p/{name.replace('_', '.')}": text for name, text in others.items()},
    }


@pytest.mark.parametrize(
    "settings",
    [
        "    command: gunicorn -b 0.0.0.0:8000 app\n",
        '    command: ["gunicorn", "--bind", "[::]:8000"]\n',
        "    command: uvicorn app --host 0.0.0.0 --port 8000\n",
        "    command: uvicorn app --port=8000\n",
        "    command:\n      - serve\n      - --http-port\n      - '8000'\n",
        "    environment:\n      PORT: 8000\n",
        '    environment: ["PORT=8000"]\n',
        "    environment: {SERVER_PORT: '8000'}\n",
        "    healthcheck: {test: curl http://localhost:8000/}\n",
    ],
)
def test_words_that_mean_the_port_change(settings: str) -> None:
    after, left = renamed(stack(settings))
    assert settings.replace("8000", "9000") in after["/p/compose.yaml"]
    assert "--port 8000\n" in after["/p/compose.yaml"]  # of the other container
    assert "http://api:9000" in after["/p/compose.yaml"]
    assert "x-8000" in after["/p/compose.yaml"]
    assert left == []


@pytest.mark.parametrize(
    "command",
    [
        'CMD ["gunicorn", "-b", "0.0.0.0:8000", "app"]',
        "CMD uvicorn app --port 8000",
        "ENV PORT=8000",
        "ENV PORT 8000",
        "CMD php -S 0.0.0.0:8000",
    ],
)
def test_words_of_the_dockerfile_change(command: str) -> None:
    after, left = renamed(stack(command=command))
    assert after["/p/Dockerfile"] == DOCKERFILE.format(command).replace("8000", "9000")
    assert left == []


@pytest.mark.parametrize(
    "settings",
    [
        "    environment: {LIMIT: 8000}\n",
        "    environment: {DB_PORT: 8000}\n",
        "    command: wait 8000\n",
        "    labels: [size=8000]\n",
    ],
)
def test_other_words_are_left_and_told(settings: str) -> None:
    after, left = renamed(stack(settings))
    assert settings in after["/p/compose.yaml"]
    assert left == ["compose.yaml:4"]


@pytest.mark.parametrize(
    "settings",
    [
        "    # --port 8000\n",
        "    environment: {A: 80001, B: x8000, C: 8000.5, D: 10.8000}\n",
        "    volumes: ['./a:/b-8000']\n",
        '    environment: {URL: "http://db:8000"}\n',
    ],
)
def test_what_is_no_such_word_is_not_spoken_of(settings: str) -> None:
    after, left = renamed(stack(settings))
    assert settings in after["/p/compose.yaml"]
    assert left == []


def test_variables_of_an_env_file_change() -> None:
    after, left = renamed(stack("    env_file: app.env\n", app_env="PORT=8000\nSIZE=8000\n"))
    assert after["/p/app.env"] == "PORT=9000\nSIZE=8000\n"
    assert left == ["app.env:1"]


def test_a_file_of_two_containers_is_left() -> None:
    command = "CMD serve --port 8000"
    files = stack("  second:\n    build: .\n    expose: [8000]\n", command)
    after, left = renamed(files)
    assert after["/p/Dockerfile"].endswith(f"{command}\n")
    assert left == ["Dockerfile:2"]


def test_all_files_of_a_service_count() -> None:
    override = (
        "services:\n  api:\n    command: serve --port 8000\n  c:\n    command: x --port 8000\n"
    )
    after, left = renamed({**stack(), "/p/compose.override.yaml": override})
    changed = override.replace("serve --port 8000", "serve --port 9000")
    assert (after["/p/compose.override.yaml"], left) == (changed, [])


def test_the_ports_of_the_host_are_spoken_of_nowhere() -> None:
    text = 'services:\n  a:\n    ports: ["80<|>00:80"]\n    command: serve --port 8000\n'
    after, left = renamed({"/p/compose.yaml": text})
    assert after["/p/compose.yaml"].count("9000") == 1
    assert left == []
