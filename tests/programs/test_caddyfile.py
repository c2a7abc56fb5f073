"""A Caddy in a container: the variables that it has, and what is judged by them."""

import pytest

from portlens.analysis import analyse
from portlens.features.hover import hover
from portlens.features.symbols import outline
from portlens.formats.caddyfile.reader import read
from portlens.model.finding import Finding
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.program import resolved
from tests.network._stack import around

COMPOSE = """\
services:
  caddy:
    image: caddy:2
    {settings}
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
  api: {{image: acme/api, expose: ["3000"]}}
  php: {{image: acme/php, expose: ["9000"]}}
"""
LOOPBACK = "reverse_proxy {$UP:localhost:3000}"
MISSPELT = "reverse_proxy {$UP:apii:3000}"


def stack(line: str, settings: str, **more: str) -> Context:
    files = {
        "/p/compose.yaml": COMPOSE.format(settings=settings),
        "/p/Caddyfile": f":80 {{\n\t{line}\n}}\n",
    }
    return around({**files, **{f"/p/{name}": text for name, text in more.items()}})


def told(context: Context, path: str = "/p/Caddyfile") -> list[Finding]:
    document = context.workspace.document(path)
    assert document is not None
    result = analyse(document, context)
    assert not result.crashes
    return [judged.finding for judged in result.findings]


def rules(context: Context) -> list[str]:
    return [finding.rule for finding in told(context)]


def reached(context: Context) -> set[tuple[str, int, str]]:
    document = context.workspace.document("/p/compose.yaml")
    assert document is not None
    return {
        (each.address.text, each.first, each.certainty)
        for each in network_of(document, context).connections
        if each.place.path == "/p/Caddyfile"
    }


@pytest.mark.parametrize(
    ("line", "settings", "address"),
    [
        (LOOPBACK, "environment: {UP: 'api:3000'}", ("api", 3000)),
        (MISSPELT, "environment: ['UP=api:3000']", ("api", 3000)),
        ("reverse_proxy {$H:localhost}:3000", "environment: {H: api}", ("api", 3000)),
        ("php_fastcgi {$APP:127.0.0.1:9000}", "environment: {APP: 'php:9000'}", ("php", 9000)),
        ("reverse_proxy {$UP}", "environment: {UP: 'api:3000'}", ("api", 3000)),
        (LOOPBACK, "env_file: up.env", ("api", 3000)),
    ],
)
def test_the_value_of_the_container_counts(
    line: str, settings: str, address: tuple[str, int]
) -> None:
    context = stack(line, settings, **{"up.env": "UP=api:3000\n"})
    assert rules(context) == []
    assert reached(context) == {(*address, "certain")}


@pytest.mark.parametrize("line", [LOOPBACK, MISSPELT])
@pytest.mark.parametrize(
    "settings",
    [
        "environment: [UP]",
        "environment: {UP: }",
        "environment: {UP: null}",
        "environment: {UP: '${UP}'}",
        "env_file: nowhere.env",
        "env_file: [{path: nowhere.env, required: false}]",
        "env_file: ${FILE}",
        "entrypoint: [/start.sh]",
        "command: sh -c 'UP=api:3000 caddy run'",
    ],
)
def test_what_nobody_knows_is_not_judged(line: str, settings: str) -> None:
    context = stack(line, settings)
    assert rules(context) == []
    assert reached(context) == set()


@pytest.mark.parametrize(
    "settings", ["environment: {OTHER: x}", "env_file: up.env", "restart: always"]
)
def test_the_default_counts_where_nothing_sets_the_variable(settings: str) -> None:
    more = {"up.env": "OTHER=1\n"}
    assert rules(stack(LOOPBACK, settings, **more)) == ["loopback-in-container"]
    assert rules(stack(MISSPELT, settings, **more)) == ["unknown-proxy-host"]


def test_an_image_may_set_the_variable() -> None:
    recipe = "FROM caddy:2\nENV UP=api:3000 NONE=1\nCOPY Caddyfile /etc/caddy/Caddyfile\n"
    context = stack(MISSPELT, "build: .", Dockerfile=recipe)
    assert rules(context) == []
    other = stack(MISSPELT, "build: .", Dockerfile=recipe.replace("UP=", "OTHER="))
    assert rules(other) == ["unknown-proxy-host"]


def test_two_containers_with_different_values_leave_it_open() -> None:
    compose = COMPOSE.format(settings="environment: {UP: 'api:3000'}")
    second = (
        compose.partition("services:\n")[2].partition("  api:")[0].replace("caddy:\n", "two:\n")
    )
    files = {"/p/Caddyfile": f":80 {{\n\t{MISSPELT}\n}}\n"}
    same = around({**files, "/p/compose.yaml": compose + second})
    other = around({**files, "/p/compose.yaml": compose + second.replace("api:3000", "nobody:1")})
    for context in (same, other):
        assert all(not finding.fixes for finding in told(context))
    document = other.workspace.document("/p/Caddyfile")
    assert document is not None
    assert resolved(document, other.workspace).uses[1].address is None


def test_a_port_of_the_container_is_no_default() -> None:
    text = ":{$PORT:8080} {\n\trespond ok\n}\n"
    for settings, is_default in (("environment: {PORT: 9090}", False), ("init: true", True)):
        compose = COMPOSE.format(settings=settings)
        context = around({"/p/compose.yaml": compose, "/p/Caddyfile": text})
        document = context.workspace.document("/p/Caddyfile")
        assert document is not None
        document = resolved(document, context.workspace)
        shown = hover(document, text.index("PORT"), context, "en")
        assert shown is not None
        assert ("The default" in shown.markdown) is is_default
        assert ("**9090**" in shown.markdown) is not is_default


CONTAINERS = """\
services:
  edge:
    image: {image}
    environment: {{UP: "apii:3000", H: apii}}
    volumes: ["./{name}:{inside}"]
  api: {{image: acme/api, expose: ["3000"]}}
"""


@pytest.mark.parametrize(
    ("image", "inside", "text", "rule"),
    [
        ("caddy", "/etc/caddy/Caddyfile", ":80 {\n\treverse_proxy §\n}\n", "unknown-proxy-host"),
        (
            "haproxy",
            "/usr/local/etc/haproxy/haproxy.cfg",
            "defaults\n    mode http\n    timeout connect 5s\nbackend app\n    server a §\n",
            "unknown-server-host",
        ),
        (
            "nginx",
            "/etc/nginx/templates/default.conf.template",
            "server {\n    listen 80;\n    location / { proxy_pass http://§; }\n}\n",
            "unknown-upstream-host",
        ),
        (
            "httpd",
            "/usr/local/apache2/conf/httpd.conf",
            "Define UP apii:3000\nDefine H apii\nListen 80\nProxyPass / http://§/\n",
            "unknown-proxy-host",
        ),
    ],
)
@pytest.mark.parametrize("written", ["{UP}", "{H}:3000"])
def test_a_fix_replaces_no_variable(
    image: str, inside: str, text: str, rule: str, written: str
) -> None:
    name = inside.rpartition("/")[2]
    compose = CONTAINERS.format(image=image, inside=inside, name=name)
    variable = written.replace("{", "{$") if image == "caddy" else f"${written}"
    variable = f'"{variable}"' if image == "haproxy" else variable
    for upstream, is_fixed in (("apii:3000", True), (variable, False)):
        context = around({"/p/compose.yaml": compose, f"/p/{name}": text.replace("§", upstream)})
        found = [each for each in told(context, f"/p/{name}") if each.rule == rule]
        assert [bool(each.fixes) for each in found] == [is_fixed], upstream


@pytest.mark.parametrize("line", [LOOPBACK, "reverse_proxy {$H:localhost}:3000"])
def test_no_fix_replaces_a_default(line: str) -> None:
    (finding,) = told(stack(line, "init: true"))
    assert finding.rule == "loopback-in-container"
    assert not finding.fixes


def test_a_site_is_called_what_is_written() -> None:
    text = ":{$LISTEN} {\n\treverse_proxy api:3000\n}\n"
    context = around({"/p/Caddyfile": text})
    document = context.workspace.document("/p/Caddyfile")
    assert document is not None
    assert [use.owner for use in document.uses] == [":{$LISTEN}", ":{$LISTEN}"]
    assert [each.name for each in outline(document, context.catalogue, "en")] == [":{$LISTEN}"]


def test_addresses_by_words_of_bind_are_known_up_to_what_any_machine_has() -> None:
    assert _known_sites(sites=500, words=16) == 500
    assert _known_sites(sites=32, words=32) == 32
    assert _known_sites(sites=200, words=200) == 0


def _known_sites(sites: int, words: int) -> int:
    keys = ", ".join(f":{1024 + i}" for i in range(sites))
    bound = " ".join(f"10.0.{i}.1" for i in range(words))
    read_ = read(f"{keys} {{\n bind {bound}\n}}\n", "/p/Caddyfile")
    return sum(len(use.bound or ()) == words for use in read_.uses)
