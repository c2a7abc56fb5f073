"""The names and ports of other containers, where a connection is typed."""

import pytest

from portlens.features.completion.complete import complete
from tests.features._cursor import cursor
from tests.features.test_navigation_across_files import COMPOSE, NGINX, stack


def offered(files: dict[str, str], format_id: str = "") -> list[str]:
    document, offset, context = cursor(files, format_id)
    return [item.text for item in complete(document, offset, context, "en").items]


@pytest.mark.parametrize(
    ("word", "typed", "names"),
    [
        ("http://api:8000/b;", "http://<|>;", ["apps", "api", "cache", "db"]),
        ("http://api:8000/b;", "http://c<|>", ["cache"]),
        ("http://api:8000/b;", "http://<|>pi:8000/b;", ["apps", "api", "cache", "db"]),
        ("server api:8000;", "server <|>;", ["api", "cache", "db"]),
        ("server api:8000;", "server a<|>;", ["api", "cache"]),
        ("http://api:8000/b;", "http://$<|>host;", []),
    ],
)
def test_names_in_nginx(word: str, typed: str, names: list[str]) -> None:
    found = offered(stack(nginx=NGINX.replace(word, typed)), "nginx")
    assert [name for name in found if not name.startswith("shop-")] == names


@pytest.mark.parametrize(
    ("word", "typed", "names"),
    [
        ("redis://cache:6379", "redis://<|>", ["cache", "db", "edge"]),
        ("redis://cache:6379", "redis://u:p@ca<|>", ["cache"]),
        ("redis://cache:6379", "x # http://<|>", []),
    ],
)
def test_names_in_an_environment(word: str, typed: str, names: list[str]) -> None:
    found = offered(stack(COMPOSE.replace(word, typed)))
    assert [name for name in found if not name.startswith("shop-")] == names


def test_the_service_that_is_asked_for_is_the_one_around_the_cursor() -> None:
    """`solo` is on a network of its own."""
    text = COMPOSE + "  solo:\n    networks: [own]\n    environment: {A: 'http://<|>'}\n"
    text += "  other:\n    networks: [own]\nnetworks: {own: }\n"
    found = offered(stack(text))
    assert [name for name in found if not name.startswith("shop-")] == ["other"]


@pytest.mark.parametrize(
    ("word", "typed", "first"),
    [
        ("http://api:8000/b;", "http://api:<|>;", ["8000"]),
        ("http://api:8000/b;", "http://cache:<|>;", ["6379"]),
        ("http://api:8000/b;", "http://db:5<|>;", ["5432"]),
    ],
)
def test_ports_behind_a_name(word: str, typed: str, first: list[str]) -> None:
    found = offered(stack(nginx=NGINX.replace(word, typed)), "nginx")
    assert found[: len(first)] == first


def test_what_is_certain_goes_before_the_usual() -> None:
    nginx = NGINX.replace("listen 80;", "listen 8088;")
    text = COMPOSE.replace("redis://cache:6379", "http://edge:80<|>")
    assert offered(stack(text, nginx))[:2] == ["8088", "80"]


def test_a_configuration_that_nobody_mounts_gets_its_own_upstreams_alone() -> None:
    text = NGINX.replace("http://api:8000/b;", "http://<|>;")
    compose = COMPOSE.replace("./edge.conf", "./other.conf")
    assert offered(stack(compose, text), "nginx") == ["apps"]


def test_a_name_that_no_longer_exists_is_gone() -> None:
    here = cursor(stack(nginx=NGINX.replace("http://api:8000/b;", "http://<|>;")), "nginx")
    document, offset, context = here
    texts = [item.text for item in complete(document, offset, context, "en").items]
    assert "cache" in texts
    files = context.workspace.files.texts  # type: ignore[attr-defined]
    files["/shop/compose.yaml"] = COMPOSE.replace("  cache:\n", "  store:\n")
    texts = [item.text for item in complete(document, offset, context, "en").items]
    assert "cache" not in texts
    assert "store" in texts


@pytest.mark.parametrize(
    ("typed", "ports"),
    [
        ("postgres://db:<|>", ["5432"]),
        ("redis://u:p@cache:<|>", ["6379"]),
        ("http://stranger:<|>", []),
        ("http://user:<|>", []),
        ("x # http://db:<|>", []),
    ],
)
def test_ports_behind_a_host_of_the_project(typed: str, ports: list[str]) -> None:
    """Without the port the text is no YAML where nothing is behind the colon: it is read on."""
    word = "redis://cache:6379"
    assert offered(stack(COMPOSE.replace(word, typed))) == ports
    assert offered(stack(COMPOSE.replace(word, f"{typed}/path"))) == ports


@pytest.mark.parametrize(
    ("line", "ports"),
    [("CACHE_HOST=cache:<|>", ["6379"]), ("LOGIN=cache:<|>", []), ("A='cache:<|>'", [])],
)
def test_ports_behind_a_name_need_a_key_that_speaks_of_addresses(
    line: str, ports: list[str]
) -> None:
    text = COMPOSE + f"  more:\n    image: more\n    environment:\n      - {line}\n"
    assert offered(stack(text)) == ports
