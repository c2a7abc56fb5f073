"""nginx really started, with sockets of every family: it fails where portlens sees a conflict."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from portlens.analysis import analyse
from portlens.workspace.settings import Settings
from tests._judge import context, document
from tests.oracle import nginx_program
from tests.oracle._long import Record, chance
from tests.oracle.nginx_generator import SOCKET

COUNT = 100
# A machine that has these addresses is made for each start. Host names are opaque to portlens.
_ADDRESSES = (
    *("", "", "*:", "0.0.0.0:", "127.0.0.1:", "127.0.0.2:", "10.1.2.3:"),
    *("[::]:", "[::]:", "[::1]:", "[fd00::1]:"),
)
_PORTS = ("8080", "8080", "8080", "8081", "8080-8082", "8081-8083")
_OPTIONS = ("", "", "", " bind", " reuseport", " backlog=5", " so_keepalive=on")
_FAMILY = ("", "", " ipv6only=off", " ipv6only=off", " ipv6only=on")

needs_nginx = pytest.mark.skipif(
    nginx_program.IS_MISSING or nginx_program.own_network() is None,
    reason=f"{nginx_program.NEEDED}, unshare and ip",
)


def _configurations(random: Random) -> Iterator[str]:
    while True:
        yield "\n".join(_configuration(random))


def _configuration(random: Random) -> Iterator[str]:
    for module in random.choice((["http"], ["stream"], ["http", "stream"], ["stream", "http"])):
        yield f"{module} {{"
        if module == "http":
            yield "access_log off;"
        for _ in range(random.randint(1, 3)):
            yield "server {"
            for _ in range(random.randint(1, 3)):
                yield f"listen {_listen(random, module)};"
            yield "return 204; }" if module == "http" else "return x; }"
        yield "}"


def _listen(random: Random, module: str) -> str:
    if random.random() < 0.05:
        return f"unix:{SOCKET}"
    address = random.choice(_ADDRESSES)
    options = random.choice(_OPTIONS)
    if address.startswith("["):
        options += random.choice(_FAMILY)
    if module == "stream" and random.random() < 0.25:
        options = options.replace(" so_keepalive=on", "").replace(" backlog=5", "") + " udp"
    return f"{address}{random.choice(_PORTS)}{options}"


_SHARED = re.compile(r"listen (\S*?):?(\d+)(?:-(\d+))?[^;]*?\breuseport\b[^;]*;")


def _is_for_the_kernel_alone(text: str) -> bool:
    """Tell whether a socket of both families follows a wildcard, both with SO_REUSEPORT.

    Linux compares it with that wildcard alone, unless another socket came between the two:
    portlens has nothing against it then, and the start may fail or not.
    """
    wildcards = [match for match in _SHARED.finditer(text) if match[1] in _WILDCARDS]
    both = [match for match in _SHARED.finditer(text) if "ipv6only=off" in match[0]]
    return any(wild[0] != each[0] or len(both) > 1 for wild in wildcards for each in both)


_WILDCARDS = ("", "*", "0.0.0.0", "[::]")


def _errors(text: str) -> set[str]:
    subject = document("nginx", "events { } " + text)
    settings = Settings(nginx_version=nginx_program.version())
    found = analyse(subject, context({subject.path: subject.text}, settings)).findings
    return {each.finding.rule for each in found if each.severity == "error"}


@pytest.mark.oracle
@needs_nginx
def test_starts(tmp_path: Path, record_property: Record) -> None:
    chosen: dict[bool, list[str]] = {True: [], False: []}
    for text in _configurations(chance("starts")):
        if _is_for_the_kernel_alone(text):
            continue
        errors = _errors(text)
        kept = chosen[bool(errors)]
        if errors <= {"listen-conflict"} and len(kept) < COUNT // 2:
            kept.append(text)
        if sum(map(len, chosen.values())) == COUNT // 2 * 2:
            break
    texts = [*chosen[True], *chosen[False]]
    failures = nginx_program.starts(texts, tmp_path)
    wrong = [
        (failure, text)
        for number, (text, failure) in enumerate(zip(texts, failures, strict=True))
        if bool(failure) != (number < len(chosen[True]))
    ]
    record_property("starts", len(texts))
    assert not wrong, f"{len(wrong)} of {len(texts)}: {wrong[:3]}"
