"""Ports in a Compose file that the service itself does not connect to."""

import pytest

from portlens.analysis import analyse
from portlens.features.hover import hover
from portlens.network.around import network_of
from tests.network._stack import around

STACK = """\
services:
  caller:
    image: acme/web
    networks: [front]
    environment:
      {line}
  other: {{image: nginx, networks: [back], volumes: ["./a.conf:/etc/nginx/conf.d/default.conf"]}}
networks: {{front: , back: }}
"""
SERVER = "server { listen 80; }\n"


def _stack(line: str) -> tuple[str, dict[str, str]]:
    text = STACK.format(line=line)
    return text, {"/p/compose.yaml": text, "/p/a.conf": SERVER}


def _makers(line: str) -> list[str]:
    context = around(_stack(line)[1])
    document = context.workspace.document("/p/compose.yaml")
    assert document is not None
    return [each.maker for each in network_of(document, context).written_in(document.path)]


@pytest.mark.parametrize(
    ("line", "maker"),
    [
        ("VITE_API: http://other:81/", "page"),
        ("NEXT_PUBLIC_SOCKET: ws://other:81", "page"),
        ("REACT_APP_API: http://other/", "page"),
        ("VITE_API_ADDRESS: other:81", "program"),
        ("API: http://other:81/", "anybody"),
        ("PUBLIC_FRONTEND_ADDRESS: other:81", "program"),
        ("KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://other:81", "clients"),
        ("ADVERTISED_HOST: other:81", "clients"),
    ],
)
def test_who_connects(line: str, maker: str) -> None:
    assert _makers(line) == [maker]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("KAFKA_ADVERTISED_LISTENERS: A://other:81", "tells its clients to connect to **81**"),
        ("VITE_API: http://other:81", "has **81**/tcp at `other` built into its pages"),
        ("API: http://other:81", "connects to **81**"),
    ],
)
def test_a_hover_says_who(line: str, words: str) -> None:
    text, files = _stack(line)
    context = around(files)
    document = context.workspace.document("/p/compose.yaml")
    assert document is not None
    found = hover(document, text.index("81"), context, "en")
    assert found is not None
    assert words in found.markdown
    assert ("A browser does not know" in found.markdown) is line.startswith("VITE")


def test_what_is_told_to_clients_is_judged_in_no_network_of_ours() -> None:
    for line, rules in (
        ("ADVERTISED_LISTENERS: A://other:81", []),
        ("LISTENER: A://other:81", ["unreachable-service"]),
    ):
        _, files = _stack(line)
        context = around(files)
        document = context.workspace.document("/p/compose.yaml")
        assert document is not None
        found = [one.finding.rule for one in analyse(document, context).findings]
        assert found == rules, line
