"""Entries one by one: what docker-compose 2.40.3 said of each, kept in compose.tsv."""

from pathlib import Path

import pytest

from tests.oracle._compose import Answer, ask_compose, ask_portlens
from tests.oracle.get_compose import BINARY

TABLE = Path(__file__).with_name("compose.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").split("\n")[1:] if line]

# Compose prints what it made of the entry in this order, keys without a value left out.
KEYS = ("host_ip", "published", "target", "protocol", "mode")


def _files(field: str, entry: str) -> dict[str, str]:
    text = f"services:\n  a:\n    image: a\n    {field}:\n      - {entry}\n"
    return {"compose.yaml": text}


def _told(verdict: str) -> Answer:
    """Return the verdict of the table as an answer."""
    if verdict.startswith("ERROR"):
        return Answer(is_accepted=False, ports={})
    ports = []
    for entry in verdict.strip().removeprefix("- ").split(" - "):
        words = entry.replace('"', "").split()
        known = dict(zip((word.rstrip(":") for word in words[::2]), words[1::2], strict=True))
        ports.append(tuple(known.get(key, "") for key in KEYS))
    return Answer(
        is_accepted=True,
        ports={"a": [(ip, host, int(target), *rest) for ip, host, target, *rest in ports]},
    )


@pytest.mark.parametrize(("field", "entry", "verdict"), ROWS, ids=lambda text: text[:40])
def test_portlens_says_the_same(field: str, entry: str, verdict: str) -> None:
    answer = ask_portlens(_files(field, entry))
    if field == "expose":
        assert answer.is_accepted == (not verdict.startswith("ERROR"))
    else:
        assert answer._replace(message="") == _told(verdict)


@pytest.mark.oracle
@pytest.mark.skipif(not BINARY.exists(), reason="run tests/oracle/get_compose.py for the binary")
@pytest.mark.parametrize(("field", "entry", "verdict"), ROWS, ids=lambda text: text[:40])
def test_the_table_is_what_the_program_says(field: str, entry: str, verdict: str) -> None:
    answer = ask_compose(_files(field, entry))
    if field == "expose":
        assert answer.is_accepted == (not verdict.startswith("ERROR"))
    else:
        assert answer._replace(message="") == _told(verdict)
