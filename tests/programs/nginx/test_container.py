"""Includes of a configuration in a container lead to what the project gives to it."""

import json

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.model.socket import PortSpace
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.nginx.configuration import configuration
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import document

DEFAULT = "server { listen 80 default_server; }\n"
MAIN = (
    "events {}\nhttp { include /etc/nginx/conf.d/*.conf; "
    "upstream app { include /etc/nginx/snippets/app; } }\n"
)


def compose(*volumes: str) -> str:
    return f"services: {{edge: {{image: nginx, volumes: [{', '.join(map(repr, volumes))}]}}}}\n"


def around(files: dict[str, str]) -> Context:
    return Context(catalogue(), Settings(), Workspace(MemoryFiles(files)))


def rules(context: Context, path: str) -> list[str]:
    text = context.workspace.files.read(path)
    assert isinstance(text, str)
    result = analyse(document("nginx", text, path), context)
    assert not result.crashes
    return sorted({judged.finding.rule for judged in result.findings})


FILES = {
    "/p/compose.yaml": compose(
        "./main:/etc/nginx/nginx.conf:ro", "./sites:/etc/nginx/conf.d", "./snip:/etc/nginx/snippets"
    ),
    "/p/main": MAIN,
    "/p/sites/a.conf": DEFAULT,
    "/p/sites/b.conf": DEFAULT,
    "/p/snip/app": "server 127.0.0.1:99999;",
}


def test_every_file_is_judged_where_the_container_has_it() -> None:
    context = around(FILES)
    assert rules(context, "/p/main") == []
    assert rules(context, "/p/sites/a.conf") == []
    assert "duplicate-default-server" in rules(context, "/p/sites/b.conf")
    assert rules(context, "/p/snip/app") == ["port-out-of-range"]


@pytest.mark.parametrize("parts", ["conf.d", "templates"])
@pytest.mark.parametrize("first", ["part", "snippet"])
def test_what_parts_include_counts_from_the_images_folder(parts: str, first: str) -> None:
    part = f"/p/own/{parts}/b.conf{'.template' if parts == 'templates' else ''}"
    files = {
        "/p/compose.yaml": compose("./own:/etc/nginx"),
        part: "server { listen 80; include snippets/*; }\n",
        "/p/own/snippets/s": "listen 99999;\n",
        "/p/own/snippets/snippets/s": "listen 0;\n",
    }
    context = around(files)
    paths = [part, "/p/own/snippets/s"]
    for path in paths if first == "part" else reversed(paths):
        found = configuration(document("nginx", files[path], path), context.workspace)
        assert list(found.paths) == paths


def test_a_mount_that_goes_away_is_noticed() -> None:
    files = dict(FILES)
    context = around(files)
    assert rules(context, "/p/snip/app") == ["port-out-of-range"]
    files["/p/compose.yaml"] = compose("./main:/etc/nginx/nginx.conf")
    assert rules(context._replace(), "/p/snip/app") == []
    assert rules(context._replace(), "/p/sites/b.conf") == []
    files["/p/compose.yaml"] = FILES["/p/compose.yaml"]
    assert rules(context._replace(), "/p/snip/app") == ["port-out-of-range"]


@pytest.mark.parametrize("folder", ["conf.d", "templates"])
def test_the_main_file_may_be_the_images(folder: str) -> None:
    ending = ".conf" if folder == "conf.d" else ".conf.template"
    files = {
        "/p/compose.yaml": compose(f"./sites:/etc/nginx/{folder}"),
        f"/p/sites/a{ending}": DEFAULT,
        f"/p/sites/b{ending}": DEFAULT,
        "/p/sites/c.bak": DEFAULT,
    }
    context = around(files)
    assert rules(context, f"/p/sites/a{ending}") == []
    assert "duplicate-default-server" in rules(context, f"/p/sites/b{ending}")
    assert rules(context, "/p/sites/c.bak") == []


def test_single_files_stand_beside_those_of_the_image() -> None:
    """What else the image has there nobody sees: a name in it may be an upstream's."""
    files = {
        "/p/compose.yaml": compose(
            "./main:/etc/nginx/nginx.conf", "./site.conf:/etc/nginx/conf.d/site.conf"
        ),
        "/p/main": "events {} http { include /etc/nginx/conf.d/*.conf; }",
        "/p/site.conf": "server { listen 80; location / { fastcgi_pass php; } }",
    }
    assert rules(around(files), "/p/site.conf") == []
    files["/p/compose.yaml"] = compose("./main:/etc/nginx/nginx.conf", "./:/etc/nginx/conf.d")
    assert rules(around(files), "/p/site.conf") == ["missing-port"]


def test_two_services_are_two_containers() -> None:
    files = {
        "/p/compose.yaml": "services:\n"
        "  a: {volumes: ['./a.conf:/etc/nginx/conf.d/default.conf']}\n"
        "  b: {volumes: ['./b.conf:/etc/nginx/conf.d/default.conf']}\n",
        "/p/a.conf": DEFAULT,
        "/p/b.conf": DEFAULT,
    }
    assert rules(around(files), "/p/a.conf") == rules(around(files), "/p/b.conf") == []


def test_an_open_project_beside_says_it_too() -> None:
    files = dict(FILES)
    text = files.pop("/p/compose.yaml").replace("./", "../p/")
    context = around({**files, "/deploy/compose.yaml": text})
    assert rules(context, "/p/snip/app") == []
    context.workspace.open(document("compose", text, "/deploy/compose.yaml"))
    assert rules(context._replace(), "/p/snip/app") == ["port-out-of-range"]
    context.workspace.close("/deploy/compose.yaml")
    assert rules(context._replace(), "/p/snip/app") == []


@pytest.mark.parametrize(
    ("command", "has_nginx"),
    [
        ("", True),
        ("php-fpm -F", False),
        ("/usr/local/sbin/php-fpm8.3", False),
        ("sh -c 'php-fpm & nginx'", True),
        ("python3 fill_in.py && nginx", True),
        ("node server.js", False),
        ("nodemon", True),
    ],
)
def test_a_container_that_runs_something_else_only_shares_the_files(
    command: str, *, has_nginx: bool
) -> None:
    text = (
        "services:\n  app:\n    image: acme/app\n    volumes: [./sites:/etc/nginx/conf.d]\n"
        f"    command: {json.dumps(command)}\n"
    )
    context = around({"/p/compose.yaml": text, "/p/sites/a.conf": "server { listen 8081; }\n"})
    subject = context.workspace.document("/p/compose.yaml")
    assert subject is not None
    found = network_of(subject, context).sockets(PortSpace("container", "/p/compose.yaml#app"))
    assert [socket.first for socket in found] == ([8081] if has_nginx else [])
