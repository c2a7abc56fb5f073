"""Code lenses: which ports other files use, too."""

import pytest

from portlens.features.code_lens import code_lenses
from portlens.text.phrase import Language
from portlens.workspace.document import Document
from tests._judge import document

COMPOSE = """\
services:
  a:
    ports: ["80-81:80-81", "53:53/udp"]
"""
FILES = [
    document("nginx", "server { listen 80; listen 8080; }", "/site/nginx.conf"),
    document("compose", COMPOSE, "/site/c.yaml"),
    document("sshd_config", "Port 80\nPort 22\n", "/site/sshd_config"),
    document("ssh_config", "Host a\n  Port 22\n  LocalForward 8080 x:1\n", "/site/config"),
    document("services", "http 80/tcp\n", "/site/services"),
]


def titles(subject: Document, language: Language = "en") -> list[str]:
    return [
        f"{lens.span.of(subject.text)} {lens.title}"
        for lens in code_lenses(subject, FILES, language)
    ]


@pytest.mark.parametrize(
    ("number", "lenses"),
    [
        (
            0,
            [
                "80 also used in 2 files: c.yaml, sshd_config",
                "8080 also used in 1 file: config",
            ],
        ),
        (1, ["80-81 also used in 2 files: nginx.conf, sshd_config"]),
        (2, ["80 also used in 2 files: nginx.conf, c.yaml"]),
        (3, ["8080 also used in 1 file: nginx.conf"]),
        (4, []),
    ],
)
def test_lenses(number: int, lenses: list[str]) -> None:
    assert titles(FILES[number]) == lenses


def test_japanese() -> None:
    assert titles(FILES[3], "ja") == ["8080 ほかの 1 個のファイルでも使用: nginx.conf"]
    assert titles(FILES[2], "ja") == ["80 ほかの 2 個のファイルでも使用: nginx.conf、c.yaml"]
