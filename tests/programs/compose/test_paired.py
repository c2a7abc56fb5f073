"""A host and its port in two variables are one address, where that is beyond doubt."""

import pytest

from portlens.analysis import analyse
from portlens.network.network import network_of
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
