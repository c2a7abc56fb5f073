"""What the OpenSSH readers make of a line, as role, place of the port, number and address."""

import time

import pytest

from portlens.formats.ssh import read_client, read_server
from tests._judge import document

READERS = {"sshd": read_server, "ssh": read_client}


def uses(program: str, text: str) -> list[tuple[str, str, int | None, str | None]]:
    """Return role, text of the port, number, and address of each use."""
    return [
        (
            use.role,
            use.port.span.of(text) if use.port else "-",
            use.port.first if use.port else None,
            use.address.text if use.address else None,
        )
        for use in READERS[program](text, "").uses
    ]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Port 22", [("listens", "22", 22, None)]),
        ("port=022", [("listens", "022", 22, None)]),
        ("Port \"2222\" # it's me", [("listens", "2222", 2222, None)]),
        ("Port http-alt", [("listens", "http-alt", 8080, None)]),
        ("Port myssh", [("listens", "myssh", None, None)]),
        ("Port {{ port }}", [("listens", "{{ port }}", None, None)]),
        ("ListenAddress 10.0.0.1", []),
        ("ListenAddress 10.0.0.1:ssh", [("listens", "ssh", 22, "10.0.0.1")]),
        ("ListenAddress [::1]:22 rdomain a", [("listens", "22", 22, "::1")]),
        ("ListenAddress '127.1:22'", [("listens", "22", 22, "127.0.0.1")]),
        ("ListenAddress {{ a }}:22", [("listens", "22", 22, "{{ a }}")]),
        ("PermitOpen a:1 [::1]:http *:* none", [
            ("permits", "1", 1, "a"),
            ("permits", "http", 80, "::1"),
            ("permits", "-", None, "*"),
            ("permits", "", None, "none"),
        ]),
        ("PermitListen 80 localhost:81", [
            ("permits", "80", 80, None),
            ("permits", "81", 81, "localhost"),
        ]),
        ("Match User a LocalPort=2222", [("permits", "2222", 2222, None)]),
        ("Match Host=b,localport localport 22", [("permits", "22", 22, None)]),
        ("#Port 22", []),
        ("PortNot 22", []),
    ],
)  # fmt: skip
def test_sshd(line: str, wanted: list[object]) -> None:
    assert uses("sshd", line + "\n") == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Port 2222", [("connects", "2222", 2222, None)]),
        ("LocalForward 80 db:81", [
            ("listens", "80", 80, "localhost"),
            ("connects", "81", 81, "db"),
        ]),
        ("LocalForward *:80 [::1]:81", [("listens", "80", 80, "*"), ("connects", "81", 81, "::1")]),
        ("LocalForward :80 /x", [("listens", "80", 80, "*"), ("connects", "-", None, "/x")]),
        ("LocalForward *:80:db 81", [("listens", "80", 80, "*"), ("connects", "81", 81, "db")]),
        ("LocalForward 8\\0 db:81", [
            ("listens", "8\\0", 80, "localhost"),
            ("connects", "81", 81, "db"),
        ]),
        ("RemoteForward 0", [("listens", "0", 0, "localhost")]),
        ("DynamicForward 0.0.0.0:1080", [("listens", "1080", 1080, "0.0.0.0")]),
        ("DynamicForward 1080:[/run/x]", [
            ("listens", "1080", 1080, "localhost"),
            ("connects", "-", None, "/run/x"),
        ]),
        ("LocalForward ${PORT} db:81", [
            ("listens", "${PORT}", None, "localhost"),
            ("connects", "81", 81, "db"),
        ]),
        ("ProxyJump a:22,me@[::1]:23,ssh://b:24/", [
            ("connects", "22", 22, "a"),
            ("connects", "23", 23, "::1"),
            ("connects", "24", 24, "b"),
        ]),
        ("ProxyJump none", []),
        ("ProxyCommand nc %h 2222 || ssh -W %h:22 x", [
            ("connects", "2222", 2222, None),
            ("connects", "22", 22, None),
        ]),
        ("PermitRemoteOpen a:1 b:*", [("permits", "1", 1, "a"), ("permits", "-", None, "b")]),
        ("HostName db:2222", []),
    ],
)  # fmt: skip
def test_ssh(line: str, wanted: list[object]) -> None:
    assert uses("ssh", line + "\n") == wanted


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("sshd", "Port |"),
        ("sshd", "Port |\nX11Forwarding yes\n"),
        ("sshd", "  port = |\r\n"),
        ("sshd", 'Port "|'),
        ("sshd", "ListenAddress 127.0.0.1:|"),
        ("sshd", "ListenAddress [::1]:|\n"),
        ("sshd", "PermitOpen db:|"),
        ("sshd", "PermitOpen db:80 db:|\n"),
        ("sshd", "Match LocalPort |"),
        ("ssh", "Host a\n  Port |\n"),
        ("ssh", "LocalForward |"),
        ("ssh", "LocalForward 8080 |"),
        ("ssh", "LocalForward 8080 db:|\n"),
        ("ssh", "LocalForward 8080 [::1]:|\n"),
        ("ssh", "DynamicForward localhost:|"),
        ("ssh", "RemoteForward |\n"),
        ("ssh", "ProxyJump a:22,b:|\n"),
        ("ssh", "PermitRemoteOpen db:|\n"),
    ],
)  # fmt: skip
def test_a_port_to_be_typed_is_an_empty_use(program: str, text: str) -> None:
    cursor = text.index("|")
    reading = READERS[program](text.replace("|", ""), "")
    assert [use for use in reading.uses if use.port and use.port.is_empty and
            use.port.span == (cursor, cursor)]  # fmt: skip


def test_owners_and_links() -> None:
    text = "Include a b/*.conf\nHost db  web\n  Port 22\nMatch all\n  Port 23\n"
    reading = read_client(text, "")
    assert [use.owner for use in reading.uses] == ["Host db web", "Match all"]
    assert [link[0::2] for link in reading.links] == [("include", "a"), ("include", "b/*.conf")]
    assert all(link.span.of(text) == link.target for link in reading.links)


HUGE = 250_000


@pytest.mark.parametrize(
    "text",
    [
        "Port " + "9" * HUGE,
        "Port " + "0" * HUGE + "x",
        "Port" + " " * HUGE,
        "Port " + '"' * HUGE,
        "Port " + "\\" * HUGE,
        "Port " + "{{" * (HUGE // 2),
        "Port {{ x }}" * (HUGE // 12),
        "PermitOpen " + "a:1 " * (HUGE // 40),
        "PermitOpen " + ":" * HUGE,
        "ListenAddress " + "[" * HUGE,
        "ListenAddress " + "1." * (HUGE // 2),
        "ListenAddress " + ":" * HUGE,
        "Match " + "LocalPort=" * (HUGE // 10),
        "LocalForward " + ":" * HUGE,
        "LocalForward " + "\\:" * (HUGE // 2) + " a:1",
        "ProxyJump " + "a:1," * (HUGE // 40),
        "ProxyCommand " + "%h:" * (HUGE // 3),
        "\0" * HUGE,
        "\r" * HUGE,
        "\n" * HUGE,
        "Port 22\r\n" * (HUGE // 90),
        "\ufeffPort 22\n\x80\xff\x00\x0c\u2028Port 23",
    ],
    ids=lambda text: repr(text[:20]),
)  # fmt: skip
def test_reading_is_bounded_whatever_the_text(text: str) -> None:
    start = time.process_time()
    for format_id in ("sshd_config", "ssh_config"):
        for use in document(format_id, text).uses:
            assert 0 <= use.span.start <= use.span.end <= len(text)
    # a quadratic reader takes minutes here; the machine may be slow and busy
    assert time.process_time() - start < 20


def test_lines_of_windows_and_files_without_a_last_line_break() -> None:
    assert uses("sshd", "Port 22\r\nPort 23\r\n") == uses("sshd", "Port 22\nPort 23")


@pytest.mark.parametrize(
    ("program", "line", "hosts"),
    [
        ("sshd", "ListenAddress <ip>:<port>", ["<ip>"]),
        ("sshd", "ListenAddress <ip>:22", ["<ip>"]),
        ("ssh", "LocalForward <port> <host>:<port>", ["localhost", "<host>"]),
    ],
)
def test_an_address_to_be_filled_in_is_called_as_it_is_written(
    program: str, line: str, hosts: list[str]
) -> None:
    found = READERS[program](line, "sshd_config.sample").uses
    assert [use.address and use.address.text for use in found] == hosts
