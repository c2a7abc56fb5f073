import pytest

from portlens.formats._glob import matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("nginx.conf", "/etc/nginx/nginx.conf"),
        ("**/nginx/**/*.conf", "/etc/nginx/a/b.conf"),
        ("**/nginx/**/*.conf", "nginx/b.conf"),
        ("compose*.{yml,yaml}", "a/compose.prod.yaml"),
        ("**/.ssh/config", "/home/a/.ssh/config"),
        ("?.conf", "a/b.conf"),
        ("/etc/services", "/etc/services"),
    ],
)
def test_matches(pattern: str, path: str) -> None:
    assert matches(path, pattern)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("nginx.conf", "my-nginx.conf"),
        ("*.conf", "a.conf/b"),
        ("**/nginx/*.conf", "nginx/a/b.conf"),
        ("a.b", "axb"),
        ("/etc/services", "/x/etc/services"),
    ],
)
def test_does_not_match(pattern: str, path: str) -> None:
    assert not matches(path, pattern)


def test_an_unclosed_brace_is_closed_at_the_end() -> None:
    assert matches("b", "{a,b")
