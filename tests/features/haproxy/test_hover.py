"""Hovers over ports in HAProxy's files."""

import pytest

from portlens.features.hover import hover
from portlens.text.phrase import Language
from tests.features._cursor import cursor


def said(text: str, language: Language = "en", path: str = "/p/haproxy.cfg") -> str:
    document, offset, context = cursor({path: text}, "haproxy")
    found = hover(document, offset, context, language)
    assert found is not None
    return found.markdown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("frontend a\n disabled\n bind :80<|>80\n", "its proxy is disabled"),
        ("frontend a\n bind :::80<|>80 v6only\n", "Over IPv6 alone"),
        ('frontend a\n bind :"${PO<|>RT}"\n', "takes `${PORT}` from its environment"),
        ("backend a\n server x app:80<|>80\n", "`backend a` connects to **8080**/tcp at `app`"),
        ("backend a\n server x app:8080 check port 80<|>81\n", "**8081**/tcp at `app`"),
        ("global\n log 127.0<|>.0.1 local0\n", "No port is written here: the default is 514"),
        ("frontend a\n redirect location https://x:84<|>43/\n", "tells clients of port **8443**"),
    ],
)
def test_what_a_line_means(text: str, words: str) -> None:
    assert words in said(text)


def test_in_japanese() -> None:
    assert "プロキシが disabled" in said("frontend a\n disabled\n bind :80<|>80\n", "ja")


def test_a_template_is_filled_in_by_another_program() -> None:
    text = said("frontend a\n bind :${PO<|>RT}\n", path="/p/haproxy.cfg.tpl")
    assert "filled in by another program" in text
