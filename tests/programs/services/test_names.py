"""Service names that only a services file near an OpenSSH configuration defines."""

import pytest

from portlens.features.hover import hover
from portlens.features.inlay_hints import inlay_hints
from portlens.features.other_spelling import other_spellings
from portlens.network.context import Context
from portlens.programs.services.names import with_names
from portlens.text.span import Span
from portlens.workspace.steps import finish
from tests._judge import context, document, judge
from tests._marks import without_cursor

SERVICES = """\
myssh   22022/tcp  my-ssh
myssh   22023/tcp
myudp   22024/udp
LOUD    22025/TCP
zero    0/tcp
http    8888/tcp
"""
FAR = "/site/roles/ssh/files/etc/ssh/sshd_config.d/10-port.conf"


def around(**files: str) -> Context:
    return context({f"/site/{path}": text for path, text in files.items()})


def port(name: str, files: Context, path: str = "/site/ssh/sshd_config") -> int | None:
    subject = with_names(document("sshd_config", f"Port {name}\n", path), files.workspace)
    found = subject.uses[0].port
    assert found
    assert found.name == name
    return found.first


@pytest.mark.parametrize("place", ["services", "etc/services", "ssh/services"])
@pytest.mark.parametrize("name", ["myssh", "my-ssh"])
def test_a_name_and_an_alias(place: str, name: str) -> None:
    assert port(name, around(**{place: SERVICES})) == 22022


def test_a_copy_of_etc_and_a_drop_in() -> None:
    assert port("myssh", context({"/site/roles/ssh/files/etc/services": SERVICES}), FAR) == 22022
    assert port("myssh", context({"/site/services": SERVICES}), FAR) == 22022


def test_the_nearest_file_wins() -> None:
    files = around(services="myssh 1/tcp\n", **{"ssh/services": SERVICES})
    assert port("myssh", files) == 22022


@pytest.mark.parametrize("name", ["myudp", "LOUD", "zero", "MYSSH", "nobody"])
def test_what_openssh_does_not_find_stays_unknown(name: str) -> None:
    assert port(name, around(services=SERVICES)) is None


def test_a_registered_name_keeps_its_port() -> None:
    assert port("http", around(services=SERVICES)) == 80


def test_nothing_is_said_of_such_a_port_but_what_is_true_of_it() -> None:
    files = around(services=SERVICES)
    assert judge(document("sshd_config", "Port myssh\n", "/site/sshd_config"), files) == []
    twice = document("sshd_config", "Port 22022\nPort myssh\n", "/site/sshd_config")
    rules = [label.text.partition(":")[0] for label in judge(twice, files)]
    assert rules == ["warning[duplicate-port]"]


def test_hover_says_the_number() -> None:
    text, offset = without_cursor("LocalForward 8080 db:my<|>ssh\n")
    subject = document("ssh_config", text)
    found = hover(subject, offset, around(services=SERVICES), "en")
    assert found
    assert "The service name `myssh` is port 22022" in found.markdown


def test_the_number_can_be_written_in_its_place() -> None:
    files = around(services=SERVICES)
    subject = document("sshd_config", "Port myssh\n")
    offers = finish(other_spellings(subject, Span(7, 7), (), files, "en"))
    assert [offer.title for offer in offers] == ["Write 22022"]
    assert [hint.label for hint in inlay_hints(subject, Span(0, 11), files)] == ["‹22022›"]
