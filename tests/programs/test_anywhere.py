"""What a file names is found wherever the project lies: with `..`, with wildcards, in any format.

On a share of Windows, and in a file system of an editor's own, a path begins with two slashes.
"""

from typing import NamedTuple

import pytest

from portlens.formats.registry import format_named
from portlens.programs.named import all_named
from portlens.programs.program import program_of
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles

ROOTS = ["/home/me/p", "C:/p", "//server/share/p", "//memfs:shop", "//vscode-vfs:github/me/p"]
HTTPD = "Listen 9007\n"
SERVER = "server { listen 9007; }\n"
SERVICE = "services: {web: {image: a, ports: ['9007:80']}}\n"


class Naming(NamedTuple):
    """A file that names others, whose texts are in `parts`."""

    format_id: str
    path: str
    text: str
    parts: dict[str, str]


NGINX = "etc/nginx/nginx.conf"
NAMING = [
    Naming("nginx", NGINX, "http { include parts/*; }\n", {"etc/nginx/parts/one": SERVER}),
    Naming("nginx", NGINX, "http { include ../parts/*; }\n", {"etc/parts/one": SERVER}),
    Naming("nginx", NGINX, "http { include ../*/o?e; }\n", {"etc/parts/one": SERVER}),
    Naming("nginx", NGINX, "http { include ../parts/one; }\n", {"etc/parts/one": SERVER}),
    Naming("nginx", NGINX, "http { include ../../*/parts/*; }\n", {"srv/parts/one": SERVER}),
    Naming(
        "nginx",
        "proxy/nginx.conf",
        "http { include ../a/*; }\n",
        {"a/one": "include ../b/*;\n", "b/two": SERVER},
    ),
    Naming(
        "sshd_config", "etc/ssh/sshd_config", "Include ../parts/*\n", {"etc/parts/one": "Port 9\n"}
    ),
    Naming(
        "sshd_config", "etc/ssh/sshd_config", "Include ../*/o*\n", {"etc/parts/one": "Port 9\n"}
    ),
    Naming(
        "ssh_config", "etc/ssh/ssh_config", "Include ../parts/one\n", {"etc/parts/one": "Port 9\n"}
    ),
    Naming("apache", "httpd/httpd.conf", "Include ../parts/*\n", {"parts/one": HTTPD}),
    Naming("apache", "httpd/httpd.conf", "Include ../p*s/one\n", {"parts/one": HTTPD}),
    Naming("apache", "httpd/httpd.conf", "Include ../parts\n", {"parts/one": HTTPD}),
    Naming("caddyfile", "caddy/Caddyfile", "import ../parts/*\n", {"parts/one": ":9007 {\n}\n"}),
    Naming("caddyfile", "caddy/Caddyfile", "import ../parts/one\n", {"parts/one": ":9007 {\n}\n"}),
    Naming(
        "devcontainer",
        ".devcontainer/devcontainer.json",
        '{"dockerComposeFile": "../stack/dev.yaml"}',
        {"stack/dev.yaml": SERVICE},
    ),
    Naming(
        "compose",
        "stack/compose.yaml",
        "services: {proxy: {image: nginx, volumes: ['../parts:/etc/nginx/conf.d']}}\n",
        {"parts/one.conf": SERVER},
    ),
    Naming(
        "compose",
        "stack/compose.yaml",
        "services: {web: {build: ../image}}\n",
        {"image/Dockerfile": "FROM a\n"},
    ),
]


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("naming", NAMING, ids=lambda naming: f"{naming.path}-{naming.text[:40]}")
def test_files_that_are_named(naming: Naming, root: str) -> None:
    texts = {naming.path: naming.text, **naming.parts}
    workspace = Workspace(
        MemoryFiles({f"{root}/{path}": text for path, text in texts.items()}), lambda: (root,)
    )
    document = workspace.document(f"{root}/{naming.path}", format_named(naming.format_id))
    assert document is not None
    assert list(all_named([document], workspace)) == [f"{root}/{path}" for path in naming.parts]


MERGED = [
    ("include: [../other/compose.yaml]\n", {"other/compose.yaml": SERVICE}),
    ("services: {web: {extends: {file: ../a.yaml, service: web}}}\n", {"a.yaml": SERVICE}),
    (
        "services: {web: {image: a, env_file: ../a.env, ports: ['${P:-9007}:80']}}\n",
        {"a.env": "X=1\n"},
    ),
    (
        "include: [{path: ../other/compose.yaml, env_file: ../a.env}]\n",
        {"other/compose.yaml": SERVICE.replace("9007", "$P"), "a.env": "P=9007\n"},
    ),
]


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize(("text", "parts"), MERGED)
def test_what_a_compose_project_takes_in(text: str, parts: dict[str, str], root: str) -> None:
    texts = {"stack/compose.yaml": text, **parts}
    workspace = Workspace(
        MemoryFiles({f"{root}/{path}": each for path, each in texts.items()}), lambda: (root,)
    )
    document = workspace.document(f"{root}/stack/compose.yaml")
    assert document is not None
    published = [
        socket.first for socket in program_of(document, workspace).sockets if socket.first != 80
    ]
    assert set(published) == {9007}
