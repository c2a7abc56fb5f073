"""Hovers over ports in the files of httpd, Caddy and HAProxy: what the program makes of a line."""

import pytest

from portlens.features.hover import hover
from portlens.text.phrase import Language
from tests.features._cursor import cursor

PATHS = {"apache": "/p/httpd.conf", "caddyfile": "/p/Caddyfile", "haproxy": "/p/haproxy.cfg"}


def said(format_id: str, text: str, language: Language = "en", *, ending: str = "") -> str:
    document, offset, context = cursor({PATHS[format_id] + ending: text}, format_id)
    found = hover(document, offset, context, language)
    assert found is not None
    return found.markdown


@pytest.mark.parametrize(
    ("format_id", "text", "words"),
    [
        ("apache", "Listen 80<|>80\n", "listens on **8080**/tcp"),
        ("apache", "Listen 80\nListen 0.0.0.0:8<|>0\n", "httpd passes over this line"),
        ("apache", "Listen ${PO<|>RT}\n", "httpd takes `${PORT}` from its environment"),
        ("apache", "Define PORT 8080\nListen ${PO<|>RT}\n", "**8080**/tcp"),
        (
            "apache",
            "<VirtualHost *:80<|>80>\n",
            "`VirtualHost *:8080` answers on port **8080**/tcp",
        ),
        ("apache", "ProxyPass / http://app:80<|>80/\n", "connects to **8080**/tcp at `app`"),
        ("apache", "ProxyPass / http://ap<|>p/\n", "No port is written here: the default is 80"),
        ("apache", "ProxyPass / ajp://ap<|>p/\n", "the default is 8009"),
        (
            "apache",
            "ProxyPassReverse / http://app:80<|>80/\n",
            "rewrites addresses with **8080**/tcp",
        ),
        ("apache", "Redirect / https://x:84<|>43/\n", "tells clients of port **8443**"),
        ("apache", "ServerName shop.example:84<|>43\n", "tells clients of port **8443**"),
        ("caddyfile", "{\n\thttp_port 80<|>80\n}\n", "sends visitors on to HTTPS"),
        ("caddyfile", "{\n\thttps_port 84<|>43\n}\n", "sites of HTTPS that name no other port"),
        ("caddyfile", "{\n\tadmin :20<|>19\n}\n", "`admin` listens on **2019**/tcp"),
        ("caddyfile", "exam<|>ple.com {\n}\n", "No port is written here: the default is 443"),
        ("caddyfile", "http://exam<|>ple.com {\n}\n", "No port is written here: the default is 80"),
        ("caddyfile", "a.example:84<|>43 {\n}\n", "Over UDP as well, for HTTP/3"),
        ("caddyfile", ":{$PORT:80<|>80} {\n}\n", "The default, unless `PORT` is set"),
        ("caddyfile", ":{$PO<|>RT} {\n}\n", "takes `PORT` from its environment"),
        (
            "caddyfile",
            ":80 {\n\treverse_proxy app:30<|>00\n}\n",
            "connects to **3000**/tcp at `app`",
        ),
        ("caddyfile", ":80 {\n\treverse_proxy https://ap<|>p\n}\n", "the default is 443"),
        (
            "caddyfile",
            ":80 {\n\treverse_proxy app:{env.PO<|>RT}\n}\n",
            "fills in `{env.PORT}` later",
        ),
        (
            "caddyfile",
            ":80 {\n\tredir https://x.example:84<|>43{uri}\n}\n",
            "tells clients of port **8443**",
        ),
        ("haproxy", "frontend a\n disabled\n bind :80<|>80\n", "its proxy is disabled"),
        ("haproxy", "frontend a\n bind :::80<|>80 v6only\n", "Over IPv6 alone"),
        (
            "haproxy",
            'frontend a\n bind :"${PO<|>RT}"\n',
            "takes `${PORT}` from its environment",
        ),
        (
            "haproxy",
            "backend a\n server x app:80<|>80\n",
            "`backend a` connects to **8080**/tcp at `app`",
        ),
        (
            "haproxy",
            "backend a\n server x app:8080 check port 80<|>81\n",
            "**8081**/tcp at `app`",
        ),
        (
            "haproxy",
            "global\n log 127.0<|>.0.1 local0\n",
            "No port is written here: the default is 514",
        ),
        (
            "haproxy",
            "frontend a\n redirect location https://x:84<|>43/\n",
            "tells clients of port **8443**",
        ),
    ],
)
def test_what_a_line_means(format_id: str, text: str, words: str) -> None:
    assert words in said(format_id, text)


@pytest.mark.parametrize(
    ("format_id", "text", "words"),
    [
        ("apache", "Listen 80\nListen 0.0.0.0:8<|>0\n", "読み飛ばします"),
        ("caddyfile", "{\n\thttp_port 80<|>80\n}\n", "リダイレクトもここから"),
        ("haproxy", "frontend a\n disabled\n bind :80<|>80\n", "プロキシが disabled"),
    ],
)
def test_in_japanese(format_id: str, text: str, words: str) -> None:
    assert words in said(format_id, text, "ja")


def test_a_virtual_host_is_called_as_its_clients_call_it() -> None:
    text = "<VirtualHost *:80>\nServerName shop\nProxyPass / http://app:80<|>80/\n"
    assert "`shop` connects to **8080**/tcp at `app`" in said("apache", text)
    text = text.replace("<|>", "").replace("*:80", "*:8<|>0")
    assert "`shop` answers on port **80**/tcp" in said("apache", text)


def test_nothing_is_passed_over_beside_another_port() -> None:
    assert "passes over" not in said("apache", "Listen 81\nListen 0.0.0.0:8<|>0\n")


def test_plain_http_has_no_http3() -> None:
    assert "HTTP/3" not in said("caddyfile", "http://a.example:80<|>80 {\n}\n")


def test_a_template_is_filled_in_by_another_program() -> None:
    text = said("haproxy", "frontend a\n bind :${PO<|>RT}\n", ending=".tpl")
    assert "filled in by another program" in text
