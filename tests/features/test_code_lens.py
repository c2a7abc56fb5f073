"""Code lenses: in how many other places a port is used."""

import pytest

from portlens.features.code_lens import code_lenses
from portlens.text.phrase import Language
from tests.features._cursor import cursor
from tests.features.test_navigation_across_files import COMPOSE, NGINX, marked, stack


def titles(files: dict[str, str], format_id: str = "", language: Language = "en") -> list[str]:
    document, _, context = cursor(files, format_id)
    return [
        f"{lens.span.of(document.text)} {lens.title}"
        for lens in code_lenses(document, context, language)
    ]


@pytest.mark.parametrize(
    ("language", "lenses"),
    [
        (
            "en",
            [
                "80 used in 1 other place: edge.conf",
                "8000 used in 2 other places: edge.conf",
                "6379 used in 1 other place: compose.yaml",
            ],
        ),
        (
            "ja",
            [
                "80 ほかの 1 か所で使用: edge.conf",
                "8000 ほかの 2 か所で使用: edge.conf",
                "6379 ほかの 1 か所で使用: compose.yaml",
            ],
        ),
    ],
)
def test_in_a_compose_file(language: Language, lenses: list[str]) -> None:
    assert titles(stack(marked(COMPOSE, "serv<|>ices:"), NGINX, "other"), "", language) == lenses


def test_in_nginx() -> None:
    files = stack(nginx=marked(NGINX, "listen 8<|>0"))
    assert titles(files, "nginx") == ["80 used in 1 other place: compose.yaml"]


def test_equal_numbers_of_two_machines_are_no_other_places() -> None:
    files = {"/a/sshd_config": "Port 8<|>0\n", "/b/nginx.conf": "server { listen 80; }"}
    assert titles(files) == []


def test_more_than_three_files_are_not_named() -> None:
    services = "".join(
        f"  s{n}:\n    image: nginx\n    volumes: ['./{n}.conf:/etc/nginx/conf.d/default.conf']\n"
        for n in range(4)
    )
    files = stack(marked(COMPOSE, "serv<|>ices:") + services)
    passes = "server {{ listen 80; location / {{ proxy_pass http://api:8000; }} }}\n"
    files.update({f"/shop/{n}.conf": passes.format() for n in range(4)})
    (line,) = (line for line in titles(files) if line.startswith("8000"))
    assert line == "8000 used in 6 other places: 0.conf, 1.conf, 2.conf…"
