"""Texts that are being typed, or are no nginx configuration at all."""

import random
import time

import pytest

from portlens.formats.nginx.read import read


def ports(text: str) -> list[str]:
    """Return the ports, where they stand in the text; `?` for one still to be typed."""
    return [
        use.port.span.of(text) or "?"
        for use in read(text, "nginx.conf").uses
        if use.port and not use.port.is_implied
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("server { listen ; }", "listen "),
        ("server { listen ", "listen "),
        ("server {\n  listen \n  server_name a;\n}", "listen "),
        ("server { listen 127.0.0.1:; }", "127.0.0.1:"),
        ("server { location / { proxy_pass http://db:; } }", "db:"),
        ("server { location / {\n proxy_pass http://db:\n}\n}", "db:"),
        ("upstream u { server db:; }", "db:"),
    ],
)
def test_a_port_still_to_be_typed_is_an_empty_use(text: str, place: str) -> None:
    use = next(use for use in read(text, "").uses if use.port)
    assert use.port
    assert use.port.is_empty
    assert use.port.span.start == text.index(place) + len(place)


@pytest.mark.parametrize(
    "text",
    [
        "server {\n listen 80\n listen 81;\n server_name a;\n}",
        "server {\n listen 80 ssl\n server_name a;\n listen 81;\n}",
        "server { listen 80;\n root \"/var/www;\n listen 81; index 'a' 'b';\n}",
        'server { listen 80;\n root \'/var/www;\n listen 81; index "a" "b";\n}',
        "server { listen 80; } } } server { listen 81; }",
        "server { listen 80; { { server { listen 81; }",
        "server { listen 80; location / { proxy_pass http://a } listen 81; }",
        "{{ if a }} server { listen 80; {% if b %} listen 81; {% endif %} } <%= c %>",
        "\ufeffserver { listen 80; listen 81; }",
        "server {\r\n\tlisten 80;\r\n\tlisten\r\n81;\r\n}\r\n",
        "ser\0ver {\0} server { listen 80; listen 81; }",
        "server { listen 80; x_by_lua_block { a = {'}'} [[ } ]] } listen 81; }",
        "server { 'listen' 80; \"listen\" 81; }",
    ],
)
def test_what_can_be_read_is_right(text: str) -> None:
    assert ports(text) == ["80", "81"]


def test_a_block_within_ten_thousand_blocks_is_read() -> None:
    depth = 10_000
    assert ports("a {\n" * depth + "server { listen 80; }" + "}" * depth) == ["80"]


def test_any_text_can_be_read() -> None:
    chance = random.Random(7)
    pieces = ["listen ", "server ", "proxy_pass http://", ":", "80", "{", "}", ";", '"', "'", "\\"]
    pieces += [
        "#",
        "\n",
        " ",
        "$",
        "${",
        "[",
        "]",
        "{{",
        "}}",
        "<%",
        "%>",
        "\0",
        "\x80",
        "\U0001f600",
    ]
    for _ in range(2000):
        text = "".join(chance.choices(pieces, k=30))
        for use in read(text, "").uses:
            for part in use.parts:
                assert 0 <= part.span.start <= part.span.end <= len(text)
        for fault in read(text, "").faults:
            assert 0 <= fault.span.start <= fault.span.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        *('" ', '"\n', "' ", "{{ ", "<% ", "\\", "a { ", "}", "word ", "${", "#\n", "[[ "),
        *("listen 80\n", "a_by_lua_block { [[ ", "server { listen 80; ", "listen 80 "),
    ],
)
def test_time_is_linear(piece: str) -> None:
    start = time.process_time()
    read(piece * 20_000, "nginx.conf")
    # It takes no second; a quadratic reader would take minutes.
    assert time.process_time() - start < 15


def test_what_is_nested_deeper_than_any_configuration_is_read_beside_it() -> None:
    text = (
        "http {\n" * 30_000
        + "server { listen 8080; }\n"
        + "}\n" * 30_000
        + "server { listen 81; }\n"
    )
    assert ports(text) == ["8080", "81"]
