"""Ports in free text: only what can be nothing else, and never a fault."""

import pytest

from portlens.formats.compose.reader import read

FILE = """\
services:
  web:
    image: registry.example.org:5000/web:80
    {line}
  db:
    image: postgres:16
    ports: ["127.0.0.1:5432:5432"]
"""


def mentioned(line: str) -> list[tuple[str, str]]:
    text = FILE.format(line=line)
    reading = read(text, "")
    assert not reading.faults
    found = [use for use in reading.uses if use.role == "connects"]
    assert {use.owner for use in found} <= {"services.web"}
    return [(use.span.of(text), use.port.span.of(text)) for use in found if use.port]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("environment: {URL: 'postgres://u:p@db:5432/x'}", [("db:5432", "5432")]),
        ("environment: ['URL=http://[::1]:8080/']", [("[::1]:8080", "8080")]),
        ("command: wait-for db:5432 localhost:80", [("db:5432", "5432"), ("localhost:80", "80")]),
        ("healthcheck: {test: curl http://127.0.0.1:9200/}", [("127.0.0.1:9200", "9200")]),
        ("logging: {options: {syslog-address: 'udp://logs:514'}}", [("logs:514", "514")]),
        ("labels: ['x.loadbalancer.server.port=8080']", [("8080", "8080")]),
        ("labels: {x.loadbalancer.server.port: 8081}", [("8081", "8081")]),
        ("x-note: http://example.com:8080/", [("example.com:8080", "8080")]),
    ],
)
def test_found(line: str, wanted: list[tuple[str, str]]) -> None:
    assert mentioned(line) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "# http://db:5432/ is a comment",
        "command: run  # db:5432",
        "environment: {A: 'other:5432', T: '12:30', U: 'http://db:99999/', V: 'db:5432abc'}",
        "volumes: ['./db:/db', 'data:/var/lib/db:ro']",
        "environment: {PORT: 5432, NAME: db}",
        "user: 1000:1000",
        "container_name: db:5432",
        "environment: {URL: 'http://db:${PORT}/', V6: 'db:1:2'}",
    ],
)
def test_not_found(line: str) -> None:
    assert not mentioned(line)


@pytest.mark.parametrize(("scheme", "transport"), [("udp", "udp"), ("tcp", "tcp"), ("http", "tcp")])
def test_the_scheme_tells_the_transport(scheme: str, transport: str) -> None:
    text = (
        f"services:\n  web:\n    logging: {{options: {{gelf-address: '{scheme}://logs:12201'}}}}\n"
    )
    (use,) = read(text, "").uses
    assert use.transport == transport
