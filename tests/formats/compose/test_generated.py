"""Generated Compose files: every short way of reading gives what the plain parse gives.

What is written is random but the same in every run; sections, services and entries come in all
the shapes that YAML has for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from portlens.formats._format import Fault
from portlens.formats._yaml.parse import NotYaml, parse, printable
from portlens.formats._yaml.recovery import recovered
from portlens.formats._yaml.syntax import broken
from portlens.formats.compose import long_items, reader, usual_items
from portlens.formats.compose.services import ComposeFile
from portlens.model.port_use import PortUse

SECTIONS = ("environment", "volumes", "command", "labels", "dns", "user", "networks", "healthcheck")
WORDS = (
    "a", "80", "8080:80", '"8080:80"', "'127.0.0.1:81:81/udp'", "b: c", "it's", '"a \\" b"', "# x",
    "- 80", "ports:", "[80]", "{a: 1}", "http://web:80/", "a  # note", "'a", '"', "~", "", "80:",
    "${A:-80}:80", "!!str 80", "0x50", "target: 80", "日本語", "a\tb", "::80", "'it''s'", "|-", ">",
)  # fmt: skip
PORTS = (
    "80", "8080:80", '"8081:80"', "'53:53/udp'", "127.0.0.1:82:82", "70000:80", "80-82:80-82", "a",
    "${A:-80}:80", '"80\\u003a80"', "{target: 80, published: 81}", "!!str 83", "0120", "~", "",
    "|-\n{deeper}8080:80", ">-\n{deeper}85:85", '"86:\\\n{deeper}86"', "[80]", "80  # note",
    "target: 80\n{deeper}published: 90", "target: 80\n{deeper}labels: b",
    "target: 80\n{deeper}user: b\n{deeper}protocol: udp", "# nothing",
)  # fmt: skip


def _section(random: Random, key: str, indent: int) -> Iterator[str]:
    """Yield the lines of one section, well-formed or not."""
    pad = " " * indent
    deeper = " " * (indent + random.choice((1, 2, 4)))
    form = random.randrange(7)
    if form == 0:
        yield f"{pad}{key}: {random.choice(WORDS)}"
    elif form == 1:
        yield f"{pad}{key}: {random.choice(('|', '>', '|-', '>+'))}"
        yield from (f"{deeper}{random.choice(WORDS)}" for _ in range(random.randrange(4)))
    elif form == 2:
        quote = random.choice("\"'")
        yield f"{pad}{key}: {quote}{random.choice(WORDS)}"
        yield f"{random.choice((pad, deeper))}ports: [{random.randrange(99)}]{quote}"
    elif form == 3:
        yield f"{pad}{key}: [{random.choice(WORDS)},"
        yield f"{random.choice((pad, deeper))}  {random.choice(WORDS)}]"
    else:
        yield f"{pad}{key}:{random.choice(('', '', ' ', '  # it'))}"
        item = "{}- {}" if form < 6 else "{}K{}: {}"
        start = random.choice((pad, deeper)) if form < 6 else deeper
        for number in range(random.randrange(4)):
            word = random.choice(WORDS)
            yield item.format(start, word) if form < 6 else item.format(start, number, word)
            if random.random() < 0.2:
                yield random.choice(("", "  ", "# note", f"{deeper}# it's", "\t"))


def _ports(random: Random, indent: int) -> Iterator[str]:
    pad = " " * indent
    key = random.choice(("ports", "ports", "expose", '"ports"'))
    if random.random() < 0.2:
        yield f"{pad}{key}: ['8080:80', 81]"
        return
    yield f"{pad}{key}:"
    start = pad + random.choice(("", "  ", "    "))
    for _ in range(random.randrange(1, 4)):
        entry = random.choice(PORTS).replace("{deeper}", start + "  ")
        yield from f"{start}- {entry}".split("\n")


def compose_text(seed: int) -> str:
    """Return the text of the generated file number `seed`."""
    random = Random(seed)
    lines = ["# generated"] if random.random() < 0.1 else []
    lines += ["services:"]
    depth = random.choice((1, 2, 2, 4))
    step = random.choice((1, 2, 2, 4))
    for name in random.sample(("web", "db", "dns", "user", "ports"), random.randrange(1, 4)):
        lines += [f"{' ' * depth}{name}:", f"{' ' * (depth + step)}image: x"]
        for _ in range(random.randrange(1, 5)):
            if random.random() < 0.5:
                lines += _ports(random, depth + step)
            else:
                lines += _section(random, random.choice(SECTIONS), depth + step)
    if random.random() < 0.2:
        lines += ["volumes:", "  data:"]
    end = random.choice(("\n", "\n", "\n", "\r\n", "\r"))
    return end.join(lines) + random.choice((end, "", end + end, end + "# the end"))


Found = tuple[tuple[PortUse, ...], tuple[Fault, ...]]


def _found(text: str) -> Found:
    reading = reader.read(text, "")
    return reading.uses, reading.faults


@contextmanager
def _plainly() -> Iterator[None]:
    """Take every short way out of the reader."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "without_the_rest", lambda text: text)
        patch.setattr(usual_items, "usual_port", lambda *_: None)
        patch.setattr(usual_items, "usual_number", lambda *_: None)
        patch.setattr(long_items, "usual_long", lambda *_: None)
        yield


def _is_yaml(text: str) -> bool:
    try:
        parse(printable(text))
    except NotYaml:
        return False
    return True


FILES = [text for text in map(compose_text, range(4000)) if _is_yaml(text)]


def test_enough_is_generated() -> None:
    assert len(FILES) > 1000
    assert sum(len(_found(text)[0]) for text in FILES) > 2000


def test_the_short_ways_lead_to_the_same() -> None:
    for text in FILES:
        found = _found(text)
        with _plainly():
            assert _found(text) == found, text


def test_what_is_known_to_be_yaml_is_yaml() -> None:
    known = [text for text in map(compose_text, range(2000)) if reader.read(text, "").is_yaml]
    assert len(known) > 40  # most of the others have a key twice
    assert not [text for text in known if broken(text, "", "all")]


def test_what_is_read_piece_by_piece_is_the_same() -> None:
    for text in FILES:
        pieces = ComposeFile(text, tuple(recovered(printable(text))), is_damaged=True)
        uses = reader.read_file(pieces).uses
        assert uses == _found(text)[0], text
