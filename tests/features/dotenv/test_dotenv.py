"""A `.env` file in the editor: the ports of the project that reads it."""

import pytest

from portlens.analysis import analyse
from portlens.cli.inventory.record import records
from portlens.features.completion.complete import complete
from portlens.features.hover import hover
from portlens.features.other_end import other_ends
from portlens.features.rename import SHARED, rename
from portlens.features.symbols import outline
from portlens.text.phrase import Phrase
from portlens.workspace.steps import finish
from tests.features._cursor import Cursor, cursor
from tests.features.test_navigation_across_files import all_places, goes, marked

COMPOSE = """\
services:
  db:
    image: postgres
    ports: ["127.0.0.1:${DB_PORT:-5432}:${INNER}", "${NEW}:9000"]
  app:
    image: acme/app
    ports: ["${APP_PORT}:80"]
    environment:
      DB: postgres://db:${INNER}/
      PASSWORD: ${PASSWORD}
"""
ENV = """\
DB_PORT=15432
INNER='5433'  # inside
APP_PORT=8080
PASSWORD=5432
NEW=
"""


def stack(env: str = ENV, compose: str = COMPOSE) -> dict[str, str]:
    return {"/p/compose.yaml": compose, "/p/.env": env}


def said(found: Cursor) -> str:
    told = hover(found.document, found.offset, found.context, "en")
    return told.markdown if told else ""


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("154<|>32", "`services.db` publishes host port **15432**/tcp"),
        ("154<|>32", "`DB_PORT` is used at: `compose.yaml` line 4"),
        ("54<|>33", "`services.db` listens on **5433**/tcp inside its container"),
        ("54<|>33", "Reached from: `app` (`compose.yaml` line 9)"),
        ("54<|>33", "`INNER` is used at: `compose.yaml` line 4, `compose.yaml` line 9"),
    ],
)
def test_a_hover(word: str, words: str) -> None:
    assert words in said(cursor(stack(marked(ENV, word))))


@pytest.mark.parametrize("word", ["PASSWORD=54<|>32", "PASS<|>WORD", "NEW=<|>\n"])
def test_what_is_no_port_is_not_spoken_of(word: str) -> None:
    found = cursor(stack(marked(ENV, word)))
    assert said(found) == ""
    assert goes(found) == []


def test_a_number_is_nothing_where_no_project_takes_it_for_a_port() -> None:
    assert said(cursor({"/p/.env": marked(ENV, "154<|>32")})) == ""
    assert said(cursor({"/p/.env": marked(ENV, "154<|>32"), "/q/compose.yaml": COMPOSE})) == ""


def test_all_places_of_a_port() -> None:
    everywhere = [
        "p/.env:2:5433",
        "p/compose.yaml:4:${INNER}",
        "p/compose.yaml:9:${INNER}",
    ]
    assert all_places(cursor(stack(marked(ENV, "54<|>33")))) == everywhere
    compose = COMPOSE.replace(':${INNER}"', ':${IN<|>NER}"')
    assert all_places(cursor(stack(compose=compose))) == everywhere


def renamed(found: Cursor, new: str) -> list[tuple[str, str]] | Phrase:
    made = finish(rename(found.document, found.offset, new, found.context, found.documents))
    if isinstance(made, Phrase):
        return made
    return [(edit.path or found.document.path, edit.text) for edit in made.edits]


def test_a_rename_changes_the_value_alone() -> None:
    assert renamed(cursor(stack(marked(ENV, "54<|>33"))), "5444") == [("/p/.env", "5444")]
    written = COMPOSE.replace("db:${INNER}/", "db:5433/")
    found = renamed(cursor(stack(marked(ENV, "54<|>33"), written)), "5444")
    assert found == [("/p/.env", "5444"), ("/p/compose.yaml", "5444")]


def test_a_value_of_two_ports() -> None:
    compose = COMPOSE.replace("${APP_PORT}:80", "${INNER}:80")
    asked = compose.replace(':${INNER}", ', ':${IN<|>NER}", ')
    assert renamed(cursor(stack(compose=asked)), "5444") == SHARED.fill(place="compose.yaml:7")
    found = renamed(cursor(stack(marked(ENV, "54<|>33"), compose)), "5444")
    assert found == [("/p/.env", "5444")]


def offered(env: str) -> list[str]:
    found = cursor(stack(env))
    return [item.text for item in complete(found.document, found.offset, found.context, "en").items]


def test_the_next_free_port_is_offered() -> None:
    # 5432 and 8080 are taken.
    taken = COMPOSE.replace("${APP_PORT}", "8080")
    found = cursor(stack(marked(ENV, "NEW=<|>").replace("DB_PORT=15432", "DB_PORT=5432"), taken))
    items = complete(found.document, found.offset, found.context, "en").items
    assert items[0].hint == "free here"
    assert items[0].text not in {"5432", "8080"}


def test_completion() -> None:
    assert "5432" in offered(ENV.replace("15432", "postg<|>"))
    assert offered(marked(ENV, "8080<|>"))[0] == "8080"  # its own port is not taken by another
    assert offered(marked(ENV, "PASSWORD=5432<|>")) == []


def test_two_variables_of_one_port() -> None:
    found = cursor(stack(ENV.replace("DB_PORT=15432", "DB_PORT=8080<|>")))
    compose = found.context.workspace.document("/p/compose.yaml")
    assert compose is not None
    judged = [(each, analyse(each, found.context)) for each in (compose, found.document)]
    ends = [
        (found.told(found.document, end.span), end.message.en)
        for end in other_ends(found.document, judged)
    ]
    assert sorted(ends) == [
        ("p/.env:1:8080", "in conflict with compose.yaml:7"),
        ("p/.env:3:8080", "in conflict with compose.yaml:7"),
    ]


def test_the_inventory_counts_a_port_where_the_variable_stands() -> None:
    found = cursor(stack(marked(ENV, "154<|>32")))
    assert found.document.uses
    assert list(records(".env", found.document, found.context.catalogue)) == []


def test_an_outline() -> None:
    found = cursor(stack(marked(ENV, "154<|>32")))
    symbols = outline(found.document, found.context.catalogue, "en")
    assert [(each.name, each.detail) for each in symbols] == [
        ("services.db", "15432, 5433"),
        ("services.app", "8080"),
    ]


def test_an_edit_of_the_compose_file_counts_at_once() -> None:
    found = cursor(stack(marked(ENV, "154<|>32")))
    workspace = found.context.workspace
    compose = workspace.document("/p/compose.yaml")
    assert compose is not None
    workspace.open(compose.changed_to(COMPOSE.replace("DB_PORT", "OTHER")))
    raw = workspace.document("/p/.env")
    assert raw is not None
    assert said(found._replace(document=raw)) == ""
