"""Which format a file is written in, by its path, its language id and its text."""

import re

import pytest

from portlens.formats.registry import (
    format_of_language,
    format_of_named,
    format_of_path,
    may_have_format,
    may_hold_installed,
    name_expression,
)

COMPOSE = "services:\n  web:\n    image: nginx\n"
NGINX = "server {\n    listen 80;\n}\n"


def path_format(path: str, text: str = "") -> str | None:
    found = format_of_path(path, lambda: text)
    return found.id if found else None


@pytest.mark.parametrize(
    ("path", "format_id"),
    [
        ("compose.yaml", "compose"),
        ("a/docker-compose.yml", "compose"),
        ("a/docker-compose.override.yml", "compose"),
        ("compose.prod.yaml", "compose"),
        ("/etc/nginx/nginx.conf", "nginx"),
        ("nginx.conf", "nginx"),
        ("/etc/ssh/sshd_config", "sshd_config"),
        ("roles/x/sshd_config.d/50-x.conf", "sshd_config"),
        ("/etc/ssh/ssh_config", "ssh_config"),
        ("/home/a/.ssh/config", "ssh_config"),
        ("/etc/services", "services"),
        ("C:\\stack\\compose.yaml", "compose"),
    ],
)
def test_a_name_can_say_it_all(path: str, format_id: str) -> None:
    assert path_format(path) == format_id
    assert may_have_format(path)


@pytest.mark.parametrize(
    ("path", "text", "format_id"),
    [
        ("stack.yaml", COMPOSE, "compose"),
        ("stack.yaml", "kind: Service\n", None),
        ("services", "http 80/tcp\n", "services"),
        ("services", "a list of what we offer\n", None),
        ("conf.d/app.conf", NGINX, "nginx"),
        ("conf.d/app.conf", "[mysqld]\nport = 3306\n", None),
    ],
)
def test_a_shared_name_needs_a_text_that_fits(path: str, text: str, format_id: str | None) -> None:
    assert path_format(path, text) == format_id


@pytest.mark.parametrize("path", ["README.md", "compose.py", "service", "package.json", ""])
def test_other_files_are_left_alone(path: str) -> None:
    assert path_format(path, COMPOSE) is None
    assert not may_have_format(path)


PUT_AWAY = (
    *("~", ".bak", ".old", ".orig", ".swp", ".disabled", ".save", ".rpmsave", ".rpmnew"),
    *(".dpkg-dist", ".dpkg-old", ".ucf-dist", ".pacnew", ".bak.old", ".bak~"),
)
NAMES = {
    "nginx.conf": ("nginx", NGINX),
    "conf.d/a.conf": ("nginx", NGINX),
    "sites-available/shop": ("nginx", NGINX),
    "compose.yaml": ("compose", COMPOSE),
    "stack.yml": ("compose", COMPOSE),
    "Dockerfile": ("dockerfile", "FROM a\n"),
    ".env": ("dotenv", "PORT=80\n"),
    "etc/services": ("services", "http 80/tcp\n"),
    "etc/ssh/sshd_config": ("sshd_config", "Port 22\n"),
    "sshd_config.d/a.conf": ("sshd_config", "Port 22\n"),
    ".ssh/config": ("ssh_config", "Host a\n"),
    "systemd/system/a.socket": ("systemd", "[Socket]\nListenStream=80\n"),
    "k8s/a.yaml": ("kubernetes", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n"),
}


@pytest.mark.parametrize("behind", PUT_AWAY)
@pytest.mark.parametrize("path", NAMES)
def test_what_is_put_away_is_no_configuration_but_can_be_read_as_one(
    path: str, behind: str
) -> None:
    format_id, text = NAMES[path]
    assert may_have_format(path)
    assert not may_have_format(path + behind)
    assert not re.fullmatch(name_expression(), path + behind)
    assert path_format(path + behind, text) == format_id


@pytest.mark.parametrize("path", ["sites-enabled/shop.bak", "streams-enabled/x~"])
def test_in_a_folder_of_enabled_sites_nginx_reads_whatever_there_is(path: str) -> None:
    assert may_have_format(path)
    assert re.fullmatch(name_expression(), path)
    assert not may_have_format("sites-enabled/.shop.swp")


@pytest.mark.parametrize(
    "path", ["nginx.conf.j2", "compose.yaml.example", "old.conf", "bak/nginx.conf", "a.old.conf"]
)
def test_templates_and_names_that_only_look_like_it_are_no_copies(path: str) -> None:
    assert may_have_format(path)


SSHD = "Port 22\nPermitRootLogin no\n"
SSH = "Host a\n  HostName b\n"


@pytest.mark.parametrize(
    "path",
    [
        "nginx/nginx.go",
        "nginx/README.md",
        "nginx/build.py",
        "nginx/Jenkinsfile",
        "nginx/html/index.html",
        "nginx/app.js",
        "conf.d/run.sh",
        "http.d/values.yml.j2",
        "a/sshd_config_test.go",
        "sshd_config.md",
        "nginx\\build.py",
    ],
)
def test_source_code_is_no_configuration_wherever_it_lies(path: str) -> None:
    for text in (NGINX, SSHD, SSH, "a 80/tcp\n"):
        assert path_format(path, text) is None
        assert format_of_named(path, text) is None
    assert "\\" in path or path.endswith(".yml.j2") or not may_have_format(path)


@pytest.mark.parametrize("path", ["sites-enabled/example.pl", "nginx/sites-available/example.md"])
def test_a_site_is_named_after_its_host(path: str) -> None:
    assert path_format(path, NGINX) == "nginx"
    assert may_have_format(path)


def test_a_script_that_writes_a_configuration_is_none() -> None:
    assert path_format("nginx/entrypoint", "#!/bin/sh\ncat <<E\n" + NGINX) is None
    assert format_of_named("entrypoint", "#!/bin/sh\ncat <<E\n" + NGINX) is None


@pytest.mark.parametrize(
    ("path", "text", "format_id"),
    [
        ("mail.py", "connect(\n    host=H,\n    port=int(P),\n)\n", None),
        ("data.toml", "port = 99999\n", None),
        ("db.conf", "host = db\nport = 99999\n", None),
        ("redis.conf", "port 6379\nbind 127.0.0.1\n", None),
        ("NEWS", "Host your own\n80/tcp is open\n", None),
        ("report", "we found\nhttp 80/tcp\nopen\nand nothing else\n", None),
        ("app.ini", "[db]\nHostName a\n", None),
        ("site", NGINX, "nginx"),
        ("site.tpl", NGINX, "nginx"),
        ("site.conf.j2", NGINX, "nginx"),
        ("deploy.sh.tpl", NGINX, None),
        ("site.inc", NGINX, "nginx"),
        ("daemon.cfg", SSHD, "sshd_config"),
        ("hosts", SSH, "ssh_config"),
        ("hosts", "Host a\n  Port 99999\n", "ssh_config"),
        ("names", "http 80/tcp\nno way\n", "services"),
        ("stack", COMPOSE, "compose"),
        ("", NGINX, "nginx"),
        ("", "#!/bin/sh\n" + NGINX, None),
    ],
)
def test_a_text_decides_only_where_the_name_says_nothing(
    path: str, text: str, format_id: str | None
) -> None:
    found = format_of_named(path, text)
    assert (found.id if found else None) == format_id


@pytest.mark.parametrize(
    ("comment", "format_id"),
    [
        ("# portlens: format=nginx", "nginx"),
        ("{# portlens: format = sshd_config #}", "sshd_config"),
        ("# vim: ft=nginx", "nginx"),
        ("# vim: set ts=4 filetype=sshdconfig :", "sshd_config"),
        ("#ex:syntax=services", "services"),
        ("# -*- mode: nginx -*-", "nginx"),
        ("# -*- mode: nginx; tab-width: 4 -*-", "nginx"),
        ("# -*- nginx-mode -*-", "nginx"),
        ("# -*- coding: utf-8 -*-", None),
        ("# vim: ft=yaml", None),
        ("# vim: ft=python", None),
        ("# portlens: format=squid", None),
        ("# portlens: ignore-file", None),
        ("vim: ft=nginx", None),
    ],
)
def test_a_comment_says_what_a_file_is(comment: str, format_id: str | None) -> None:
    far = "a = 1\n" * 4
    assert path_format("a.py", f"{comment}\n{far}{far}") == format_id
    assert path_format("a.py", f"{far}{far}{comment}") == format_id
    assert path_format("a.py", f"{far}{far}{comment}\r\n{far}") == format_id
    assert path_format("a.py", f"{far}a\n{comment}\n{far}a\n") is None
    assert path_format("a.py", "x" * 5000 + f"\n{far}{comment}\n") == format_id


def test_a_comment_outweighs_the_name() -> None:
    assert path_format("compose.yaml", "# portlens: format=nginx\n") == "nginx"
    assert path_format("nginx.conf", "# vim: ft=conf\n") == "nginx"


@pytest.mark.parametrize(
    ("text", "format_id"),
    [
        ("parameters:\n  a: 1\nservices:\n  app:\n    arguments: [80]\n", None),
        ("services:\n  app:\n    image: a\nreplicas: 2\n", None),
        ("x-a: &a {}\nservices:\n  app:\n    image: a\nvolumes:\n", "compose"),
    ],
)
def test_a_key_that_compose_refuses_tells_another_program(text: str, format_id: str | None) -> None:
    assert path_format("config/services.yaml", text) == format_id


@pytest.mark.parametrize(
    "path", ["compose.yaml", "a/b/nginx.conf", "etc/ssh/sshd_config", "x.conf"]
)
def test_the_hook_is_given_what_may_have_a_format(path: str) -> None:
    assert re.fullmatch(name_expression(), path)
    assert not re.fullmatch(name_expression(), path.replace("nginx", "n").replace("s", "z") + ".py")


@pytest.mark.parametrize(
    ("language", "path", "text", "format_id"),
    [
        ("dockercompose", "untitled:Untitled-1", "", "compose"),
        ("yaml", "untitled:Untitled-1", COMPOSE, "compose"),
        ("yaml", "untitled:Untitled-1", "a: b", None),
        ("yaml", "/a/compose.yaml", "", "compose"),
        ("nginx", "/a/strange-name", "", "nginx"),
        ("NGINX", "/a/strange-name", "", "nginx"),
        ("sshdconfig", "/a/strange-name", "", "sshd_config"),
        ("python", "/a/strange-name", COMPOSE, None),
    ],
)
def test_a_language_id_decides_where_the_path_does_not(
    language: str, path: str, text: str, format_id: str | None
) -> None:
    found = format_of_language(language, path, lambda: text)
    assert (found.id if found else None) == format_id


@pytest.mark.parametrize(
    ("folder", "holds"),
    [
        ("/", True),
        ("/etc", True),
        ("/etc/nginx", True),
        ("/etc/nginx/conf.d/shop", True),
        ("/usr/local/etc/haproxy", True),
        ("/home/ann/.ssh", True),
        ("/etc/haproxy/haproxy.cfg", False),
        ("/usr/share/nginx/html", False),
        ("/home/ann/docs", False),
    ],
)
def test_in_which_folders_programs_read_files(folder: str, holds: bool) -> None:
    assert may_hold_installed(folder) is holds
