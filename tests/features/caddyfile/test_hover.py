"""Hovers over ports in Caddyfiles."""

import pytest

from portlens.features.hover import hover
from portlens.text.phrase import Language
from tests.features._cursor import cursor


def said(text: str, language: Language = "en") -> str:
    document, offset, context = cursor({"/p/Caddyfile": text}, "caddyfile")
    found = hover(document, offset, context, language)
    assert found is not None
    return found.markdown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{\n\thttp_port 80<|>80\n}\n", "sends visitors on to HTTPS"),
        ("{\n\thttps_port 84<|>43\n}\n", "sites of HTTPS that name no other port"),
        ("{\n\tadmin :20<|>19\n}\n", "`admin` listens on **2019**/tcp"),
        ("exam<|>ple.com {\n}\n", "No port is written here: the default is 443"),
        ("http://exam<|>ple.com {\n}\n", "No port is written here: the default is 80"),
        ("a.example:84<|>43 {\n}\n", "Over UDP as well, for HTTP/3"),
        (":{$PORT:80<|>80} {\n}\n", "The default, unless `PORT` is set"),
        (":{$PO<|>RT} {\n}\n", "takes `PORT` from its environment"),
        (":80 {\n\treverse_proxy app:30<|>00\n}\n", "connects to **3000**/tcp at `app`"),
        (":80 {\n\treverse_proxy https://ap<|>p\n}\n", "the default is 443"),
        (":80 {\n\treverse_proxy app:{env.PO<|>RT}\n}\n", "fills in `{env.PORT}` later"),
        (":80 {\n\tredir https://x.example:84<|>43{uri}\n}\n", "tells clients of port **8443**"),
    ],
)
def test_what_a_line_means(text: str, words: str) -> None:
    assert words in said(text)


def test_plain_http_has_no_http3() -> None:
    assert "HTTP/3" not in said("http://a.example:80<|>80 {\n}\n")


def test_in_japanese() -> None:
    assert "リダイレクトもここから" in said("{\n\thttp_port 80<|>80\n}\n", "ja")
