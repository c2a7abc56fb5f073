"""Which format a file is written in, by its path, its language id and its text."""

import pytest

from portlens.formats.registry import format_of_language, format_of_path, may_have_format

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
