"""Dockerfiles made at random upon `scratch`, and what a Docker Engine makes of each."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.oracle.engine import Engine

_LANES = 4
# What Debian's Engine 20.10 says otherwise than new builders is left out: `${X-80}`, heredocs, an
# IPv6 address without brackets, two escape signs at the end of a line.
_PORTS = ("80", "443", "8080", "0", "65535", "65536", "080", "5000-5004", "5004-5000", "80-80")
_ODD = (
    *("http", "+80", "-1", "80-", "-80", "80a", "80,443", "0x50", "80.0", "99999999999999999999"),
    *("[80]", "80-90-70", "80--90", "", "*", "{80}", "８０", "#80", "$", "80$", "$$", "--x", "1e3"),
    "80;81",
)
_TRANSPORTS = (
    *("", "", "", "", "/tcp", "/udp", "/sctp", "/TCP", "/Udp", "/", "//", "/tcp/udp", "/dccp"),
    *("/x", "/tcp,udp"),
)
_HOSTS = (
    *("", "", "", "", "", "8080:", ":", "127.0.0.1:8080:", "127.0.0.1::", "[::1]:8080:", "[::]::"),
    *("localhost:1:", "5000-5004:", "5000-5001:", "99999:", "x:", "010.0.0.1:1:", "1.2.3:4:"),
)
_VALUES = ("80", "8080", "81 82", "5000-5002", "53/udp", "udp", "", "x", "'90'", '"91"', "65536")
_KNOWN = ("80", "8080", "5000-5002", "53/udp", "65535")
_NAMES = ("A", "B", "PORT", "port", "_X1")


class Built(NamedTuple):
    """A Dockerfile, whether the Engine builds it, and which ports its image then exposes."""

    number: int
    text: str
    refusal: str
    exposed: frozenset[tuple[int, str]]


def built(engine: Engine, texts: Iterable[str]) -> list[Built]:
    """Return what the Engine makes of each text, which may name no image but `scratch`."""
    with TemporaryDirectory() as place, ThreadPoolExecutor(max_workers=_LANES) as pool:
        return list(pool.map(lambda each: _build(engine, Path(place), *each), enumerate(texts)))


def _build(engine: Engine, place: Path, number: int, text: str) -> Built:
    folder = place / str(number)
    folder.mkdir()
    (folder / "Dockerfile").write_bytes(text.encode())
    said = engine.docker("build", "--quiet", "--force-rm", str(folder))
    if said.status:
        return Built(number, text, said.error.strip() or "?", frozenset())
    image = said.output.strip().split("\n")[-1]
    told = engine.docker("image", "inspect", "--format", "{{json .Config.ExposedPorts}}", image)
    ports = (key.partition("/") for key in json.loads(told.output) or {})
    return Built(
        number, text, "", frozenset((int(port), transport) for port, _, transport in ports)
    )


def generated(seed: int) -> str:
    """Return the text of one file; a seed always gives the same."""
    chance = Random(f"dockerfile {seed}")
    escape = chance.choice("\\\\\\`")
    lines = list(_lines(chance, escape))
    if escape == "`" or chance.random() < 0.1:
        lines.insert(0, f"#{chance.choice(['', ' '])}escape{chance.choice(['=', ' = '])}{escape}")
        if chance.random() < 0.2:
            lines.insert(0, "# syntax=docker/dockerfile:1")
    text = chance.choice(["\n", "\n", "\r\n"]).join(lines)
    text = chance.choice(["", "", "\ufeff"]) + text
    return text + chance.choice(["", "\n", "\r\n", "  \n\n"])


def _lines(chance: Random, escape: str) -> Iterator[str]:
    while chance.random() < 0.2:
        yield f"ARG {chance.choice(_NAMES)}={chance.choice(_VALUES[:5])}".replace(" 82", "")
    names: list[str] = []
    for stage in range(chance.choice([1, 1, 1, 2, 3])):
        base = chance.choice(["scratch", *names])
        name = f"s{stage}"
        keyword = chance.choice(["FROM", "FROM", "from"])
        if chance.random() < 0.5:
            yield f"{keyword} {base} {chance.choice(['AS', 'as'])} {name}"
            names.append(name)
        else:
            yield f"{keyword} {base}"
        # An image needs something in it.
        yield 'LABEL expose="EXPOSE 99999"'
        # Most variables have a value, as in real files.
        if chance.random() < 0.6:
            yield "ENV " + " ".join(f"{each}={chance.choice(_KNOWN)}" for each in (*_NAMES, "C"))
        for _ in range(chance.randint(0, 5)):
            yield from _instruction(chance, escape)


def _instruction(chance: Random, escape: str) -> Iterator[str]:
    kind = chance.random()
    indent = chance.choice(["", "", "", "  ", "\t"])
    if kind < 0.55:
        keyword = chance.choice(["EXPOSE", "EXPOSE", "expose", "Expose"])
        words = [_entry(chance, escape) for _ in range(chance.choice([1, 1, 1, 2, 3]))]
        yield from _over_lines(chance, escape, f"{indent}{keyword} ", words)
    elif kind < 0.7:
        value = chance.choice(_VALUES)
        if chance.random() < 0.3:
            yield f"{indent}ENV {chance.choice(_NAMES)} {value or 'x'}"
        else:
            quoted = f'"{value}"' if " " in value else value
            pairs = [f"{chance.choice(_NAMES)}={quoted}", f"C={_variable(chance)}"]
            yield from _over_lines(chance, escape, f"{indent}ENV ", pairs[: chance.randint(1, 2)])
    elif kind < 0.82:
        value = chance.choice([*_VALUES[:2], "5000-5002", "'90'", "$A", "${B:-7}"])
        yield f"{indent}ARG {chance.choice(_NAMES)}" + (
            f"={value}" if chance.random() < 0.7 else ""
        )
    elif kind < 0.88:
        yield f"{indent}# EXPOSE 99999"
    elif kind < 0.92:
        # What is wrong here only a build upon this image would tell.
        yield f"ONBUILD EXPOSE {chance.choice(_PORTS[:3])}"
    elif kind < 0.96:
        yield "HEALTHCHECK CMD curl http://localhost:8080/"
    else:
        yield ""


def _over_lines(chance: Random, escape: str, begin: str, words: list[str]) -> Iterator[str]:
    line = begin
    for index, word in enumerate(words):
        line += word
        if index + 1 == len(words):
            break
        if chance.random() < 0.25:
            yield f"{line} {escape}{chance.choice(['', ' ', chr(9)])}"
            while chance.random() < 0.3:
                yield chance.choice(["# between", "  # EXPOSE 99999", ""])
            line = chance.choice(["", "  "])
        else:
            line += chance.choice([" ", "  ", "\t"])
    yield line + chance.choice(["", "", " ", " \t"])


def _entry(chance: Random, escape: str) -> str:
    kind = chance.random()
    if kind < 0.12:
        return chance.choice(_ODD) + chance.choice(_TRANSPORTS[:8])
    port = _variable(chance) if kind > 0.65 else chance.choice(_PORTS)
    word = chance.choice(_HOSTS) + port + chance.choice(_TRANSPORTS)
    quote = chance.random()
    if quote < 0.06:
        return f'"{word}"'
    if quote < 0.1:
        return f"'{word}'"
    if quote < 0.12:
        return f'"{word}'
    if quote < 0.15:
        return escape + word
    return word


def _variable(chance: Random) -> str:
    name = chance.choice((*_NAMES, "C"))
    form = chance.choice(
        [
            "$N",
            "$N",
            "${N}",
            "${N}",
            "${N:-8081}",
            "${N:+8082}",
            "${N:-$A}",
            "${N:-${B:-1}}",
            "$N-$N",
        ]
    )
    return form.replace("N", name)
