"""A Dockerfile in the editor: what is said of its ports, and where else they stand."""

import pytest

from portlens.features.completion.complete import complete
from portlens.features.hover import hover
from portlens.features.rename import AT_VARIABLE, rename
from portlens.text.edit import Edit, apply_edits
from portlens.text.phrase import Phrase
from portlens.workspace.steps import finish
from tests.features._cursor import Cursor, cursor
from tests.features.test_navigation_across_files import all_places, goes, marked

COMPOSE = """\
services:
  api:
    build:
      context: ./api
      target: run
    ports: ["8080:8000"]
  edge:
    image: nginx
    volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf"]
"""
NGINX = "server { listen 80; location / { proxy_pass http://api:8000; } }\n"
IMAGE = """\
FROM python:3.12 AS build
EXPOSE 8000
FROM python:3.12 AS run
ENV PORT=8000
ARG ADMIN=9100
EXPOSE $PORT ${ADMIN} ${DEBUG:-5678} $NOWHERE
HEALTHCHECK CMD curl -f http://localhost:${PORT}/ || nc -z 127.0.0.1 9100
FROM run AS test
EXPOSE 8000/udp 5432
"""


def stack(compose: str = COMPOSE, nginx: str = NGINX, image: str = IMAGE) -> dict[str, str]:
    return {"/p/compose.yaml": compose, "/p/edge.conf": nginx, "/p/api/Dockerfile": image}


def said(found: Cursor) -> str:
    told = hover(found.document, found.offset, found.context, "en")
    return told.markdown if told else ""


@pytest.mark.parametrize(
    ("word", "words"),
    [
        (
            "$PO<|>RT ",
            "the image built from `run` says that it listens on **8000**/tcp inside its container",
        ),
        ("$PO<|>RT ", "Published as **8080** on all addresses"),
        ("$PO<|>RT ", "nginx `edge` (`edge.conf` line 1)"),
        ("$PO<|>RT ", "`PORT` is `8000`, from ENV in line 4"),
        ("${AD<|>MIN}", "`ADMIN` is `9100`, from ARG in line 5, unless the build is given another"),
        ("${DE<|>BUG:-5678}", "`DEBUG` has no value: its default `5678` holds"),
        ("$NOW<|>HERE", "`NOWHERE` is set neither here nor by a default"),
        (
            ":${PO<|>RT}/",
            "the image built from `run` connects to **8000**/tcp at `localhost`",
        ),
        ("54<|>32", "PostgreSQL"),
    ],
)
def test_a_hover(word: str, words: str) -> None:
    assert words in said(cursor(stack(image=marked(IMAGE, word))))


def test_a_stage_that_is_not_built() -> None:
    found = said(cursor(stack(image=IMAGE.replace("EXPOSE 8000\n", "EXPOSE 80<|>00\n"))))
    assert "it counts for `--target build`" in found
    assert "Published" not in found


def test_a_secret_is_not_shown() -> None:
    image = "FROM x\nENV TOKEN=s3cr3t\nEXPOSE ${TO<|>KEN}\n"
    assert "s3cr3t" not in said(cursor({"/p/Dockerfile": image}))


def test_all_places_of_a_port() -> None:
    everywhere = [
        "p/api/Dockerfile:6:$PORT",
        "p/api/Dockerfile:7:${PORT}",
        "p/compose.yaml:6:8000",
        "p/edge.conf:1:8000",
    ]
    for files in (
        stack(image=marked(IMAGE, "$PO<|>RT ")),
        stack(nginx=marked(NGINX, "80<|>00")),
        stack(compose=marked(COMPOSE, ":80<|>00")),
    ):
        assert all_places(cursor(files)) == everywhere


def test_nginx_leads_to_expose() -> None:
    found = goes(cursor(stack(nginx=marked(NGINX, "80<|>00"))))
    assert found == ["p/api/Dockerfile:6:$PORT", "p/compose.yaml:6:8000"]


def renamed(found: Cursor, new: str) -> dict[str, str] | Phrase:
    made = finish(rename(found.document, found.offset, new, found.context, found.documents))
    if isinstance(made, Phrase):
        return made
    by_path: dict[str, list[Edit]] = {}
    for edit in made.edits:
        by_path.setdefault(edit.path or found.document.path, []).append(edit)
    texts = found.context.workspace.text
    return {path: apply_edits(texts(path) or "", some) for path, some in by_path.items()}


def test_a_rename_goes_through_the_variable() -> None:
    assert renamed(cursor(stack(nginx=marked(NGINX, "80<|>00"))), "7000") == {
        "/p/compose.yaml": COMPOSE.replace("8000", "7000"),
        "/p/edge.conf": NGINX.replace("8000", "7000"),
        "/p/api/Dockerfile": IMAGE.replace("PORT=8000", "PORT=7000"),
    }


def test_a_rename_of_a_default() -> None:
    image = IMAGE.replace("8000/udp 5432", "${WEB:-8001} 8001")
    found = cursor({"/p/Dockerfile": marked(image, " 80<|>01\n")})
    assert renamed(found, "7001") == {"/p/Dockerfile": image.replace("8001", "7001")}


def test_a_variable_of_which_the_file_says_only_a_part() -> None:
    image = "FROM x\nENV A=80\nEXPOSE ${A}01 80<|>01\n"
    found = renamed(cursor({"/p/Dockerfile": image}), "7001")
    assert found == AT_VARIABLE.fill(place="Dockerfile:3")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("EXPOSE postg<|>", "5432"),
        ("EXPOSE 80 postg<|>", "5432"),
        ("EXPOSE <|>", "8080"),
        ("EXPOSE 80 <|>", "8080"),
        ("EXPOSE <|> 80", "8080"),
        ("EXPOSE 80 \\\n   <|>", "8080"),
        ("ONBUILD EXPOSE <|>", "8080"),
        ("expose 543<|>", "5432"),
    ],
)
def test_completion(line: str, offered: str) -> None:
    found = cursor({"/p/Dockerfile": f"FROM x\n{line}\n"})
    items = complete(found.document, found.offset, found.context, "en").items
    assert offered in [item.text for item in items]


@pytest.mark.parametrize(
    "line", ["RUN echo <|>", "# EXPOSE <|>", "EXPOSE 80\n<|>", "EXPOSE<|>", "EXPOSE ${PO<|>RT}"]
)
def test_no_port_is_offered(line: str) -> None:
    found = cursor({"/p/Dockerfile": f"FROM x\n{line}\n"})
    assert complete(found.document, found.offset, found.context, "en").items == ()
