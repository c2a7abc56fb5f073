"""Every statement in which a port stands, and some that look as if one did."""

import pytest

from portlens.formats.nginx.read import read
from portlens.model.port_use import PortUse


def uses(text: str, path: str = "") -> list[str]:
    return [_line(use, text) for use in read(text, path).uses]


def _line(use: PortUse, text: str) -> str:
    port = "-"
    if use.port is not None:
        port = use.port.span.of(text) or "?"
        if use.port.is_implied:
            port = f"({use.port.first})"
        elif use.port.is_variable:
            port += "$"
    address = use.address.text if use.address else ""
    return f"{use.role} {address} {port}/{use.transport} {use.owner}".strip()


HTTP = "http { %s }"
LOCATION = "http { server { location /a { %s } } }"
STREAM = "stream { server { listen 1; %s } }"
MAIL = "mail { %s }"


@pytest.mark.parametrize(
    ("around", "statement", "use"),
    [
        (HTTP, "server { listen 8080; }", "listens  8080/tcp server"),
        (HTTP, "server { server_name a b; listen 81-83; }", "listens  81-83/tcp server a"),
        (HTTP, "server { listen '[::1]:443' quic; }", "listens ::1 443/udp server"),
        (HTTP, "server { listen *:80; }", "listens 0.0.0.0 80/tcp server"),
        (HTTP, "server { listen localhost; }", "listens 127.0.0.1 (80)/tcp server"),
        (HTTP, "server { listen unix:/run/a.sock; }", "listens /run/a.sock -/tcp server"),
        (HTTP, "upstream u { server app; }", "connects app (80)/tcp upstream u"),
        (HTTP, "upstream u { server a:81 weight=5; }", "connects a 81/tcp upstream u"),
        (HTTP, "upstream u { server _x service=h; }", "connects _x -/tcp upstream u"),
        (HTTP, "resolver 127.0.0.11 valid=5s;", "connects 127.0.0.11 (53)/udp"),
        (HTTP, "resolver [::1]:5353 ipv6=off;", "connects ::1 5353/udp"),
        (HTTP, "access_log syslog:server=[::1]:5140,tag=x;", "connects ::1 5140/udp"),
        (HTTP, "error_log syslog:tag=x,server=log info;", "connects log (514)/udp"),
        (HTTP, "ssl_ocsp_responder http://ocsp:8080/;", "connects ocsp 8080/tcp"),
        (LOCATION, "proxy_pass http://a:81/x:9;", "connects a 81/tcp location /a"),
        (LOCATION, "proxy_pass https://a;", "connects a (443)/tcp location /a"),
        (LOCATION, "proxy_pass HTTP://a?x:9;", "connects a (80)/tcp location /a"),
        (LOCATION, "proxy_pass http://$a:81;", "connects  81/tcp location /a"),
        (LOCATION, "proxy_pass http://$a;", "connects  http://$a$/tcp location /a"),
        (LOCATION, "proxy_pass http://unix:/s:/x;", "connects /s -/tcp location /a"),
        (LOCATION, "grpc_pass grpcs://a:81;", "connects a 81/tcp location /a"),
        (LOCATION, "fastcgi_pass a:9000;", "connects a 9000/tcp location /a"),
        (LOCATION, "uwsgi_pass suwsgi://a:9000;", "connects a 9000/tcp location /a"),
        (LOCATION, "scgi_pass a:9000;", "connects a 9000/tcp location /a"),
        (LOCATION, "memcached_pass a:9000;", "connects a 9000/tcp location /a"),
        (LOCATION, "proxy_bind 127.0.0.1:81;", "connects 127.0.0.1 81/tcp location /a"),
        (LOCATION, "set $upstream_port 8080;", "connects  8080/tcp location /a"),
        (LOCATION, "set $x http://a:81/b;", "connects a 81/tcp location /a"),
        (HTTP, "map $a $b { default app:81; }", "connects app 81/tcp"),
        (HTTP, "map $a $port { default 81; }", "connects  81/tcp"),
        (HTTP, "otel_exporter { endpoint otel:4317; }", "connects otel 4317/tcp"),
        (STREAM, "proxy_pass db:5432;", "connects db 5432/tcp server"),
        (STREAM, "pass 127.0.0.1:8080;", "connects 127.0.0.1 8080/tcp server"),
        (MAIL, "auth_http http://a:81/x;", "connects a 81/tcp"),
        (MAIL, "auth_http a/x;", "connects a (80)/tcp"),
        (MAIL, "server { listen 143; }", "listens  143/tcp server"),
    ],
)
def test_a_port_is_found(around: str, statement: str, use: str) -> None:
    assert uses(around % statement)[-1] == use


@pytest.mark.parametrize(
    "statement",
    [
        "proxy_cache_path /c levels=1:2 keys_zone=x:10m;",
        "ssl_session_cache builtin:1000 shared:SSL:10m;",
        "server { server_name a:80 8080; }",
        "server { return 301 https://$host:8443$request_uri; }",
        "set_real_ip_from 10.0.0.1:80;",
        "types { text/html listen; }",
        "map $a $b { listen 80; }",
        "geo $a { 127.0.0.1:80 b; }",
        "# listen 80;",
        "log_format a 'listen 80;' \"listen 81;\";",
        'content_by_lua_block { listen 80; x = "}" -- }\n }',
        "set $x 12:30;",
        "set $x 8080;",
    ],
)
def test_no_port_is_found(statement: str) -> None:
    assert uses(HTTP % statement) == []


@pytest.mark.parametrize(
    ("statement", "ports"),
    [
        ("return 301 https://$host:8443$request_uri;", [8443]),
        ("return https://[::1]:8443/;", [8443]),
        ("rewrite ^/a$ http://b:81/c permanent;", [81]),
        ("error_page 497 https://$host:8443$request_uri;", [8443]),
        ("proxy_redirect http://a:81/ http://b:82/;", [81, 82]),
        ('add_header Alt-Svc \'h3=":443"; ma=86400, h2=":8443"\';', [443, 8443]),
        ("add_header Content-Security-Policy 'connect-src https://a:444 b';", [444]),
        ("return 301 https://$host$request_uri;", []),
        ("return 200 'at 12:30, 1:2';", []),
        ("return 301 https://$host:99999/;", []),
    ],
)
def test_what_clients_are_told_is_mentioned_and_no_use(statement: str, ports: list[int]) -> None:
    reading = read(HTTP % f"server {{ {statement} }}")
    assert not reading.uses
    assert [use.port.first for use in reading.mentions if use.port] == ports


def test_a_connection_of_a_udp_server_is_udp() -> None:
    text = "stream { server { listen 53 udp; proxy_pass dns:53; } }"
    assert uses(text)[-1] == "connects dns 53/udp server"


def test_the_name_of_an_upstream_has_no_port() -> None:
    text = "http { upstream App { server a:1; } server { location / { proxy_pass http://app; } } }"
    assert uses(text)[-1] == "connects app -/tcp location /"


@pytest.mark.parametrize(
    ("path", "text", "use"),
    [
        ("conf.d/a.conf", "server { listen ::; }", "listens  -/tcp server"),
        ("conf.d/a.conf", "server { listen a; }", "listens a (80)/tcp server"),
        ("stream.d/a.conf", "server { listen a; }", "listens a -/tcp server"),
        ("streams-enabled/a", "server { listen a; }", "listens a -/tcp server"),
        ("conf.d/a.conf", "server { listen a; proxy_pass b:1; }", "listens a -/tcp server"),
        ("conf.d/a.conf", "server { listen a; protocol imap; }", "listens a -/tcp server"),
        ("stream.d/a.conf", "server { listen a; location / { } }", "listens a (80)/tcp server"),
    ],
)
def test_a_part_belongs_to_the_module_that_text_or_path_tell(
    path: str, text: str, use: str
) -> None:
    assert uses(text, path)[0] == use
