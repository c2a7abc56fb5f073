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
        ("labels: {traefik.http.services.a-b.loadBalancer.server.port: '80'}", [("80", "80")]),
        (
            "deploy: {labels: ['traefik.tcp.services.a.loadbalancer.server.port=81']}",
            [("81", "81")],
        ),
        (
            "labels: [traefik.port=3000, traefik.admin.port=3001]",
            [("3000", "3000"), ("3001", "3001")],
        ),
        ("environment: {VIRTUAL_HOST: a.example.org, VIRTUAL_PORT: 8080}", [("8080", "8080")]),
        ("environment: ['VIRTUAL_PORT=8080']", [("8080", "8080")]),
        ("labels: {caddy.reverse_proxy: '{{upstreams 8080}}'}", [("8080", "8080")]),
        ("labels: ['caddy_0.handle.reverse_proxy={{ upstreams https 8443 }}']", [("8443", "8443")]),
        ("x-note: http://example.com:8080/", [("example.com:8080", "8080")]),
    ],
)
def test_found(line: str, wanted: list[tuple[str, str]]) -> None:
    assert mentioned(line) == wanted


@pytest.mark.parametrize(
    ("line", "listening", "connecting"),
    [
        ("environment: {KAFKA_LISTENERS: 'A://0.0.0.0:9092,B://:9093,C://db:9094'}", 3, 0),
        ("environment: ['KAFKA_CFG_LISTENERS=A://:9092,B://[::]:9093']", 2, 0),
        ("environment: {LISTENERS: 'A://:1', ADVERTISED_LISTENERS: 'A://db:1'}", 1, 1),
        ("environment: {kafka.advertised.listeners: 'A://db:1', listeners: 'A://:1'}", 1, 1),
        ("command: serve --bind 0.0.0.0:8000 --db db:5432", 1, 1),
        ("command: [etcd, '--listen-client-urls=http://0.0.0.0:2379']", 1, 0),
        ("command: [etcd, '--listen-peer-urls', 'http://0.0.0.0:2380']", 1, 0),
        ("command: serve --bind 127.0.0.1:8000", 1, 0),
        ("command: gunicorn -b 127.0.0.1:8000 app:app", 1, 0),
        ("command: python manage.py runserver 0.0.0.0:8000", 1, 0),
        ("command: node --inspect=0.0.0.0:9229 .", 1, 0),
        ("environment: {HTTP_ADDR: '0.0.0.0:80', BIND_ADDRESS: '127.0.0.1:81'}", 2, 0),
        ("environment: {DATABASE_URL: 'postgres://a:b@0.0.0.0:5432/x'}", 0, 1),
        ("healthcheck: {test: [CMD, probe, '0.0.0.0:8000']}", 0, 1),
        ("healthcheck: {test: curl http://0.0.0.0:8000/}", 0, 1),
        ("environment: {URL: 'http://:80'}", 0, 0),
        ("command: [--entrypoints.web.address=:80, --entryPoints.web-2.address=:443/tcp]", 2, 0),
        ("environment: {TRAEFIK_ENTRYPOINTS_WEB_ADDRESS: ':80/udp'}", 1, 0),
    ],
)
def test_what_a_service_listens_on_is_no_connection(
    line: str, listening: int, connecting: int
) -> None:
    uses = [use for use in read(FILE.format(line=line), "").uses if use.role != "publishes"]
    roles = [use.role for use in uses]
    assert (roles.count("container"), roles.count("connects")) == (listening, connecting)


@pytest.mark.parametrize(
    "line",
    [
        "# http://db:5432/ is a comment",
        "command: run  # db:5432",
        "environment: {A: 'other:5432', T: '12:30', U: 'http://db:99999/', V: 'db:5432abc'}",
        "volumes: ['./db:/db', 'data:/var/lib/db:ro']",
        "environment: {PORT: 5432, NAME: db, MY_VIRTUAL_PORT: 80, VIRTUAL_PORT: 80-81}",
        "labels: [my-traefik.port=3000, x.server.port=80, 'upstreams 80', traefik.port.name=80]",
        "labels: {caddy.reverse_proxy: '{{upstreams}}', caddy: '{{upstreams 80 81}}'}",
        "user: 1000:1000",
        "container_name: db:5432",
        "environment: {URL: 'http://db:${PORT}/', V6: 'db:1:2'}",
    ],
)
def test_not_found(line: str) -> None:
    assert not mentioned(line)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_follows_a_health_check_is_none(end: str) -> None:
    line = "healthcheck:\n      test: [CMD, probe, '0.0.0.0:8000']\n    command: run 0.0.0.0:9000"
    reading = read(FILE.format(line=line).replace("\n", end), "")
    roles = [(use.role, use.port.first) for use in reading.uses if use.port and not use.target]
    assert roles == [("connects", 8000), ("container", 9000)]


@pytest.mark.parametrize(("scheme", "transport"), [("udp", "udp"), ("tcp", "tcp"), ("http", "tcp")])
def test_the_scheme_tells_the_transport(scheme: str, transport: str) -> None:
    text = (
        f"services:\n  web:\n    logging: {{options: {{gelf-address: '{scheme}://logs:12201'}}}}\n"
    )
    (use,) = read(text, "").uses
    assert use.transport == transport


def test_a_label_tells_its_transport() -> None:
    label = "traefik.udp.services.dns.loadbalancer.server.port=53"
    (use,) = read(f"services:\n  web:\n    labels: [{label}]\n", "").uses
    assert use.transport == "udp"
