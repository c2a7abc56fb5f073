"""Texts of a service that `hidden` passes over: they hold no port but those that were read."""

import random

import pytest

from portlens.formats._place import Surroundings
from portlens.programs.compose.hidden import hidden
from portlens.programs.compose.whole import services_by_place
from tests._judge import document

WORDS = (
    *("db", "web", "localhost", "10.0.0.1", "x", "user:secret@db", "[::1]", "é"),
    *(":80", ":5432", ":", ":80/udp", ":http", "://", "http://", "postgres://", "/", ","),
    *("$PORT", "${PORT:-8080}", "$$", "{{ port }}", "healthcheck test: curl -p 80", " ", "="),
    *("VIRTUAL_PORT", "traefik.http.services.a.loadbalancer.server.port=81", "--entrypoints.a"),
    *("VIRTUAL\\x5fPORT=81 :-", "\\x3a81", "-p", "DB_ADDR=", "udp://", "#"),
)
NAMES = frozenset(("db", "web", "localhost"))


def _text(seed: int) -> str:
    chosen = random.Random(seed)
    lines = ["services:", "  web:", "    image: web", "  db:", '    image: "db:16"']
    for key in ("environment", "command", "labels", "volumes"):
        lines.append(f"    {key}:")
        for _ in range(chosen.randrange(1, 4)):
            word = "".join(chosen.choices(WORDS, k=chosen.randrange(1, 5)))
            quote = chosen.choice("'\"")
            lines.append(f"      - {quote}{word}{quote}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("part", range(10))
def test_nothing_is_missed_in_what_is_passed_over(
    part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no text is passed over, no other ports are found."""
    passed_over = 0
    for seed in range(part * 100, part * 100 + 100):
        subject = document("compose", _text(seed))
        read = {use.port.span.start for use in subject.uses if use.port is not None}
        around = Surroundings(subject.text, {"PORT": "90"})
        for node in services_by_place(subject).values():
            with monkeypatch.context() as patched:
                patched.setattr("portlens.programs.compose.hidden._may_hide", lambda *_: True)
                every = list(hidden(node, around, "db", NAMES))
            others = [each for each in every if not _is_read(each.use, read)]
            found = list(hidden(node, around, "db", NAMES, read))
            assert [each for each in found if not _is_read(each.use, read)] == others, seed
            passed_over += len(every) - len(found)
    assert passed_over > 0  # else nothing is tried here


def _is_read(use: object, read: set[int]) -> bool:
    port = getattr(use, "port", None)
    return port is not None and any(start in read for start in range(*port.span))
