"""Templates of nginx's image, read with the variables that a project gives its container."""

from collections.abc import Iterator

import pytest

from portlens.analysis import analyse
from portlens.features.hover import hover
from portlens.features.rename import Renamed, rename
from portlens.formats.nginx.word import Word, filled
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.text.edit import Edit
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import finish
from tests.network._stack import around

TEMPLATE = "/p/templates/default.conf.template"
SITE = """\
server {
    listen ${WEB_PORT};
    location / { proxy_pass http://${APP_HOST}:${APP_PORT}/x; }
    location /b { proxy_pass $BACK; }
    location /c { proxy_pass http://app:${NOBODY}; }
}
"""
COMPOSE = """\
services:
  edge:
    image: nginx:1.27
    environment:
      WEB_PORT: 8080
      APP_HOST: app
      APP_PORT: "3001"
    env_file: back.env
    volumes: ["./templates:/etc/nginx/templates:ro"]
  app: {image: acme/app}
"""
TWO = "  two: {volumes: ['./templates:/etc/nginx/templates'], environment: [WEB_PORT=1]}\n"
ENV = "BACK=http://app:9000\nWEB_PORT=1\n"
FILES = {"/p/compose.yaml": COMPOSE, TEMPLATE: SITE, "/p/back.env": ENV}


def site(files: dict[str, str]) -> tuple[Context, Document]:
    context = around(files)
    document = context.workspace.document(TEMPLATE)
    assert document is not None
    return context, resolved(document, context.workspace)


def ports(files: dict[str, str]) -> Iterator[str]:
    _, document = site(files)
    for use in document.uses:
        host = f"{use.address.text} " if use.address and use.role == "connects" else ""
        yield f"{host}{use.port.first if use.port else None}"


def rules(files: dict[str, str]) -> list[str]:
    context, _ = site(files)
    document = context.workspace.document(TEMPLATE)
    assert document is not None
    result = analyse(document, context)
    assert not result.crashes
    return sorted(judged.finding.rule for judged in result.findings)


def test_what_the_project_sets_is_filled_in_and_nothing_else() -> None:
    assert list(ports(FILES)) == ["8080", "app 3001", "app 9000", "app None"]
    assert rules(FILES) == []


@pytest.mark.parametrize(
    "change",
    [
        ("WEB_PORT: 8080", "WEB_PORT: ${WEB_PORT:-8080}"),
        ("WEB_PORT: 8080", "WEB_PORT:"),
        ("WEB_PORT: 8080", "WEB_PORT: 0x50"),
        ("WEB_PORT: 8080", "NGINX_ENVSUBST_FILTER: '^NGINX'\n      WEB_PORT: 8080"),
        ("WEB_PORT: 8080", "NGINX_ENVSUBST_FILTER: 'WEB_[A-Z]+'\n      WEB_PORT: 8080"),
        ("WEB_PORT: 8080", "NGINX_ENVSUBST_FILTER: ${FILTER}\n      WEB_PORT: 8080"),
        ("WEB_PORT: 8080", "NGINX_ENVSUBST_FILTER:\n      WEB_PORT: 8080"),
        ("WEB_PORT: 8080", "NGINX_ENVSUBST_OUTPUT_DIR: /tmp\n      WEB_PORT: 8080"),
        ("WEB_PORT: 8080", "NGINX_ENVSUBST_TEMPLATE_DIR: /tmp\n      WEB_PORT: 8080"),
        ("WEB_PORT: 8080", "NGINX_ENVSUBST_TEMPLATE_SUFFIX: .tpl\n      WEB_PORT: 8080"),
        ("WEB_PORT: 8080", "NGINX_ENVSUBST_FUTURE: x\n      WEB_PORT: 8080"),
        ("    image: nginx:1.27", "    image: nginx:1.27\n    entrypoint: /own.sh"),
        ("    image: nginx:1.27", "    image: nginx:1.27\n    command: sh -c 'WEB_PORT=1 nginx'"),
        ("  app:", f"{TWO}  app:"),
    ],
)
def test_what_is_in_doubt_stays_unknown(change: tuple[str, str]) -> None:
    files = {**FILES, "/p/compose.yaml": COMPOSE.replace(*change)}
    assert next(ports(files)) == "None"
    assert rules(files) == []


@pytest.mark.parametrize(
    "settings",
    [
        "NGINX_ENVSUBST_FILTER: WEB",
        "NGINX_ENVSUBST_FILTER: ^APP_|_PORT$$",
        "NGINX_ENVSUBST_FILTER: ^(WEB_PORT|BACK|APP_PORT)$$",
        "NGINX_ENVSUBST_TEMPLATE_DIR: /etc/nginx/templates/",
        "NGINX_ENVSUBST_TEMPLATE_SUFFIX: .conf.template",
        "NGINX_ENVSUBST_OUTPUT_DIR: /etc/nginx",
        "NGINX_ENVSUBST_STREAM_OUTPUT_DIR: /tmp",
    ],
)
def test_the_settings_of_the_script_count(settings: str) -> None:
    text = COMPOSE.replace("WEB_PORT: 8080", f"{settings}\n      WEB_PORT: 8080")
    assert next(ports({**FILES, "/p/compose.yaml": text})) == "8080"


def test_a_filter_leaves_the_other_names_open() -> None:
    text = COMPOSE.replace("WEB_PORT: 8080", "NGINX_ENVSUBST_FILTER: ^A\n      WEB_PORT: 8080")
    files = {**FILES, "/p/compose.yaml": text}
    assert list(ports(files)) == ["None", "app 3001", "None", "app None"]
    assert rules(files) == []


def test_templates_in_another_folder_with_another_ending() -> None:
    settings = "NGINX_ENVSUBST_TEMPLATE_DIR: /t\n      NGINX_ENVSUBST_TEMPLATE_SUFFIX: .tpl"
    text = COMPOSE.replace("WEB_PORT: 8080", f"{settings}\n      WEB_PORT: 8080")
    text = text.replace("./templates:/etc/nginx/templates:ro", "./templates:/t")
    path = "/p/templates/default.conf.tpl"
    context = around({**FILES, "/p/compose.yaml": text, path: SITE})
    document = context.workspace.document(path)
    assert document is not None
    uses = resolved(document, context.workspace).uses
    assert uses[0].port is not None
    assert uses[0].port.first == 8080


def test_a_list_of_names_and_values_is_an_environment_as_well() -> None:
    text = COMPOSE.replace(
        '      WEB_PORT: 8080\n      APP_HOST: app\n      APP_PORT: "3001"\n',
        "      - WEB_PORT=8081\n      - 'APP_HOST=app'\n      - APP_PORT=3002\n",
    )
    assert list(ports({**FILES, "/p/compose.yaml": text}))[:2] == ["8081", "app 3002"]


def test_conflicts_and_links_are_those_of_the_values() -> None:
    twice = SITE.replace("${WEB_PORT};", "${WEB_PORT} default_server;")
    both = f"{twice}server {{ listen 8080 default_server; server_name b; }}\n"
    assert rules({**FILES, TEMPLATE: both}) == ["duplicate-default-server"]
    nobody = {**FILES, "/p/compose.yaml": COMPOSE.replace("APP_HOST: app", "APP_HOST: apple")}
    assert rules(nobody) == ["unknown-upstream-host"]
    context, document = site(FILES)
    network = network_of(document, context)
    made = {(each.address.text, each.first) for each in network.connections}
    assert {("app", 3001), ("app", 9000)} <= made


def test_the_editor_leads_to_where_the_value_is_written() -> None:
    context, document = site(FILES)
    at = SITE.index("WEB_PORT")
    shown = hover(document, at, context, "en")
    assert shown is not None
    assert "listens on **8080**/tcp" in shown.markdown
    assert "`WEB_PORT` is 8080 in the container: line 5 of `compose.yaml`" in shown.markdown
    value = COMPOSE.index("8080")
    renamed = finish(rename(document, at, "8181", context, lambda: ()))
    assert isinstance(renamed, Renamed)
    assert renamed.edits == (Edit(Span(value, value + 4), "8181", "/p/compose.yaml"),)
    renamed = finish(rename(document, SITE.index("BACK"), "9001", context, lambda: ()))
    assert isinstance(renamed, Renamed)
    assert renamed.edits == (Edit(Span(16, 20), "9001", "/p/back.env"),)


def test_no_password_is_filled_in() -> None:
    files = {
        **FILES,
        TEMPLATE: "server { location / { proxy_pass http://u:${PASSWORD}@app:80; } }\n",
        "/p/compose.yaml": COMPOSE.replace("WEB_PORT: 8080", "PASSWORD: 'S3cr&t'"),
    }
    _, document = site(files)
    assert "S3cr" not in repr(document.uses)
    assert rules(files) == []


def test_parts_of_a_word_stand_where_they_are_written() -> None:
    text = "http://${HOST}:$PORT/a"
    word = filled(Word(text, Span(10, 10 + len(text))), {"HOST": "app", "PORT": "3001"})
    assert word.text == "http://app:3001/a"

    def part(of: str) -> str:
        start = word.text.rindex(of)
        found = word.part(start, start + len(of))
        return text[found.start - 10 : found.end - 10]

    assert part("http://") == "http://"
    assert part("app") == part("pp") == "${HOST}"
    assert part("3001") == part("00") == "$PORT"
    assert part("app:3001") == "${HOST}:$PORT"
    assert part(":") == ":"
    assert part("/a") == "/a"
    assert word.is_filled(7, 10)
    assert not word.is_filled(0, 7)
