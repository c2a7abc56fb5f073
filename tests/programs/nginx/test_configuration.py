"""nginx's includes: which files are followed, in which order, and what keeps them from it."""

import pytest

from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.directives import PASSES, readers
from portlens.programs.nginx.configuration import configuration
from portlens.programs.nginx.servers import Configuration
from tests._judge import context, document


def of(files: dict[str, str], path: str = "/etc/nginx/nginx.conf") -> Configuration:
    return configuration(document("nginx", files[path], path), context(files).workspace)


def listens(found: Configuration) -> list[int]:
    return [listener.ports[0] for listener in found.listeners if listener.ports]


def test_included_files_are_read_in_the_place_of_the_statement() -> None:
    found = of(
        {
            "/etc/nginx/nginx.conf": "http { server { listen 1; include a/*.conf; listen 5; } }",
            "/etc/nginx/a/b.conf": "listen 3; include a/deep/c.inc;",
            "/etc/nginx/a/a.conf": "listen 2;",
            "/etc/nginx/a/.hidden.conf": "listen 99;",
            "/etc/nginx/a/other.txt": "listen 99;",
            "/etc/nginx/a/deep/c.inc": "listen 4;",
        }
    )
    assert listens(found) == [1, 2, 3, 4, 5]
    assert found.is_whole


@pytest.mark.parametrize(
    "target", ["/opt/x.conf", "missing.conf", "missing/*.conf", "$a.conf", "{{ a }}"]
)
def test_what_cannot_be_followed_leaves_the_rest_unknown(target: str) -> None:
    found = of({"/etc/nginx/nginx.conf": f"http {{ server {{ listen 1; include {target}; }} }}"})
    assert listens(found) == [1]
    assert not found.is_whole
    assert not found.servers[0].is_whole


@pytest.mark.parametrize("target", ["mime.types", "/etc/nginx/fastcgi_params", "uwsgi_params"])
def test_what_comes_with_nginx_is_not_missed(target: str) -> None:
    assert of({"/etc/nginx/nginx.conf": f"http {{ include {target}; }}"}).is_whole


def test_a_file_that_includes_itself_comes_to_an_end() -> None:
    text = "http { server { listen 80; } include nginx.conf; }"
    assert listens(of({"/etc/nginx/nginx.conf": text})) == [80]


def test_files_that_include_each_other_come_to_an_end() -> None:
    found = of(
        {
            "/etc/nginx/nginx.conf": "http { include *.inc; }",
            "/etc/nginx/a.inc": "server { listen 80; } include *.inc;",
            "/etc/nginx/b.inc": "server { listen 81; } include *.inc; include *.inc;",
        }
    )
    assert set(listens(found)) == {80, 81}


def test_a_part_is_judged_within_the_file_that_includes_it() -> None:
    files = {
        "/etc/nginx/nginx.conf": "stream { include parts/*; } http { }",
        "/etc/nginx/parts/a": "server { listen 127.0.0.1; }",
        "/etc/nginx/lonely.conf": "server { listen 81; }",
    }
    assert of(files, "/etc/nginx/parts/a").servers[0].module == "stream"
    lonely = of(files, "/etc/nginx/lonely.conf")
    assert lonely.servers[0].module == "http"
    assert not lonely.is_main


def test_a_changed_file_is_noticed() -> None:
    files = {
        "/etc/nginx/nginx.conf": "http { include a.conf; }",
        "/etc/nginx/a.conf": "server { listen 80; }",
    }
    around = context(files)
    main = document("nginx", files["/etc/nginx/nginx.conf"], "/etc/nginx/nginx.conf")
    assert listens(configuration(main, around.workspace)) == [80]
    files["/etc/nginx/a.conf"] = "server { listen 81; }"
    assert listens(configuration(main, around.workspace)) == [81]


@pytest.mark.parametrize("name", sorted(PASSES))
@pytest.mark.parametrize("module", ["http", "stream"])
def test_what_passes_on_names_one_target(name: str, module: str) -> None:
    """What was read of such a statement stands for all that it connects to."""
    text = f"{module} {{ server {{ listen 1; {name} 10.0.0.1:2 10.0.0.2:3 10.0.0.3:4; }} }}"
    uses = document("nginx", text).uses
    read = [use.detail for use in uses if isinstance(use.detail, Connect)]
    assert len(read) == (name in readers(module))
    found = of({"/etc/nginx/nginx.conf": text})
    assert [connection.connect for connection in found.connections] == read
