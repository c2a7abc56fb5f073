"""From a port to the others that are the same."""

import pytest

from portlens.features.navigation import definition, highlights, references
from tests._judge import context, document
from tests._marks import without_cursor

COMPOSE = """\
services:
  web:
    image: nginx
    ports: ["8080:80"]
    volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf"]
  api:
    image: acme/api
    ports: ["8001:8000"]
    environment:
      DATABASE_URL: postgres://db:5432/app
  db:
    image: postgres
    expose: ["5432"]
"""
NGINX = """\
server {
  listen 80;
  location / { proxy_pass http://api:8000; }
  location /own { proxy_pass http://127.0.0.1:80; }
}
"""
SERVICES = "myssh 22022/tcp my-ssh\nother 5/tcp\n"
SSHD = "Port myssh\n"
SSH = "Host a\n  LocalForward 8080 x:80\n  DynamicForward localhost:8080\n"


def places(format_id: str, marked: str, what: str) -> list[str]:
    """Return `format:line:text` of what `what` gives at the cursor."""
    text, offset = without_cursor(marked)
    texts = {"compose": COMPOSE, "nginx": NGINX, "services": SERVICES, "sshd_config": SSHD}
    documents = {name: document(name, each) for name, each in texts.items()}
    subject = documents[format_id] = document(format_id, text)
    around = context({each.path: each.text for each in documents.values()})
    everything = list(documents.values())
    if what == "definition":
        targets = definition(subject, offset, around, lambda: everything)
    else:
        is_all = what == "references"
        targets = references(subject, offset, around, lambda: everything, with_origins=is_all)
    found = []
    for target in targets:
        line = target.document.lines.position(target.span.start).line + 1
        there = target.span.of(target.document.text)
        found.append(f"{target.document.format.id}:{line}:{there}")
        assert target.entry.covers(target.span)
    return found


@pytest.mark.parametrize(
    ("format_id", "marked", "targets"),
    [
        ("nginx", NGINX.replace("8000", "80<|>00"), ["compose:8:8000"]),
        ("nginx", NGINX.replace("127.0.0.1:80", "127.0.0.1:8<|>0"), ["compose:4:80", "nginx:2:80"]),
        ("nginx", NGINX.replace("listen 80", "listen 8<|>0"), ["nginx:4:80"]),
        ("compose", COMPOSE.replace("8001:8000", "8001:80<|>00"), ["nginx:3:8000"]),
        ("compose", COMPOSE.replace("db:5432", "db:54<|>32"), ["compose:13:5432"]),
        ("compose", COMPOSE.replace('"5432"', '"54<|>32"'), ["compose:10:5432"]),
        ("sshd_config", "Port my<|>ssh\n", ["services:1:22022"]),
        ("sshd_config", "Port my-<|>ssh\n", ["services:1:22022"]),
        ("services", SERVICES.replace("22022", "220<|>22"), ["sshd_config:1:myssh"]),
        ("ssh_config", SSH.replace("8080 x", "80<|>80 x"), ["ssh_config:3:8080"]),
        ("nginx", NGINX.replace("server {", "ser<|>ver {"), []),
    ],
)
def test_definition(format_id: str, marked: str, targets: list[str]) -> None:
    assert places(format_id, marked, "definition") == targets


def test_references_are_all_places_of_the_port() -> None:
    marked = NGINX.replace("8000", "80<|>00")
    assert places("nginx", marked, "references") == ["compose:8:8000", "nginx:3:8000"]
    assert places("nginx", marked, "uses") == ["nginx:3:8000"]


def test_the_ports_of_the_host_are_others_than_those_of_the_container() -> None:
    marked = NGINX.replace("listen 80", "listen 8<|>0")
    inside = ["compose:4:80", "nginx:2:80", "nginx:4:80"]
    assert places("nginx", marked, "references") == inside
    marked = COMPOSE.replace("8080:80", "80<|>80:80")
    assert places("compose", marked, "references") == ["compose:4:8080"]


@pytest.mark.parametrize(
    ("format_id", "marked", "count"),
    [
        ("nginx", NGINX.replace("listen 80", "listen 8<|>0"), 2),
        ("compose", COMPOSE.replace("db:5432", "db:54<|>32"), 2),
        ("sshd_config", "Port 2<|>2\nListenAddress 10.0.0.1:22\n", 2),
        ("ssh_config", SSH.replace("8080 x", "80<|>80 x"), 2),
        ("services", "a 5<|>3/tcp\nb 53/tcp\na 53/udp\n", 2),
        ("nginx", "ser<|>ver { listen 80; }", 0),
    ],
)
def test_highlights(format_id: str, marked: str, count: int) -> None:
    text, offset = without_cursor(marked)
    subject = document(format_id, text)
    found = highlights(subject, offset, context({subject.path: text}))
    assert len(found) == count
    if format_id == "compose":
        assert [each.is_origin for each in found] == [False, True]
