"""What a hover says of the files around: who connects, and by which ports from outside."""

import pytest

from portlens.features.hover import hover
from portlens.programs.program import resolved
from portlens.text.phrase import Language
from tests.features._cursor import cursor
from tests.features.test_navigation_across_files import COMPOSE, NGINX, marked, stack


def around(files: dict[str, str], format_id: str = "", language: Language = "en") -> list[str]:
    """Return the lines of a hover that speak of other places."""
    document, offset, context = cursor(files, format_id)
    found = hover(document, offset, context, language)
    assert found is not None
    begins = ("Reached from", "Published as", "Leads to", "Does not", "接続元", "公開先", "接続先")
    return [line for line in found.markdown.split("\n\n") if line.startswith(begins)]


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        (
            ":80<|>00",
            [
                (
                    "Reached from: nginx `edge` (`edge.conf` line 2), "
                    "nginx `edge` (`edge.conf` line 7)"
                ),
            ],
        ),
        (
            "cache:63<|>79",
            ["Leads to `cache`: `compose.yaml` line 16"],
        ),
        ('"63<|>79', ["Reached from: `api` (`compose.yaml` line 11)"]),
        ("80<|>80:80", []),
    ],
)
def test_in_a_compose_file(word: str, lines: list[str]) -> None:
    assert around(stack(marked(COMPOSE, word))) == lines


def test_what_nginx_listens_on_is_published() -> None:
    files = stack(nginx=marked(NGINX, "listen 8<|>0"))
    assert around(files, "nginx") == ["Published as **8080** on all addresses"]
    files["/shop/compose.yaml"] = COMPOSE.replace("8080:80", "127.0.0.1:8080:80")
    assert around(files, "nginx") == ["Published as **8080** on `127.0.0.1`"]


def test_japanese() -> None:
    assert around(stack(marked(COMPOSE, ":80<|>00")), language="ja") == [
        "接続元: nginx `edge`（`edge.conf` の 2 行目）、nginx `edge`（`edge.conf` の 7 行目）"
    ]
    files = stack(nginx=marked(NGINX, "listen 8<|>0"))
    assert around(files, "nginx", "ja") == ["公開先: すべてのアドレスの **8080**"]


def test_no_more_than_three_are_named() -> None:
    passes = "".join(f"location /{n} {{ proxy_pass http://api:8000; }}\n" for n in range(9))
    nginx = NGINX.replace("location / {", passes + "  location / {")
    (line,) = around(stack(marked(COMPOSE, ":80<|>00"), nginx))
    assert line.count("edge.conf") == 3
    assert line.endswith("and 8 more")


def test_two_projects_with_equal_names_are_two() -> None:
    files = stack(marked(COMPOSE, ":80<|>00"), NGINX.replace("api:8000", "api:1"), "other")
    assert around(files) == []


def test_a_name_cannot_write_markdown() -> None:
    compose = COMPOSE.replace("  edge:", '  "ed`**ge":')
    (line,) = around(stack(marked(compose, ":80<|>00")))
    assert "`` ed`**ge ``" in line or "``ed`**ge``" in line


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (
            "postgres://db:${PO<|>RT:-5432}/shop",
            # Nobody is known to listen on 5433 there.
            ["`PORT` is `5433`, from `.env`"],
        ),
        (
            "postgres://db:${OTHER<|>:-5432}/shop",
            [
                "Leads to `db`: `compose.yaml` line 5",
                "`OTHER` has no value: its default `5432` holds",
            ],
        ),
        (
            "postgres://d<|>b/shop",
            [
                "Leads to `db`: `compose.yaml` line 5",
                "No port is written here: the default is 5432",
            ],
        ),
    ],
)
def test_a_url_whose_port_only_the_project_knows(value: str, lines: list[str]) -> None:
    compose = "services:\n  api:\n    environment:\n      - URL={}\n  db: {{ image: postgres }}\n"
    files = {"/shop/compose.yaml": compose.format(value), "/shop/.env": "PORT=5433\n"}
    document, offset, context = cursor(files)
    found = hover(document, offset, context, "en")
    assert found is not None
    said, *others = found.markdown.split("\n\n")
    assert said.startswith("`services.api` connects to **543")
    assert [line for line in others if line in lines] == lines


@pytest.mark.parametrize("value", ["https://d<|>b.example.com/", "db.sq<|>lite", "${P<|>ORT}"])
def test_what_leads_to_nobody_has_none(value: str) -> None:
    compose = "services:\n  api:\n    environment:\n      - URL={}\n  db: {{ image: postgres }}\n"
    document, offset, context = cursor({"/shop/compose.yaml": compose.format(value)})
    assert hover(document, offset, context, "en") is None


@pytest.mark.parametrize("word", ["LocalForward 88<|>88", "RemoteForward 88<|>88"])
def test_the_two_ends_of_a_tunnel_are_on_two_machines(word: str) -> None:
    config = "Host a\n  LocalForward 8888 localhost:8888\n  RemoteForward 8889 localhost:8889\n"
    config += "Host b\n  RemoteForward 8888 localhost:80\n"
    # What the server is asked for is the only thing that reaches what it was made to listen on.
    reached = ["Reached from: `Host a` (`config` line 2)"] if word.startswith("R") else []
    assert around({"/h/.ssh/config": marked(config, word)}) == reached


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ('ports: !override ["9:80"]', "Not published: `compose.override.yaml` line 3 replaces"),
        ("ports: !reset []", "Not published: `compose.override.yaml` line 3 replaces"),
        ('ports: ["9:80"]', "`services.web` publishes host port **8080**"),
        ("expose: !override [81]", "`services.web` publishes host port **8080**"),
    ],
)
def test_ports_that_an_override_replaces(override: str, said: str) -> None:
    files = {
        "/p/compose.yaml": 'services:\n  web:\n    ports: ["80<|>80:80"]\n',
        "/p/compose.override.yaml": f"services:\n  web:\n    {override}\n",
    }
    document, offset, context = cursor(files)
    found = hover(document, offset, context, "en")
    assert found is not None
    assert found.markdown.startswith(said)
    there = files["/p/compose.override.yaml"].replace("9:80", "<|>9:80")
    if "<|>" in there:
        counts = {"/p/compose.yaml": files["/p/compose.yaml"].replace("<|>", "")}
        document, offset, context = cursor({**counts, "/p/compose.override.yaml": there})
        found = hover(document, offset, context, "en")
        assert found is not None
        assert found.markdown.startswith("`services.web` publishes host port **9**")


def test_who_listens_in_a_network_that_is_shared() -> None:
    text = (
        'services:\n  vpn: {image: qmcgaw/gluetun, ports: ["80<|>80:8080", "7000:7000"]}\n'
        "  torrent: {image: linuxserver/qbittorrent, network_mode: 'service:vpn'}\n"
    )
    said = hover(*cursor({"/p/compose.yaml": text})[:3], "en")
    assert said
    assert "Listening in the same network" not in said.markdown
    said = hover(*cursor({"/p/compose.yaml": text.replace("80<|>80:8080", "8080:80<|>80")}), "en")
    assert said
    assert "Listening in the same network: `torrent`\n" in said.markdown


@pytest.mark.parametrize(
    ("base", "title"),
    [
        ("{ image: postgres:16 }", "### 8083 · PostgreSQL"),
        ("{ build: . }", "### 8083 · us-srv"),
        ("{ image: '${IMAGE}' }", "### 8083 · us-srv"),
    ],
)
def test_an_override_knows_the_image_that_the_other_file_gives(base: str, title: str) -> None:
    compose = f"services:\n  data: {base}\n"
    override = 'services:\n  data:\n    ports: ["80<|>83:8081"]\n'
    files = {"/p/compose.yaml": compose, "/p/compose.override.yaml": override}
    document, offset, context = cursor(files)
    found = hover(document, offset, context, "en")
    assert found is not None
    assert title in found.markdown
    context.workspace.files.texts["/p/compose.yaml"] = compose.replace(  # type: ignore[attr-defined]
        base, "{ image: redis }"
    )
    changed = hover(resolved(document, context.workspace), offset, context, "en")
    assert changed is not None
    assert "### 8083 · Redis" in changed.markdown


NAMELESS = """\
services:
  vpn: {image: vpn, networks: [front]}
  torrent: {image: torrent, network_mode: "service:vpn"}
  agent: {image: agent, network_mode: host}
  job: {image: job, networks: [back]}
  app: {image: app, networks: [front], environment: {A: "http://NAME:80<|>80"}}
networks: {front: {}, back: {}}
"""


@pytest.mark.parametrize("name", ["torrent", "agent"])
def test_a_service_without_a_name_is_not_reached_by_it(name: str) -> None:
    files = {"/p/compose.yaml": NAMELESS.replace("NAME", name)}
    assert around(files) == [
        f"Does not reach `{name}`: it has no network of its own, and so no name on this one"
    ]


def test_a_service_of_another_network_is_not_reached() -> None:
    files = {"/p/compose.yaml": NAMELESS.replace("NAME", "job")}
    assert around(files) == ["Does not reach `job`: `app` has no network in common with it"]
