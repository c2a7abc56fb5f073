"""Where addresses lead that are for browsers and clients: `localhost` is their machine."""

import pytest

from portlens.features.hover import hover
from portlens.features.navigation import definition
from portlens.features.rename import Renamed, rename
from portlens.workspace.steps import finish
from tests.features._cursor import Cursor, cursor

COMPOSE = """\
services:
  web:
    build: .
    environment:
      VITE_API: http://localhost:8080
      VITE_NONE: http://localhost:9999
  api:
    build: .
    ports: ['8080:3000']
  kafka:
    image: apache/kafka
    ports: ['19092:9092']
    environment:
      KAFKA_ADVERTISED_LISTENERS: IN://kafka:9092,OUT://localhost:19092
"""


def at(word: str) -> Cursor:
    marked = COMPOSE.replace(word, f"{word[:-1]}<|>{word[-1]}", 1)
    assert marked != COMPOSE
    return cursor({"/p/compose.yaml": marked})


def leads(found: Cursor) -> list[str]:
    targets = definition(found.document, found.offset, found.context, found.documents)
    lines = found.document.text.split("\n")
    return [lines[found.document.lines.position(each.span.start).line].strip() for each in targets]


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("localhost:8080", ["ports: ['8080:3000']"]),
        ("localhost:9999", []),
        ("localhost:19092", ["ports: ['19092:9092']"]),
        ("kafka:9092", ["ports: ['19092:9092']"]),
    ],
)
def test_a_browser_and_clients_find_what_is_published(word: str, lines: list[str]) -> None:
    assert leads(at(word)) == lines


def test_the_hover_says_where_a_page_leads() -> None:
    found = at("localhost:8080")
    text = hover(found.document, found.offset, found.context, "en")
    assert text is not None
    assert "Leads to `api`: `compose.yaml` line 9" in text.markdown


def test_the_host_port_is_renamed_in_pages_too() -> None:
    found = at("'8080")
    made = finish(rename(found.document, found.offset, "8888", found.context, found.documents))
    assert isinstance(made, Renamed)
    assert [edit.span.of(COMPOSE) for edit in made.edits] == ["8080", "8080"]
