"""What nginx is said not to bind together is what this kernel does not let be bound."""

import socket
import sys
from contextlib import ExitStack
from itertools import combinations

import pytest

from portlens.analysis import analyse
from portlens.model.socket import Socket
from portlens.network.overlap import refused
from portlens.programs.nginx.configuration import configuration
from tests._judge import context, document

LISTENS = (
    "PORT",
    "127.0.0.1:PORT bind",
    "127.0.0.2:PORT bind",
    "[::]:PORT",
    "[::]:PORT ipv6only=off",
    "[::1]:PORT bind",
    "PORT reuseport",
    "127.0.0.1:PORT reuseport",
    "[::ffff:127.0.0.1]:PORT ipv6only=off",
)
PAIRS = [
    (one, other, option)
    for one, other in combinations(LISTENS, 2)
    for option in ("", "udp")
    if one.split()[0] != other.split()[0]
]


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels decide otherwise")
@pytest.mark.skipif(not _has_ipv6(), reason="needs an IPv6 loopback address")
@pytest.mark.parametrize(("one", "other", "option"), PAIRS)
def test_the_kernel_agrees(one: str, other: str, option: str) -> None:
    port = _free_port()
    servers = [f"server {{ listen {listen} {option}; return x; }}" for listen in (one, other)]
    text = f"stream {{ {' '.join(servers)} }}".replace("PORT", str(port))
    subject = document("nginx", text)
    sockets = configuration(subject, context({subject.path: text}).workspace).sockets
    expected = any(refused(sockets))
    assert _is_refused(sockets) == expected


ALONE = (
    ("9000", ("0.0.0.0", 9000, 9000)),
    ("*:9000", ("0.0.0.0", 9000, 9000)),
    ("0.0.0.0:9000", ("0.0.0.0", 9000, 9000)),
    ("*:9000-9002", ("0.0.0.0", 9000, 9002)),
    ("*", ("0.0.0.0", 80, 80)),
    ("[::]:9000", ("::", 9000, 9000)),
    ("[::1]", ("::1", 80, 80)),
    ("127.0.0.1", ("127.0.0.1", 80, 80)),
    ("localhost:9000", ("127.0.0.1", 9000, 9000)),
)


@pytest.mark.parametrize(("written", "opened"), ALONE)
def test_a_listen_alone_is_one_socket_that_nobody_is_in_the_way_of(
    written: str, opened: tuple[str, int, int]
) -> None:
    text = f"events {{}} http {{ server {{ listen {written}; }} }}"
    subject = document("nginx", text)
    around = context({subject.path: text})
    sockets = configuration(subject, around.workspace).sockets
    assert [(each.address.text, each.first, each.last) for each in sockets] == [opened]
    assert not analyse(subject, around).findings


def _free_port() -> int:
    with socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_refused(sockets: tuple[Socket, ...]) -> bool:
    """Open the sockets with the options that nginx sets; tell whether the kernel refuses one."""
    with ExitStack() as stack:
        for bound in sockets:
            address = bound.address
            is_ipv6 = address.family == "ipv6"
            is_udp = bound.transport == "udp"
            family = socket.AF_INET6 if is_ipv6 else socket.AF_INET
            kind = socket.SOCK_DGRAM if is_udp else socket.SOCK_STREAM
            opened = stack.enter_context(socket.socket(family, kind))
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if bound.sharing.reuse_port:
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            if is_ipv6:
                only = 0 if address.dual_stack else 1
                opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, only)
            try:
                opened.bind((address.text, bound.first))
            except OSError:
                return True
            if not is_udp:
                opened.listen()
    return False
