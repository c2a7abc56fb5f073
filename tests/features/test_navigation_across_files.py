"""From a port to the others of its port space, in all files of a project and in no other."""

import pytest

from portlens.features.navigation import definition, highlights, references
from portlens.workspace.document import Document
from tests.features._cursor import Cursor, cursor

COMPOSE = """\
services:
  edge:
    image: nginx:1.27
    ports: ["8080:80"]
    volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf:ro"]
  api:
    image: acme/api
    ports: ["8001:8000"]
    environment:
      DATABASE_URL: postgres://db:5432/app
      CACHE: redis://cache:6379
  db:
    image: postgres
  cache:
    image: redis
    expose: ["6379"]
"""
NGINX = """\
upstream apps {
  server api:8000;
}
server {
  listen 80;
  location / { proxy_pass http://apps; }
  location /b { proxy_pass http://api:8000/b; }
  location /c { proxy_pass http://api:9999; }
}
"""


def stack(compose: str = COMPOSE, nginx: str = NGINX, *more: str) -> dict[str, str]:
    files = {}
    for name in ("shop", *more):
        files[f"/{name}/compose.yaml"] = COMPOSE
        files[f"/{name}/edge.conf"] = NGINX
    return {**files, "/shop/compose.yaml": compose, "/shop/edge.conf": nginx}


def goes(found: Cursor) -> list[str]:
    document, offset, context = found
    targets = definition(document, offset, context, found.documents)
    return [found.told(target.document, target.span) for target in targets]


def all_places(found: Cursor) -> list[str]:
    document, offset, context = found
    targets = references(document, offset, context, found.documents, with_origins=True)
    return [found.told(target.document, target.span) for target in targets]


def marked(text: str, word: str) -> str:
    assert text.count(word.replace("<|>", "")) == 1
    return text.replace(word.replace("<|>", ""), word)


@pytest.mark.parametrize(
    ("word", "targets"),
    [
        ("server api:80<|>00", ["shop/compose.yaml:8:8000"]),
        ("server a<|>pi:8000", ["shop/compose.yaml:8:8000"]),
        ("//api:80<|>00/b", ["shop/compose.yaml:8:8000"]),
        ("//api:99<|>99", ["shop/compose.yaml:6:api"]),
        ("listen 8<|>0", ["shop/compose.yaml:4:80"]),
        ("location /<|>b", []),
    ],
)
def test_from_nginx_to_the_service(word: str, targets: list[str]) -> None:
    assert goes(cursor(stack(nginx=marked(NGINX, word)), "nginx")) == targets


@pytest.mark.parametrize(
    ("word", "targets"),
    [
        (":80<|>00", ["shop/edge.conf:2:8000", "shop/edge.conf:7:8000"]),
        ("80<|>01:", []),
        ("db:54<|>32", ["shop/compose.yaml:12:db"]),
        ("d<|>b:5432", ["shop/compose.yaml:12:db"]),
        ("cache:63<|>79", ["shop/compose.yaml:16:6379"]),
        (':8<|>0"', ["shop/edge.conf:5:80"]),
    ],
)
def test_from_the_service_to_who_connects_to_it(word: str, targets: list[str]) -> None:
    assert goes(cursor(stack(marked(COMPOSE, word)))) == targets


def test_two_projects_with_equal_names_are_two() -> None:
    files = stack(COMPOSE, NGINX, "other", "third")
    files["/shop/compose.yaml"] = marked(COMPOSE, ":80<|>00")
    assert all_places(cursor(files)) == [
        "shop/compose.yaml:8:8000",
        "shop/edge.conf:2:8000",
        "shop/edge.conf:7:8000",
    ]


def test_a_file_that_two_projects_mount_belongs_to_both() -> None:
    files = stack(nginx=marked(NGINX, "server api:80<|>00"))
    text = COMPOSE.replace("./edge.conf", "../edge.conf")
    nginx = files.pop("/shop/edge.conf")
    files = {"/edge.conf": nginx, "/a/compose.yaml": text, "/b/compose.yaml": text}
    here = cursor(files, "nginx")
    for path in ("/a/compose.yaml", "/b/compose.yaml"):
        document = here.context.workspace.document(path)
        assert document is not None
        here.context.workspace.open(document)
    assert goes(here) == ["a/compose.yaml:8:8000", "b/compose.yaml:8:8000"]


def test_an_edit_and_a_deletion_count_at_once() -> None:
    here = cursor(stack(marked(COMPOSE, ":80<|>00")))
    workspace = here.context.workspace
    assert len(all_places(here)) == 3
    nginx = workspace.document("/shop/edge.conf")
    assert nginx is not None
    changed = Document(nginx.path, nginx.text.replace("api:8000;", "api:8001;"), nginx.format)
    workspace.open(changed)
    assert all_places(here) == ["shop/compose.yaml:8:8000", "shop/edge.conf:7:8000"]
    workspace.close(nginx.path)
    del workspace.files.texts[nginx.path]  # type: ignore[attr-defined]
    assert all_places(here) == ["shop/compose.yaml:8:8000"]


def test_highlights_are_of_this_file_alone() -> None:
    here = cursor(stack(nginx=marked(NGINX, "server api:80<|>00")), "nginx")
    found = highlights(here.document, here.offset, here.context)
    assert [(each.span.of(here.document.text), each.is_origin) for each in found] == [
        ("8000", False),
        ("8000", False),
    ]


def test_a_variable_is_as_good_as_a_number() -> None:
    compose = COMPOSE.replace("8001:8000", "8001:${API:-8000}")
    files = {**stack(compose, marked(NGINX, "server api:80<|>00")), "/shop/.env": ""}
    assert goes(cursor(files, "nginx")) == ["shop/compose.yaml:8:${API:-8000}"]


SERVICES = "other 5/tcp\nmyssh 22022/tcp my-ssh\n"


def test_a_name_leads_to_the_services_file_of_its_own_tree() -> None:
    files = {
        "/a/etc/services": SERVICES,
        "/a/etc/ssh/sshd_config": "Port my-<|>ssh\n",
        "/b/etc/services": SERVICES,
        "/b/etc/ssh/sshd_config": "Port myssh\n",
    }
    assert goes(cursor(files)) == ["a/etc/services:2:22022"]
    files["/a/etc/ssh/sshd_config"] = "Port myssh\n"
    files["/a/etc/services"] = SERVICES.replace("22022", "220<|>22")
    assert goes(cursor(files, "services")) == ["a/etc/ssh/sshd_config:1:myssh"]


DEVELOPED = """\
services:
  app: {image: acme/api, ports: ["8001:3000"]}
  db:
    image: postgres
    ports: ["5432:5432"]
"""
DEVCONTAINER = """\
{
  "dockerComposeFile": "../compose.yaml",
  "service": "app",
  "forwardPorts": [3000, "db:5432"]
}
"""


def developed(place: str, compose: str = DEVELOPED, file: str = DEVCONTAINER) -> dict[str, str]:
    return {"/shop/compose.yaml": compose, f"/shop/.devcontainer/{place}devcontainer.json": file}


def test_from_a_service_to_the_devcontainer_that_forwards_its_port_and_back() -> None:
    there = developed("", file=marked(DEVCONTAINER, "db:54<|>32"))
    assert goes(cursor(there, "devcontainer")) == ["shop/compose.yaml:5:5432"]
    published = cursor(developed("", marked(DEVELOPED, ':54<|>32"')))
    assert goes(published) == ["shop/.devcontainer/devcontainer.json:4:5432"]
    own = cursor(developed("", marked(DEVELOPED, ':30<|>00"')))
    assert all_places(own) == [
        "shop/.devcontainer/devcontainer.json:4:3000",
        "shop/compose.yaml:2:3000",
    ]


def test_one_of_several_devcontainers_names_the_file_from_its_own_folder() -> None:
    file = DEVCONTAINER.replace("../", "../../")
    here = cursor(developed("web/", marked(DEVELOPED, ':54<|>32"'), file))
    assert goes(here) == ["shop/.devcontainer/web/devcontainer.json:4:5432"]
    assert goes(cursor(developed("", marked(DEVELOPED, ':54<|>32"'), file))) == []
