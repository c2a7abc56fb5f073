"""The graph of ports says of a port what a check says of it."""

from portlens.features.port_graph.rows import rows
from tests.features.test_port_graph import edges, graph


def test_what_a_check_finds_in_vain_is_marked_so() -> None:
    stack = """\
services:
  redis:
    image: redis:7
    command: ["redis-server", "--port", "6380"]
    ports: ["6379:6379"]
  db: {image: "postgres:16", ports: ["5433:5432"]}
  fine: {image: "postgres:16", ports: ["5434:5432"]}
  app:
    image: acme/app
    env_file: app.env
    environment: {REDIS: "redis://redis:6379/0", FINE: "postgres://fine:5432"}
"""
    found = graph({"/p/compose.yaml": stack, "/p/app.env": "DB=postgres://db:5433/x\n"})
    listed = [(row.node.label, row.text, row.marks) for row in rows(found)]
    assert listed == [
        ("redis", "6379/tcp", ("unserved",)),
        ("redis", "6380/tcp", ()),
        ("db", "5432/tcp", ()),
        ("db", "5433", ("unserved",)),
        ("fine", "5432/tcp", ()),
    ]


def test_what_is_suppressed_is_not_marked() -> None:
    stack = """\
services:
  db: {image: "postgres:16"}
  app:
    image: acme/app
    environment:
      DB: postgres://db:5433/x  # portlens: ignore[unserved-port]
"""
    assert edges(graph({"/p/compose.yaml": stack})) == ["app > db 5433 unknown"]
