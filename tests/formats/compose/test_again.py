"""A file that changed in one place reads as if it had never been read before."""

import random

import pytest

from portlens.formats._format import Reading
from portlens.formats.compose import reader
from portlens.formats.compose.reader import read
from tests._judge import document

# What a service may hold, each on lines of its own: all that YAML has to carry over a line's end.
PIECES = (
    "    image: postgres:16\n",
    '    ports: ["8080:80", 443]\n',
    "    ports:\n      - 8080:80  # web\n      - target: 53\n        published: '53'\n",
    "    command: |\n      listen 80\n\n      - '9000:9000'\n",
    "    command: >+\n\n      --port 80\n\n\n",
    "    command: |\n\n",
    "    command: [a, b,\n      c]\n",
    '    environment: {A: "http://web:80",\n  B: x}\n',
    '    environment:\n      URL: "http://db:5432/\n  x"\n',
    "    environment:\n      P: ${PORT:-80}\n      <<: {A: b}\n",
    "    labels: [*none]\n",
    "    labels:\n      - traefik.http.services.a.loadbalancer.server.port=80\n",
    "    ? [x, y]\n    : z\n",
    "    expose:\n    - 80\n    - '81'\n    - !reset 82\n",
    "    ports: ['8000-8002:80-82', '127.0.0.1:9000-9001:90/udp', '9000-9002:9000-9002']\n",
    "    init:\n    tty:\n",
    "    network_mode: plain text\n      over lines\n",
    "    # ポート 8080:80 ☃\n",
    "# to the left\n",
    "\n",
    "    build:\n\n",
    "    environment:\n      HOST: s2:6379\n      BROKERS: 's1:9092,s3:9092'\n",
    "    environment: [DB_HOST=s1:5432, 'URL=http://localhost:99/']\n",
    "    healthcheck:\n      test: [CMD, nc, -z, localhost, '5432']\n",
    "# http://s2:81/\n",
)
HEADS = ("", "# compose\n", "---\n", "version: '3'\n", "name: x\n\n", "%YAML 1.1\n---\n", "\ufeff")
TAILS = ("", "networks: {a: }\n", "volumes:\n  data:\n", "...\n", "# end", "x-a: &a {b: 1}\n")
TYPED = (
    *"8:#-\"'[]{}&*!|>?,% \t\n", "\n\n", "\r\n", "\r", "80", " x", "- ", "  s9:\n", "  s9: {}\n",
    "    ports: [80:80]\n", "services:\n", "---\n", "...\n", "%TAG ! x\n", "é", "\u2028", "\x85",
    "\x00", "{{ x }}", "{%", "%}", "<<: 1\n", "  <<: {a: {}}\n", "host_binding_ipv4", "|\n", ">-\n",
)  # fmt: skip


def text_by(chance: random.Random) -> str:
    indent = chance.choice(("  ", "  ", "  ", " ", "    "))
    services = "".join(
        f"{indent}s{number}:" + chance.choice(("\n", "\n", " # one\n", " {}\n", " &a\n", " !x\n"))
        + "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 4)))
        for number in range(chance.randint(0, 5))
    )  # fmt: skip
    return chance.choice(HEADS) + "services:\n" + services + chance.choice(TAILS)


def edited(text: str, chance: random.Random) -> str:
    start = chance.randint(0, len(text))
    end = min(len(text), start + chance.choice((0, 0, 0, 1, 1, 2, 9, 40)))
    return text[:start] + chance.choice(("", *TYPED)) + text[end:]


@pytest.mark.parametrize("seed", range(8))
def test_after_any_edit_the_reading_is_that_of_the_text(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(15):
        text = text_by(chance)
        before: Reading | None = None
        for _ in range(12):
            found = read(text, "compose.yaml", before)
            assert found == read(text, "compose.yaml"), text
            before = found
            was, text = text, edited(text, chance)
            # Most keystrokes are taken back, sooner or later.
            if chance.random() < 0.4:
                before, text = read(text, "compose.yaml", found), was


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a: x # 1", "a: xy # 1"),
        ("[8:80]", "[8:8]"),
        ("[1:80]", "[1:80, '90:90']"),
        ("  s5:", "  other:"),
        ("    a: x # 4\n", ""),
        ("s6:\n", "s6:\n    # more\n\n    expose: [9]\n"),
    ],
)
def test_a_keystroke_in_a_service_reads_that_service_alone(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (f"  s{i}:\n    a: x # {i}\n    ports: [{i}:80]\n" for i in range(1, 9))
    before = document("compose", "".join(("services:\n", *rows)), "/site/compose.yaml")
    assert len(before.uses) == 8
    text = before.text.replace(old, new, 1)
    assert text != before.text
    afresh = read(text, before.path)
    monkeypatch.delattr(reader, "read_documents")
    assert before.changed_to(text).reading == afresh


def test_a_service_typed_a_second_time_is_found_as_in_the_whole_text() -> None:
    text = "services:\n  a:\n    image: x\n  b:\n    image: x\n"
    before = read(text, "compose.yaml", read(text, "compose.yaml"))
    twice = text.replace("  b:", "  a:")
    found = read(twice, "compose.yaml", before)
    assert before.is_yaml
    assert not found.is_yaml
    assert found == read(twice, "compose.yaml")


def test_a_comment_in_one_service_says_nothing_of_the_address_in_the_next_one() -> None:
    rows = "services:\n  a:\n    image: x\n{}  b:\n    environment:\n      L: 0.0.0.0:80\n"
    text = rows.format("#healthcheck\n")
    before = read(text, "compose.yaml", read(text, "compose.yaml"))
    for after in (rows.format("#helthcheck\n"), rows.format("")):
        found = read(after, "compose.yaml", before)
        assert found == read(after, "compose.yaml")
        assert [use.role for use in (*before.uses, *found.uses)] == ["container"] * 2
