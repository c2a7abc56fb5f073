"""Renaming a port in all files that speak of it."""

from collections.abc import Iterable

import pytest

from portlens.analysis import analyse
from portlens.features.rename import (
    AT_VARIABLE,
    IN_RANGE,
    OUTSIDE,
    READ_ONLY,
    SHARED,
    VARIABLE,
    rename,
)
from portlens.features.rename_image import IMAGE
from portlens.formats.registry import format_named
from portlens.text.edit import Edit, apply_edits
from portlens.text.phrase import Phrase
from portlens.workspace.steps import finish
from portlens.workspace.workspace import Workspace
from tests.features._cursor import Cursor, cursor
from tests.features.test_navigation_across_files import COMPOSE, NGINX, marked, stack


def renamed(found: Cursor, new: str) -> dict[str, str] | Phrase:
    """Return the texts of the files that a rename changes, by path."""
    document, offset, context = found
    made = finish(rename(document, offset, new, context, found.documents))
    if isinstance(made, Phrase):
        return made
    by_path: dict[str, list[Edit]] = {}
    for edit in made.edits:
        by_path.setdefault(edit.path or document.path, []).append(edit)
    return {
        path: apply_edits(context.workspace.text(path) or "", edits)
        for path, edits in by_path.items()
    }


def test_the_container_side_changes_in_all_files_of_the_project() -> None:
    files = stack(marked(COMPOSE, ":80<|>00"), NGINX, "other")
    assert renamed(cursor(files), "9000") == {
        "/shop/compose.yaml": COMPOSE.replace("8001:8000", "8001:9000"),
        "/shop/edge.conf": NGINX.replace("api:8000", "api:9000"),
    }


def test_the_host_side_is_another_port() -> None:
    files = stack(marked(COMPOSE, "80<|>80:80"), NGINX)
    assert renamed(cursor(files), "8888") == {
        "/shop/compose.yaml": COMPOSE.replace("8080:80", "8888:80")
    }


def test_what_the_projects_own_nginx_listens_on_can_change() -> None:
    files = stack(COMPOSE, marked(NGINX, "listen 8<|>0"))
    assert renamed(cursor(files, "nginx"), "81") == {
        "/shop/compose.yaml": COMPOSE.replace("8080:80", "8080:81"),
        "/shop/edge.conf": NGINX.replace("listen 80", "listen 81"),
    }


def test_a_port_that_a_url_implies_is_written() -> None:
    compose = COMPOSE.replace("8001:8000", "8001:80")
    nginx = NGINX.replace("api:8000", "api")
    files = stack(marked(compose, "8001:8<|>0"), nginx)
    assert renamed(cursor(files), "81") == {
        "/shop/compose.yaml": compose.replace("8001:80", "8001:81"),
        "/shop/edge.conf": nginx.replace("server api;", "server api:81;").replace(
            "//api/b", "//api:81/b"
        ),
    }


def test_a_shared_file_changes_in_both_projects() -> None:
    text = COMPOSE.replace("./edge.conf", "../edge.conf")
    files = {
        "/x/edge.conf": NGINX,
        "/x/a/compose.yaml": marked(text, ":80<|>00"),
        "/x/b/compose.yaml": text,
    }
    found = cursor(files)
    other = found.context.workspace.document("/x/b/compose.yaml")
    assert other is not None
    found.context.workspace.open(other)
    after = renamed(found, "9000")
    assert isinstance(after, dict)
    assert sorted(after) == ["/x/a/compose.yaml", "/x/b/compose.yaml", "/x/edge.conf"]


ENV = COMPOSE.replace("8001:8000", "8001:${API_PORT}")


def test_the_value_in_the_env_file_changes() -> None:
    files = {**stack(ENV, marked(NGINX, "server api:80<|>00")), "/shop/.env": "API_PORT=8000\n"}
    assert renamed(cursor(files, "nginx"), "9000") == {
        "/shop/.env": "API_PORT=9000\n",
        "/shop/edge.conf": NGINX.replace("api:8000", "api:9000"),
    }


def test_a_variable_at_the_cursor_leads_to_the_env_file() -> None:
    files = {**stack(marked(ENV, "API<|>_PORT")), "/shop/.env": "API_PORT=8000\n"}
    after = renamed(cursor(files), "9000")
    assert isinstance(after, dict)
    assert after["/shop/.env"] == "API_PORT=9000\n"


def reason(files: dict[str, str], format_id: str = "", new: str = "9000") -> Phrase:
    found = renamed(cursor(files, format_id), new)
    assert isinstance(found, Phrase)
    return found


def test_a_variable_of_two_ports_is_left_alone() -> None:
    compose = marked(ENV, ":${API<|>_PORT}").replace("8001:$", "${API_PORT}:$")
    found = reason({**stack(compose), "/shop/.env": "API_PORT=8000\n"})
    assert found == SHARED.fill(place="compose.yaml:8")


def test_a_url_in_the_env_file_is_not_replaced_by_a_number() -> None:
    compose = COMPOSE + "    environment: {URL: '${URL}'}\n"
    files = {
        **stack(compose, marked(NGINX, "server api:80<|>00")),
        "/shop/.env": "URL=http://api:8000/x\n",
    }
    assert reason(files, "nginx").en.startswith("at compose.yaml:")


def test_a_default_is_for_anyone_to_change() -> None:
    compose = COMPOSE.replace("8001:8000", "8001:${API:-8000}")
    assert reason(stack(marked(compose, "{A<|>PI"))) == VARIABLE
    found = reason(stack(compose, marked(NGINX, "server api:80<|>00")), "nginx")
    assert found == AT_VARIABLE.fill(place="compose.yaml:8")


@pytest.mark.parametrize("word", ["db:54<|>32", "cache:63<|>79", '"63<|>79"'])
def test_a_port_of_an_image_stays(word: str) -> None:
    image, port = ("postgres", 5432) if "db" in word else ("redis", 6379)
    assert reason(stack(marked(COMPOSE, word))) == IMAGE.fill(image=image, port=port)


def test_a_port_of_a_range_stays() -> None:
    compose = COMPOSE.replace("8001:8000", "8001-8003:8000-8002")
    found = reason(stack(compose, marked(NGINX, "server api:80<|>00")), "nginx")
    assert found == IN_RANGE.fill(place="compose.yaml:8")


def test_a_file_that_may_not_be_written_stops_all() -> None:
    here = cursor(stack(marked(COMPOSE, ":80<|>00")))
    here.context.workspace.files.read_only.add("/shop/edge.conf")  # type: ignore[attr-defined]
    assert renamed(here, "9000") == READ_ONLY.fill(path="/shop/edge.conf")


def test_a_file_outside_the_workspace_stops_all() -> None:
    files = {**stack(ENV, marked(NGINX, "server api:80<|>00")), "/shop/.env": "API_PORT=8000\n"}
    here = cursor(files, "nginx")
    closed = Workspace(here.context.workspace.files, lambda: ["/elsewhere"])
    for path in files:
        document = here.context.workspace.document(path)
        if document is not None:
            closed.open(document)
    found = here._replace(context=here.context._replace(workspace=closed))
    assert isinstance(renamed(found, "9000"), Phrase)
    assert renamed(found, "9000") == OUTSIDE.fill(path="/shop/edge.conf")


def test_a_number_that_is_taken_is_refused() -> None:
    found = reason(stack(marked(COMPOSE, "80<|>80:80")), new="8001")
    assert found.en.startswith("compose.yaml would have an error: ")
    assert "8001" in found.en


def test_a_service_name_changes_where_it_is_defined_and_used() -> None:
    files = {
        "/a/etc/services": "other 5/tcp\nmyssh 22022/tcp my-ssh\n",
        "/a/etc/ssh/sshd_config": "Port my<|>ssh\n",
        "/a/etc/ssh/ssh_config": "Host x\n  Port myssh\nHost y\n  Port my-ssh\n",
    }
    assert renamed(cursor(files), "admin-ssh") == {
        "/a/etc/services": "other 5/tcp\nadmin-ssh 22022/tcp my-ssh\n",
        "/a/etc/ssh/sshd_config": "Port admin-ssh\n",
        "/a/etc/ssh/ssh_config": "Host x\n  Port admin-ssh\nHost y\n  Port my-ssh\n",
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_rename_brings_no_error(seed: int) -> None:
    """Stacks of services that call each other: every port in turn gets a number of its own."""
    files = generated(seed)
    changes = 0
    for path, text in files.items():
        format_id = "nginx" if path.endswith(".conf") else ""
        if path.endswith(".env"):
            continue
        for offset in range(len(text)):
            is_start = text[offset].isdigit() and not text[offset - 1].isdigit()
            if not is_start:
                continue
            here = cursor(
                {**files, path: text[: offset + 1] + "<|>" + text[offset + 1 :]}, format_id
            )
            after = renamed(here, "4711")
            if isinstance(after, dict) and after:
                changes += 1
                assert errors({**files, **after}) == errors(files), (path, offset, after)
    assert changes


def generated(seed: int) -> dict[str, str]:
    from random import Random

    draw = Random(seed)
    services = [f"s{number}" for number in range(draw.randint(2, 4))]
    ports = {name: draw.choice([3000, 5000, 8000, 9090]) for name in services}
    lines = ["services:"]
    for number, name in enumerate(services):
        other = draw.choice(services)
        target = draw.choice([str(ports[name]), f"${{{name.upper()}}}"])
        lines += [
            f"  {name}:",
            f"    image: acme/{name}",
            f'    ports: ["{8100 + number}:{target}"]',
            "    environment:",
            f"      OTHER: http://{other}:{ports[other]}/",
        ]
    lines += [
        "  edge:",
        "    image: nginx",
        '    ports: ["80:8080"]',
        '    volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf"]',
    ]
    passes = "\n".join(
        f"  location /{name} {{ proxy_pass http://{name}:{ports[name]}; }}" for name in services
    )
    return {
        "/p/compose.yaml": "\n".join(lines) + "\n",
        "/p/edge.conf": f"server {{\n  listen 8080;\n{passes}\n}}\n",
        "/p/.env": "".join(f"{name.upper()}={port}\n" for name, port in ports.items()),
    }


def errors(
    files: dict[str, str], paths: Iterable[str] = ("/p/compose.yaml", "/p/edge.conf")
) -> list[str]:
    from tests.network._stack import around

    context = around(files)
    found = []
    for path in paths:
        format_ = format_named("nginx") if path.endswith(".conf") else None
        document = context.workspace.document(path, format_)
        assert document is not None
        found += [
            one.finding.rule
            for one in analyse(document, context).findings
            if one.severity == "error"
        ]
    return found


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/p/.env", "80<|>80"),
        ("/p/compose.yaml", "WEB<|>_PORT"),
        ("/p/compose.override.yaml", "WEB<|>_PORT"),
    ],
)
def test_an_overridden_entry_is_no_other_port(path: str, word: str) -> None:
    entry = '- "${WEB_PORT}:80"\n'
    files = {
        "/p/.env": "WEB_PORT=8080\n",
        "/p/compose.yaml": f"services:\n  web:\n    image: nginx\n    ports:\n      {entry}",
        "/p/compose.override.yaml": f"services:\n  web:\n    ports: !override\n      {entry}",
    }
    files[path] = marked(files[path], word)
    assert renamed(cursor(files), "9090") == {"/p/.env": "WEB_PORT=9090\n"}


def test_a_variable_that_a_port_elsewhere_has_as_well_stays() -> None:
    files = {
        "/p/.env": "PORT=80<|>80\n",
        "/p/compose.yaml": 'services:\n  web:\n    image: nginx\n    ports: ["${PORT}:80"]\n'
        '  api:\n    image: acme/api\n    environment: {TO: "http://elsewhere.example:${PORT}"}\n',
    }
    assert renamed(cursor(files), "9090") == SHARED.fill(place="compose.yaml:7")
