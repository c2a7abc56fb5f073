"""Two files make an error together: it is told whichever of them is named."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

WEB = 'services:\n  web:\n    image: nginx\n    ports: ["8080:80"]\n'
API = 'services:\n  api:\n    image: httpd\n    ports: ["8080:80"]\n'
DEFAULT = "server { listen 80 default_server; }\n"


def put(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


def found(portlens: Portlens, *words: str, stdin: bytes = b"") -> list[str]:
    ran = portlens("check", "--output-format", "json", *words, stdin=stdin)
    return [f"{one['path']}:{one['code']}" for one in json.loads(ran.out)["findings"]]


@pytest.fixture
def sites(portlens: Portlens) -> Portlens:
    put({"nginx.conf": "events {} http { include sites-enabled/*; }"})
    put({f"sites-enabled/{name}": DEFAULT for name in "ab"})
    return portlens


def test_it_is_told_where_only_the_first_file_is_named(sites: Portlens) -> None:
    assert found(sites, "sites-enabled/a") == ["sites-enabled/b:duplicate-default-server"]
    ran = sites("check", "sites-enabled/a", "--fix")
    assert ran.status == 1
    assert Path("sites-enabled/b").read_text() == DEFAULT, "nobody asked to write that file"


def test_a_comment_and_an_exclusion_silence_it(sites: Portlens) -> None:
    assert not found(sites, "sites-enabled/a", "--exclude", "sites-enabled/b")
    put({"sites-enabled/b": f"# portlens: ignore-file\n{DEFAULT}"})
    assert not found(sites, "sites-enabled/a")


def test_each_place_is_told_once(portlens: Portlens) -> None:
    put({"compose.yaml": WEB, "compose.override.yaml": API})
    assert found(portlens, "compose.yaml") == ["compose.yaml:host-port-conflict"]
    both = found(portlens, "compose.yaml", "compose.override.yaml")
    assert sorted(both) == ["compose.override.yaml:host-port-conflict", *both[:1]]


def test_what_has_nothing_to_do_with_the_named_file_is_left_alone(sites: Portlens) -> None:
    put({"sites-enabled/c": "server { listen 99999; }"})
    assert found(sites, "sites-enabled/a") == ["sites-enabled/b:duplicate-default-server"]
    assert not found(sites, "nginx.conf")


def test_an_editor_that_pipes_a_file_hears_of_that_file_alone(sites: Portlens) -> None:
    text = DEFAULT.encode()
    assert not found(sites, "-", "--stdin-filename", "sites-enabled/a", stdin=text)


def test_nothing_on_standard_input_is_nothing_to_report(portlens: Portlens) -> None:
    ran = portlens("check", "-")
    assert (ran.status, ran.out) == (0, "nothing to report in 0 files\n")
    assert portlens("check", "-", stdin=b"hello").status == 2
