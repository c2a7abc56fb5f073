"""Twice the text costs twice the work, also where every line is at odds with every other."""

from collections.abc import Callable

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests._steps import steps


def _services(count: int, entry: Callable[[int], str], more: str = "") -> str:
    return "services:\n" + "".join(
        f"  s{n}:\n    image: x\n    ports: ['{entry(n)}']\n{more.format(n)}" for n in range(count)
    )


def _address(n: int) -> str:
    return f"127.0.{n // 200}.{n % 200 + 1}"


def _nginx(http: str, stream: str = "") -> str:
    return f"events {{}}\nhttp {{ {http} }}\nstream {{ {stream} }}\n"


def _lines(count: int, line: Callable[[int], str]) -> str:
    return "".join(f"{line(n)}\n" for n in range(count))


CASES: dict[str, tuple[str, Callable[[int], str]]] = {
    "one port": ("compose", lambda n: _services(n, lambda _: "8080:80")),
    "one port, as many profiles": (
        "compose",
        lambda n: _services(n, lambda _: "8080:80", "    profiles: [p{}]\n"),
    ),
    "ranges for one container port": (
        "compose",
        lambda n: _services(n, lambda i: f"{_address(i)}:1-65535:80"),
    ),
    "ports on addresses": ("compose", lambda n: _services(n, lambda i: f"{_address(i)}:80:80")),
    "http and stream on addresses": (
        "nginx",
        lambda n: _nginx(
            f"server {{ {_lines(n, lambda i: f'listen {_address(i)}:80;')} }}",
            f"server {{ {_lines(n, lambda i: f'listen {_address(i)}:80;')} return x; }}",
        ),
    ),
    "http and stream on ports": (
        "nginx",
        lambda n: _nginx(
            f"server {{ {_lines(n, lambda i: f'listen {i + 1};')} }}",
            f"server {{ {_lines(n, lambda i: f'listen {i + 1};')} return x; }}",
        ),
    ),
    "default servers": (
        "nginx",
        lambda n: _nginx(
            _lines(n, lambda i: f"server {{ listen 80 default_server; server_name a{i}; }}")
        ),
    ),
    "one listen in one server": (
        "nginx",
        lambda n: _nginx(f"server {{ {_lines(n, lambda _: 'listen 80;')} }}"),
    ),
    "one server name": (
        "nginx",
        lambda n: _nginx(_lines(n, lambda _: "server { listen 80; server_name a; }")),
    ),
    "wildcards and addresses": (
        "nginx",
        lambda n: _nginx(
            _lines(n, lambda i: f"server {{ listen {i + 1}; listen 127.0.0.1:{i + 1}; }}")
        ),
    ),
    "addresses and a wildcard": (
        "sshd_config",
        lambda n: _lines(n, lambda i: f"ListenAddress {_address(i)}") + "ListenAddress 0.0.0.0\n",
    ),
    "hosts with one forward": (
        "ssh_config",
        lambda n: _lines(n, lambda i: f"Host h{i}\n  LocalForward 8080 a{i}:80"),
    ),
    "hosts, and as many forwards for all": (
        "ssh_config",
        lambda n: (
            _lines(n, lambda i: f"Host h{i}\n  LocalForward 8080 a{i}:80")
            + "Host *\n"
            + _lines(n, lambda i: f"  LocalForward 8080 b{i}:80")
        ),
    ),
    "names on one port": ("services", lambda n: _lines(n, lambda i: f"n{i} 5555/tcp")),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_text_costs_no_more_than_it_is_long(name: str) -> None:
    format_id, make = CASES[name]

    def cost(count: int) -> int:
        subject = document(format_id, make(count))
        around = context({subject.path: subject.text})

        def judge() -> None:
            assert not analyse(subject, around).crashes

        return steps(judge)

    cost(2)  # what is made once, at the first question, is no part of it
    one, two = cost(80), cost(160)
    assert two <= 2.3 * one, (one, two)
