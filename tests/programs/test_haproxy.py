"""A HAProxy in a container: the files that it is started with, and the variables that it has."""

import pytest

from portlens.analysis import analyse
from portlens.features.hover import hover
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.program import resolved
from tests.network._stack import around

COMPOSE = """\
services:
  lb:
    image: haproxy:3.0
    command: haproxy -W -db -f /usr/local/etc/haproxy/haproxy.cfg -f /usr/local/etc/haproxy/conf.d
    environment: {APP: app, APP_PORT: 8080, LISTEN: 9000}
    volumes:
      - ./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg
      - ./more:/usr/local/etc/haproxy/conf.d
    ports: ["80:9000", "81:9001", "82:9002"]
  app: {image: acme/app, expose: [8080]}
"""
SITE = """\
frontend web
    bind ":${LISTEN}"
    default_backend app
backend app
    server one "${APP}:${APP_PORT}"
    server two ${APP}:$NOBODY
"""
FILES = {
    "/p/compose.yaml": COMPOSE,
    "/p/haproxy.cfg": "defaults\n    mode http\nfrontend more\n    bind :9001\n",
    "/p/more/site.cfg": SITE,
    "/p/more/notes.txt": "frontend none\n    bind :9002\n",
}


def told(context: Context, path: str) -> list[str]:
    document = context.workspace.document(path)
    assert document is not None
    result = analyse(document, context)
    assert not result.crashes
    return sorted(judged.finding.rule for judged in result.findings)


def test_every_file_and_folder_of_the_command_is_read() -> None:
    context = around(FILES)
    document = context.workspace.document("/p/compose.yaml")
    assert document is not None
    network = network_of(document, context)
    lb = next(space for space in network.spaces if space.id.endswith("#lb"))
    listening = {socket.first for socket in network.sockets(lb) if socket.certainty == "certain"}
    assert listening == {9000, 9001}
    assert network.is_whole(lb)
    assert "unserved-port" in told(context, "/p/compose.yaml")
    made = {(each.address.text, each.first) for each in network.connections if each.space == lb}
    assert made == {("app", 8080)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("-f /usr/local/etc/haproxy/conf.d", "-f /usr/local/etc/haproxy/other.d"),
        ("LISTEN: 9000", "LISTEN: ${LISTEN}"),
        ("command: haproxy", "command: sh -c 'LISTEN=9002 exec haproxy' # haproxy"),
    ],
)
def test_what_is_not_seen_keeps_the_rest_in_doubt(before: str, after: str) -> None:
    context = around({**FILES, "/p/compose.yaml": COMPOSE.replace(before, after)})
    assert "unserved-port" not in told(context, "/p/compose.yaml")


def test_a_hover_tells_what_the_container_fills_in() -> None:
    context = around(FILES)
    document = context.workspace.document("/p/more/site.cfg")
    assert document is not None
    document = resolved(document, context.workspace)
    shown = hover(document, SITE.index("LISTEN"), context, "en")
    assert shown is not None
    assert "**9000**/tcp" in shown.markdown
    assert "`${LISTEN}` is 9000, by `setenv`" in shown.markdown
    shown = hover(document, SITE.index("NOBODY"), context, "en")
    assert shown is not None
    assert "so the port is not known here" in shown.markdown


def test_a_server_without_a_port_is_asked_at_that_of_the_client() -> None:
    text = (
        "listen db\n    bind :5432\n    bind [::]:5432\n    server one db\n    server two db:+1\n"
        "listen many\n    bind :1,:2\n    server one db\n"
        "listen range\n    bind :1-2\n    server one db\n"
        "listen path\n    bind :3,unix@/x\n    server one unix@/y\n    server two db:4\n"
        "frontend f\n    bind :6\nbackend b\n    server one db\n"
    )
    context = around({"/p/haproxy.cfg": text})
    document = context.workspace.document("/p/haproxy.cfg")
    assert document is not None
    connects = [use for use in document.uses if use.role == "connects"]
    ports = [use.port.first if use.port else None for use in connects]
    assert ports == [5432, None, None, None, None, 4, None]
    shown = hover(document, text.index("one db") + 4, context, "en")
    assert shown is not None
    assert "connects to **5432**/tcp at `db`" in shown.markdown
