"""Which files are nginx configuration, by name and by what stands in them."""

import pytest

from portlens.formats.registry import format_of_path

SERVER = "server {\n  listen 80;\n}\n"


def is_nginx(path: str, text: str = "") -> bool:
    found = format_of_path(path, lambda: text)
    return found is not None and found.id == "nginx"


@pytest.mark.parametrize(
    "path", ["nginx.conf", "/etc/nginx/nginx.conf", "a.nginx", "docker/nginx.conf.template"]
)
def test_a_name_that_only_nginx_has(path: str) -> None:
    assert is_nginx(path)


@pytest.mark.parametrize(
    "path",
    [
        "conf.d/a.conf",
        "sites-enabled/example.com",
        "nginx/snippets/tls.conf",
        "stream.d/a",
        "templates/default.conf.template",
        "any.conf",
    ],
)
def test_names_that_others_have_too_need_a_text(path: str) -> None:
    assert is_nginx(path, SERVER)
    assert not is_nginx(path, "")
    assert not is_nginx(path, "<VirtualHost *:80>\n  ServerName a\n</VirtualHost>\n")


@pytest.mark.parametrize(
    "text",
    [
        "events { }\n",
        "  proxy_set_header Host $host;\n",
        "upstream a\n{\n}\n",
        "location ~ ^/a {\n}\n",
        "resolver 127.0.0.11;\n",
    ],
)
def test_parts_are_recognised(text: str) -> None:
    assert is_nginx("conf.d/a.conf", text)


@pytest.mark.parametrize(
    "text",
    [
        "input {\n  http {\n    port => 8080\n  }\n}\n",
        "server default {\n  listen {\n    port = 1812\n  }\n}\n",
        "listen = 0.0.0.0\nport = 3306\n",
        "Listen 80\n",
    ],
)
def test_other_programs_are_not(text: str) -> None:
    assert not is_nginx("conf.d/a.conf", text)
