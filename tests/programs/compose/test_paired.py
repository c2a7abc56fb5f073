"""A host and its port in two variables are one address, where that is beyond doubt."""

import pytest

from portlens.analysis import analyse
from portlens.network.around import network_of
from tests.network._stack import around

STACK = """\
services:
  web:
    image: acme/web
    environment:
{lines}
  db: {{image: "postgres:17", ports: ["5433:5432"]}}
"""


def _stack(*lines: str, env: str = "") -> tuple[list[tuple[str, int, str]], list[str]]:
    """Return the connections of `web`, and what is told of the file."""
    text = STACK.format(lines="".join(f"      {line}\n" for line in lines))
    context = around({"/p/compose.yaml": text, "/p/.env": env})
    document = context.workspace.document("/p/compose.yaml")
    assert document is not None
    made = network_of(document, context).written_in(document.path)
    rules = [one.finding.rule for one in analyse(document, context).findings]
    for each in made:
        assert each.host is not None
        assert each.address.text in each.host.of(text)
    return (
        [(each.address.text, each.first, each.certainty) for each in made],
        [rule for rule in rules if rule != "published-to-all-interfaces"],
    )


def test_the_port_of_the_host_is_told() -> None:
    wrong = ([("db", 5433, "certain")], ["wrong-side-port"])
    assert _stack("DB_HOST: db", "DB_PORT: 5433") == wrong
    assert _stack("- MY_DATABASE_HOST=db", '- "MY_DATABASE_PORT=5433"') == wrong
    assert _stack("DB_HOST: db", "DB_PORT: ${DB_PORT}", env="DB_PORT=5433\n") == wrong


def test_the_port_of_the_container_is_right() -> None:
    assert _stack("DB_HOST: db", "DB_PORT: 5432") == ([("db", 5432, "certain")], [])
    assert _stack("DB_HOST: db", "DB_PORT: ${P:-5432}") == ([("db", 5432, "default")], [])


IN_FILE = """\
services:
  web:
    image: acme/web
    env_file: [first.env, web.env]
    environment: [{own}]
  db: {{image: "postgres:17", ports: ["5433:5432"]}}
"""


def _in_file(text: str, own: str = "A=b", **others: str) -> tuple[list[tuple[str, int]], list[str]]:
    """Return what `web` connects to by its `web.env`, and what is told of the Compose file."""
    files = {f"/p/{name}.env": other for name, other in others.items()}
    stack = {"/p/compose.yaml": IN_FILE.format(own=own), "/p/web.env": text, **files}
    context = around(stack)
    document = context.workspace.document("/p/compose.yaml")
    assert document is not None
    made = network_of(document, context).written_in("/p/web.env")
    for each in made:
        assert each.host is not None
        assert each.host.of(text) == each.address.text
    rules = [one.finding.rule for one in analyse(document, context).findings]
    return (
        [(each.address.text, each.first) for each in made],
        [rule for rule in rules if rule != "published-to-all-interfaces"],
    )


def test_an_env_file_says_the_same() -> None:
    wrong = ([("db", 5433)], ["wrong-side-port"])
    assert _in_file("DB_HOST=db\nDB_PORT=5433\n") == wrong
    assert _in_file("P=5433\nDB_HOST='db'\nDB_PORT=\"${P}\"\n") == wrong
    assert _in_file("DB_HOST=db\nDB_PORT=${P:-5433}\n") == wrong
    assert _in_file("DB_HOST=db\nDB_PORT=5432\n") == ([("db", 5432)], [])


def test_what_another_place_says_of_a_half_makes_no_pair_of_it() -> None:
    pair = "DB_HOST=db\nDB_PORT=5433\n"
    assert _in_file(pair, own="DB_PORT=5432") == ([], [])
    assert _in_file(pair, own="DB_HOST=elsewhere") == ([], [])
    assert _in_file("DB_PORT=5433\n", first="DB_HOST=db\n") == ([], [])
    assert _in_file(pair, first="DB_HOST=x\nDB_PORT=1\n")[0] == [("db", 5433)]
    assert _in_file("STATSD_HOST=db\nSTATSD_PORT=5433\n") == ([], [])


@pytest.mark.parametrize(
    "lines",
    [
        ("DB_HOST: db",),
        ("DB_PORT: 5433",),
        ("DB_HOST: other", "DB_PORT: 5433"),  # nobody of this project
        ("DB_HOST: db.example.org", "DB_PORT: 5433"),
        ("DB_HOST: web", "DB_PORT: 5433"),  # its own name: where it listens
        ("DB_HOST: localhost", "DB_PORT: 5433"),
        ("DB_HOST: db", "REDIS_PORT: 5433"),
        ("DB_HOST: db", "DB_PORT: tcp"),
        ("DB_HOST: db", "DB_PORT: 0"),
        ("DB_HOST: db", "DB_PORT: ${NOWHERE}"),
        ("STATSD_HOST: db", "STATSD_PORT: 5433"),  # over UDP
        ("PUBLIC_DB_HOST: db", "PUBLIC_DB_PORT: 5433"),
        ("KAFKA_ADVERTISED_HOST: db", "KAFKA_ADVERTISED_PORT: 5433"),
        ("db_host: db", "db_port: 5433"),
    ],
)
def test_nothing_is_said_in_doubt(lines: tuple[str, ...]) -> None:
    assert _stack(*lines) == ([], [])
