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


@pytest.mark.parametrize(
    ("format_id", "marked", "said"),
    [
        (
            "sshd_config",
            "Port 22\nPort 2222\nListenAddress 10.0.<|>0.1\n",
            "sshd listens on `10.0.0.1`, port **22**, **2222**: no port is written here",
        ),
        ("sshd_config", "ListenAddress :<|>:\n", "sshd listens on `::`, port **22**"),
        ("ssh_config", "ProxyJump me@bas<|>tion,b:23\n", "through `bastion` on port **22**"),
        ("ssh_config", "LocalForward /tmp/<|>a db:80\n", "ssh listens on the socket `/tmp/a`"),
        ("ssh_config", "LocalForward 80 /tmp/<|>a\n", "the server connects to the socket `/tmp/a`"),
        ("ssh_config", "RemoteForward 80 /tmp/<|>a\n", "ssh connects to the socket `/tmp/a`"),
    ],
)
def test_a_place_without_a_port_has_a_meaning(format_id: str, marked: str, said: str) -> None:
    assert said in markdown(format_id, marked)
    assert said not in markdown(format_id, marked, "ja")


def test_an_address_says_which_ports_count_for_it_and_no_others() -> None:
    marked = "Port 2222\nListenAddress 127.0.0.1\nListenAddress 10.0<|>.0.1:22\n"
    assert "2222" not in markdown("sshd_config", marked)


def test_selinux_knows_sshd_on_22_alone() -> None:
    assert "-p tcp 2222`" in markdown("sshd_config", "Port 22<|>22\n")
    assert "semanage" not in markdown("sshd_config", "Port 2<|>2\n")


def test_a_port_that_an_earlier_line_overrides_says_so() -> None:
    marked = "Host *\n  Port 2222\nHost alpha\n  Port 2<|>2\n"
    assert "no connection uses **22** because of this line" in markdown("ssh_config", marked)
