"""What is said of an sshd_config comes from the sockets that it opens."""

import pytest

from portlens.catalogue.load import catalogue
from portlens.cli.inventory.record import records
from portlens.features.hover import hover
from portlens.features.symbols import outline
from portlens.programs.program import program_of, resolved
from tests._judge import context, document


def said(text: str) -> str:
    """Return the first line of the hover on the first line's port."""
    found = hover(document("sshd_config", text), text.index(" ") + 1, context(), "en")
    assert found is not None
    return found.markdown.partition("\n")[0]


def listed(text: str) -> list[tuple[str, str]]:
    subject = resolved(document("sshd_config", text), context().workspace)
    found = records("x", subject, catalogue())
    return [(one.port, one.use.address.text if one.use.address else "") for one in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Port 2222\n", "this file listens on **2222**/tcp, all addresses"),
        ("Port 2222\nListenAddress 127.0.0.1\n", "this file listens on **2222**/tcp, `127.0.0.1`"),
        (
            "Port 2222\nListenAddress 127.0.0.1\nListenAddress ::1\n",
            "this file listens on **2222**/tcp, `127.0.0.1`, `::1`",
        ),
        (
            "Port 2222\nListenAddress 0.0.0.0:22\n",
            "nothing listens on **2222** because of this line: every address has a port of its own",
        ),
        (
            "Port 2222\nListenAddress 0.0.0.0:22\nListenAddress {{ a }}\n",
            "this file listens on **2222**/tcp, all addresses",
        ),
    ],
)
def test_the_hover(text: str, words: str) -> None:
    assert said(text) == words


def test_the_inventory() -> None:
    assert listed("Port 2222\n") == [("2222", "")]
    assert listed("Port 2222\nListenAddress 0.0.0.0:22\n") == [("22", "0.0.0.0")]
    assert listed("Port 2222\nListenAddress 127.0.0.1\nListenAddress ::1\n") == [
        ("2222", "127.0.0.1"),
        ("2222", "::1"),
    ]


def test_the_outline() -> None:
    subject = document("sshd_config", "Port 2222\nListenAddress 0.0.0.0:22\n")
    found = outline(resolved(subject, context().workspace), catalogue(), "en")
    assert [(one.name, one.detail.partition(" tcp")[0]) for one in found] == [
        ("2222", "has no effect"),
        ("22", "listens"),
    ]


@pytest.mark.parametrize(
    ("text", "sockets"),
    [
        ("", [("::", 22), ("0.0.0.0", 22)]),
        ("Port 1\nPort 2\nAddressFamily inet", [("0.0.0.0", 1), ("0.0.0.0", 2)]),
        ("Port 1\nListenAddress ::1\nListenAddress 127.1:2", [("::1", 1), ("127.0.0.1", 2)]),
        # What a template fills in later stands in the place of a default.
        ("Port ${SSH_PORT}\nListenAddress 127.0.0.1\nListenAddress ::1", []),
        ("Port {{ port }}\nPort 1\nAddressFamily inet", [("0.0.0.0", 1)]),
        ("Port {{ port }}\nListenAddress 127.0.0.1:2", [("127.0.0.1", 2)]),
        ("Port 1\nListenAddress {{ address }}", []),
        ("Port 1\nListenAddress {{ address }}\nListenAddress 127.0.0.1", [("127.0.0.1", 1)]),
    ],
)
def test_the_sockets_of_the_program(text: str, sockets: list[tuple[str, int]]) -> None:
    subject = document("sshd_config", text)
    found = program_of(subject, context({subject.path: text}).workspace).sockets
    assert [(one.address.text, one.first) for one in found] == sockets
