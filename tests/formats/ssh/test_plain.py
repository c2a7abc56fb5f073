"""The short way of reading `host:port` says what the careful one says."""

import pytest

from portlens.formats.ssh import client, server
from tests._judge import document

WORDS = (
    "db:5432",
    "10.0.0.1:80",
    "127.1:80",
    "db.example.com:65535",
    "3:1",
    "a--b.:9",
)
OTHERS = ("db:65536", "db:0", "db:022", "db:ssh", "db:*", "*:80", "[::1]:80", "db", "db:", "a:1:2")


@pytest.mark.parametrize("format_id", ["sshd_config", "ssh_config"])
@pytest.mark.parametrize("word", [*WORDS, *OTHERS])
def test_both_ways_agree(format_id: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keyword = "PermitOpen" if format_id == "sshd_config" else "PermitRemoteOpen"
    text = f"{keyword} x:1 {word} y:2\n"
    short = document(format_id, text).reading
    for module in (server, client):
        monkeypatch.setattr(module, "permitted", lambda _line, _word: None)
    assert document(format_id, text).reading == short
    assert len(short.uses) + len(short.faults) >= 3


@pytest.mark.parametrize("quoted", ['"db:5432"', "d'b':5432", "db:54\\\\32"])
def test_a_quoted_word_is_read_with_care(quoted: str) -> None:
    text = f"PermitOpen {quoted}\n"
    (use,) = document("sshd_config", text).uses
    assert use.span.of(text) == quoted
    assert use.port
    assert use.port.span.of(text) in quoted
