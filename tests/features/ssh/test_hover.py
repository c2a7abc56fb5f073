"""Notes in hovers: what a host may do with a port that its configuration does not say."""

import pytest

from portlens.features.hover import hover
from portlens.text.phrase import Language
from tests._judge import context, document, judge
from tests._marks import without_cursor


def markdown(format_id: str, marked: str, language: Language = "en") -> str:
    text, offset = without_cursor(marked)
    found = hover(document(format_id, text), offset, context(), language)
    assert found
    return found.markdown


@pytest.mark.parametrize("marked", ["Port 2<|>2\n", "ListenAddress 127.0.0.1:2<|>2\n"])
def test_socket_activation_may_ignore_the_port(marked: str) -> None:
    assert "ssh.socket" in markdown("sshd_config", marked)
    assert "ssh.socket" in markdown("sshd_config", marked, "ja")
    assert judge(document("sshd_config", marked.replace("<|>", ""))) == []


def test_what_does_not_listen_has_no_such_note() -> None:
    assert "ssh.socket" not in markdown("sshd_config", "PermitOpen db:8<|>0\n")


def test_a_forward_listens_while_the_connection_lasts() -> None:
    assert "while the connection lasts" in markdown("ssh_config", "LocalForward 8<|>0 db:80\n")
    assert "while the connection lasts" not in markdown("ssh_config", "Port 2<|>2\n")
