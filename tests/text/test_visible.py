"""What is shown of other people's text."""

import pytest

from portlens.text.visible import discreet, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgres://shop:hunter2@db:5432/shop", "postgres://shop:*******@db:5432/shop"),
        ("redis://:p@ss@cache:6379", "redis://:****@cache:6379"),
        ("a://b:c@d e://f:g@h", "a://b:*@d e://f:*@h"),
        ("POSTGRES_PASSWORD: hunter2", "POSTGRES_PASSWORD: *******"),
        ('- "API_KEY=abc def"', '- "API_KEY=*** def"'),
        ('{"token": "a1b2c3", "port": 80}', '{"token": "******", "port": 80}'),
        ("${DB_PASSWORD:-hunter2}", "${DB_PASSWORD:********}"),
    ],
)
def test_what_looks_like_a_password_is_not_shown(text: str, shown: str) -> None:
    assert discreet(text) == shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "http://shop:8080/path",
        "http://[::1]:8080/a@b",
        "redis://:${REDIS_PASSWORD}@cache:6379",
        "POSTGRES_PASSWORD: $SECRET",
        "TOKEN_PORT=8081",
        "secrets:",
        "passwordless login, over ssh://git@host:22/",
        "proxy_pass http://$host:8080;",
    ],
)
def test_the_rest_is_as_it_stands(text: str) -> None:
    assert discreet(text) == text


def test_what_is_visible_stays_and_what_a_terminal_would_obey_does_not() -> None:
    assert visible("5432 ‹ポート›") == "5432 ‹ポート›"
    assert visible("a\tb\u3000c\u200d") == "a    b\u3000c\u200d"
    assert visible("\x1b[31m港\u202e\u00a0") == "␛[31m港\ufffd\u00a0"
