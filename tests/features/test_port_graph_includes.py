"""What several projects are made of, in the graph of ports."""

import pytest

from tests.features.test_port_graph import edges, graph


@pytest.mark.parametrize("folder", ["a", "z"])
@pytest.mark.parametrize("env_file", ["", ", env_file: FOLDER/own.env"])
def test_what_another_project_includes_is_drawn_once(folder: str, env_file: str) -> None:
    files = {
        "/p/compose.yaml": (
            f"include: [{{path: {folder}/compose.yaml{env_file.replace('FOLDER', folder)}}}]\n"
            'services: {app: {image: x, environment: {A: "http://db:5432"}}}\n'
        ),
        f"/p/{folder}/compose.yaml": (
            'services: {db: {image: "postgres:17", ports: ["${DB:-5544}:5432"]}}\n'
        ),
        f"/p/{folder}/own.env": "DB=5555\n",
    }
    port = 5555 if env_file else 5544
    assert edges(graph(files)) == [f"{port}/tcp > db 5432", "app > db 5432"]


def test_what_two_projects_include_is_drawn_in_both() -> None:
    text = (
        "include: [../db.yaml]\nservices: {app: {image: x, environment: {A: 'http://db:5432'}}}\n"
    )
    files = {
        "/p/one/compose.yaml": text,
        "/p/db.yaml": 'services: {db: {image: "postgres:17"}}\n',
        "/p/two/compose.yaml": text,
    }
    assert edges(graph(files)) == ["app > db 5432", "app > db 5432"]
