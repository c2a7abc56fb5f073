"""Hovers over ports in httpd's files."""

import pytest

from portlens.features.hover import hover
from portlens.text.phrase import Language
from tests.features._cursor import cursor


def said(text: str, language: Language = "en", path: str = "/p/httpd.conf") -> str:
    document, offset, context = cursor({path: text}, "apache")
    found = hover(document, offset, context, language)
    assert found is not None
    return found.markdown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Listen 80<|>80\n", "listens on **8080**/tcp"),
        ("Listen 80\nListen 0.0.0.0:8<|>0\n", "httpd passes over this line"),
        ("Listen ${PO<|>RT}\n", "httpd takes `${PORT}` from its environment"),
        ("Define PORT 8080\nListen ${PO<|>RT}\n", "**8080**/tcp"),
        ("<VirtualHost *:80<|>80>\n", "`VirtualHost *:8080` answers on port **8080**/tcp"),
        ("ProxyPass / http://app:80<|>80/\n", "connects to **8080**/tcp at `app`"),
        ("ProxyPass / http://ap<|>p/\n", "No port is written here: the default is 80"),
        ("ProxyPass / ajp://ap<|>p/\n", "the default is 8009"),
        ("ProxyPassReverse / http://app:80<|>80/\n", "rewrites addresses with **8080**/tcp"),
        ("Redirect / https://x:84<|>43/\n", "tells clients of port **8443**"),
        ("ServerName shop.example:84<|>43\n", "tells clients of port **8443**"),
    ],
)
def test_what_a_line_means(text: str, words: str) -> None:
    assert words in said(text)


def test_a_virtual_host_is_called_as_its_clients_call_it() -> None:
    text = "<VirtualHost *:80>\nServerName shop\nProxyPass / http://app:80<|>80/\n"
    assert "`shop` connects to **8080**/tcp at `app`" in said(text)


def test_in_japanese() -> None:
    assert "読み飛ばします" in said("Listen 80\nListen 0.0.0.0:8<|>0\n", "ja")


def test_nothing_is_passed_over_beside_another_port() -> None:
    assert "passes over" not in said("Listen 81\nListen 0.0.0.0:8<|>0\n")
