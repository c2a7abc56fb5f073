"""Inlay hints, written into their texts between ‹ and ›."""

import pytest

from portlens.features.inlay_hints import inlay_hints
from portlens.text.span import Span
from portlens.workspace.settings import Settings
from tests._judge import context, document


def hinted(format_id: str, text: str, mode: str = "unknown") -> str:
    settings = Settings(inlay_hints=mode)  # type: ignore[arg-type]
    hints = inlay_hints(document(format_id, text), Span(0, len(text)), context(settings=settings))
    for hint in reversed(hints):
        text = text[: hint.offset] + hint.label + text[hint.offset :]
    return text


def service(entry: str, name: str = "web", image: str = "acme/web") -> str:
    return f"services:\n  {name}:\n    image: {image}\n    ports:\n      - {entry}\n"


@pytest.mark.parametrize(
    ("format_id", "text"),
    [
        ("nginx", "server { listen 5432; }"),
        ("nginx", "server { listen 80; listen 443 ssl; }"),
        ("nginx", "upstream a { server 10.0.0.1:6379‹redis›; server redis:6379; }"),
        ("nginx", "stream { server { listen 53 udp; proxy_pass dns:53; } }"),
        ("compose", service('"5432:5432‹postgresql›"')),
        ("compose", service('"15432:5432‹postgresql›"')),
        ("compose", service('"5432:5432"', name="postgres")),
        ("compose", service('"5432:5432"', image="postgres:16")),
        ("compose", service('"3306:28081"')),
        ("compose", service('"3306:28081"', image="mariadb")),
        ("compose", service('"6000-6010:6000-6010"')),
        ("compose", "services: {orders: {build: ., ports: ['3001:3100']}}"),
        ("compose", "services: {orders: {build: ., ports: ['3001:5432‹postgresql›']}}"),
        ("sshd_config", "Port ssh‹22›"),
        ("sshd_config", "Port 22"),
        ("ssh_config", "Host a\n  LocalForward 15432 10.0.0.1:5432‹postgresql›\n"),
        ("ssh_config", "Host a\n  LocalForward 5432 10.0.0.1:80\n"),
        ("nginx", "upstream a { server 10.0.0.1:3000; server 10.0.0.1:8000; }"),
        ("sshd_config", "Port 2222"),
        ("services", "postgresql 5432/tcp\n"),
    ],
)
def test_hints_only_where_the_text_does_not_tell(format_id: str, text: str) -> None:
    import re

    bare = re.sub("‹[^›]*›", "", text)
    assert hinted(format_id, bare) == text.replace("listen 53 udp", "listen 53‹domain› udp")


def test_all_means_all() -> None:
    assert hinted("nginx", "server { listen 80; }", "all") == "server { listen 80‹http›; }"
    assert hinted("nginx", "server { listen 8000; }", "all") == "server { listen 8000‹http›; }"
    entry = service('"5432:5432"', image="postgres")
    assert hinted("compose", entry, "all") == entry.replace(':5432"', ':5432‹PostgreSQL›"')


def test_off_means_none() -> None:
    assert hinted("nginx", "server { listen 5432; }", "off") == "server { listen 5432; }"


def test_only_the_range_asked_for() -> None:
    text = "upstream a {\nserver h:5432;\nserver h:6379;\n}\n"
    hints = inlay_hints(document("nginx", text), Span(0, 20), context())
    assert [hint.port for hint in hints] == [5432]
