"""services and ssh_config: thousands of lines read and judged.

No other tool reads them with positions; PyYAML's C parser on as many lines of YAML is the
yardstick, which everybody has waited for at some time.
"""

from collections.abc import Callable

import yaml

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from tests._judge import context, document
from tests.bench.measure import Row, side_by_side


def services(lines: int) -> str:
    """Return a file of known names with comments, as IANA's and NetBSD's are."""
    known = [port for port in range(1, 49152) if catalogue().is_known(port, "tcp")]
    found: list[str] = []
    for port in (*known, *range(49152, 65536)):
        name = (catalogue().primary_name(port, "tcp") or f"app-{port}").replace(" ", "-")
        found += (
            f"{name:<20} {port}/{transport}   # what {name} is good for"
            for transport in ("tcp", "udp")
        )
    return "\n".join(found[:lines]) + "\n"


def hosts(lines: int) -> str:
    """Return an ssh_config of many hosts, five lines each."""
    blocks = (
        f"Host web{number}\n"
        f"    HostName web{number}.example.com\n"
        f"    Port {2200 + number % 90}\n"
        "    ProxyJump me@jump.example.com:2222\n"
        f"    LocalForward {10000 + number} db{number}.internal:postgresql\n"
        for number in range(lines // 5)
    )
    return "".join(blocks)


def run() -> list[Row]:
    return [
        *_rows("services", services(12_000), "12,000", (1, 5)),
        *_rows("services", services(23_000), "23,000", (1, 5)),
        *_rows("ssh_config", hosts(10_000), "10,000", (6, 8)),
    ]


def _rows(format_id: str, text: str, lines: str, goals: tuple[float, float]) -> list[Row]:
    count = text.count("\n")
    rival_text = "".join(f"name-{number}: {number}/tcp  # what\n" for number in range(count))

    def rival() -> object:
        return yaml.compose(rival_text, Loader=yaml.CLoader)

    def read() -> object:
        return document(format_id, text).reading

    def judge() -> object:
        subject = document(format_id, text)
        return analyse(subject, context({subject.path: text}))

    name = "C yaml.compose"
    return [
        Row(f"{format_id}, {lines} lines read", *_beside(read, rival), name, goals[0]),
        Row(f"{format_id}, {lines} lines judged", *_beside(judge, rival), name, goals[1]),
    ]


def _beside(ours: Callable[[], object], rival: Callable[[], object]) -> tuple[float, float]:
    return side_by_side(ours, rival, rounds=7)
