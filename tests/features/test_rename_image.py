"""Renaming the port of a container whose image has a usual one."""

import pytest

from portlens.features.rename_image import IMAGE
from tests.features._cursor import cursor
from tests.features.test_navigation_across_files import marked
from tests.features.test_rename_across_files import renamed

CADDYFILE = ":80 {\n\treverse_proxy api:3000\n}\n"
COMPOSE = """\
services:
  api:
    build: ./api
    expose: ["3000"]
  web:
    image: caddy:2
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
"""
DOCKERFILE = "FROM node:20-alpine\nENV PORT=3000\nEXPOSE 3000\n"


def stack(path: str, word: str, image: str = "node:20-alpine") -> dict[str, str]:
    files = {
        "/p/Caddyfile": CADDYFILE,
        "/p/compose.yaml": COMPOSE,
        "/p/api/Dockerfile": DOCKERFILE.replace("node:20-alpine", image),
    }
    return {**files, path: marked(files[path], word)}


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/p/Caddyfile", "api:3<|>000"),
        ("/p/compose.yaml", '"3<|>000'),
        ("/p/api/Dockerfile", "EXPOSE 3<|>000"),
    ],
)
def test_a_language_has_no_port_of_its_own(path: str, word: str) -> None:
    assert renamed(cursor(stack(path, word)), "4000") == {
        "/p/Caddyfile": CADDYFILE.replace("3000", "4000"),
        "/p/compose.yaml": COMPOSE.replace("3000", "4000"),
        "/p/api/Dockerfile": DOCKERFILE.replace("3000", "4000"),
    }


def test_a_variable_of_the_image_says_its_port() -> None:
    changed = renamed(cursor(stack("/p/Caddyfile", "api:3<|>000", "redmine")), "4000")
    assert isinstance(changed, dict)
    assert "ENV PORT=4000\nEXPOSE 4000" in changed["/p/api/Dockerfile"]


def test_what_a_server_exposes_is_what_its_image_listens_on() -> None:
    files = stack("/p/Caddyfile", "api:3<|>000", "redmine")
    files["/p/api/Dockerfile"] = "FROM redmine\nEXPOSE 3000\n"
    assert renamed(cursor(files), "4000") == IMAGE.fill(image="redmine", port=3000)
