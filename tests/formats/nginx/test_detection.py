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
        "listen on;\n",
        "server {\n  listen :80;\n}\n",
        "server {\n  # port = 80\n  listen 80;\n}\n",
        "server {\n  content_by_lua_block {\n    a = 1\n  }\n}\n",
        "server {\n  if ($a = b) { return 403; }\n}\n",
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
        # OpenBSD's httpd
        'server "a" {\n  listen on * port 80\n  location "/a/*" { root "/a" }\n}\n',
        'server a {\n\tlisten on $ext tls port 443\n\tlocation * { block return 302 "/b" }\n}\n',
        # Shiny Server
        "run_as shiny;\nserver {\n  listen 3838 127.0.0.1;\n  location / { site_dir /srv; }\n}\n",
        "server {\n  listen 3838;\n  location /users {\n    user_dirs;\n  }\n}\n",
        # HOCON, HCL and libconfig
        'http {\n  port = 8080\n  host = "0.0.0.0"\n}\n',
        "server {\n  # of the agent\n\n  enabled = true\n}\n",
        "server { port: 8080 }\n",
        'listen = "0.0.0.0:80";\n',
    ],
)
def test_other_programs_are_not(text: str) -> None:
    assert not is_nginx("conf.d/a.conf", text)
