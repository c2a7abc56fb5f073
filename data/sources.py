"""Read and validate the source tables of the catalogue; every mistake names its file and line."""

import csv
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
LETTERS = {"tcp": "t", "udp": "u", "sctp": "s", "dccp": "d", "ddp": "a"}
KINDS = ("database", "cache", "broker", "administration")
RISKS = (
    *("cleartext", "cleartext-login", "no-login", "amplification", "administration"),
    *("debugging", "weak-crypto", "open-proxy", "exposure", "legacy", "note"),
)
# People say kafka, not Apache Kafka.
VENDORS = (
    *("Apache", "Celery", "Confluent", "Grafana", "HashiCorp", "JFrog", "Nagios", "Oracle"),
    *("Prometheus", "Sonatype"),
)
FORBIDDEN = "\t\n\r|"  # the compiled table is parted by them
LONG_VOWEL_SLIP = "‐"  # HYPHEN, mistaken for ー


class Row(NamedTuple):
    """One row of the catalogue before it is compiled."""

    first: int
    last: int
    name: str
    aliases: tuple[str, ...]
    letters: str  # of LETTERS
    source: str  # a letter: see portlens.catalogue.table.SOURCES
    en: str
    ja: str
    references: tuple[str, ...] = ()
    slip: tuple[str, str] | None = None
    is_used_otherwise: bool = False


class Notice(NamedTuple):
    """What IANA says of nameless ports."""

    first: int
    last: int
    letters: str
    kind: str


class Libc(NamedTuple):
    """One name of the C library's services file."""

    name: str
    port: int
    letters: str
    aliases: tuple[str, ...]
    en: str  # empty where another table describes it
    ja: str


class MistakeError(Exception):
    """A source table is wrong; the message says where and how."""


def iana() -> tuple[list[Row], list[Notice]]:
    """Return IANA's registry: the named rows in its order, and the notices on the others."""
    _check_lock()
    rows, notices = [], []
    japanese = {(port, name): ja for (port, name, ja), _ in _lines("iana-ja.tsv", 3)}
    translated = set()
    for cells, where in _lines("iana.tsv", 6, has_header=False):
        ports, letters, name, description, rfcs, mark = cells
        first, last = _range(ports, where)
        letters = "tu" if letters == "*" else letters
        if name.startswith("!"):
            notices.append(Notice(first, last, letters, name[1:]))
            continue
        references = tuple(f"RFC {rfc[3:]}" for rfc in rfcs.split())
        used_otherwise = mark == "unauthorised"
        ja = japanese.get((ports, name), description)
        translated.add((ports, name))
        rows.append(
            Row(
                *(first, last, name, (), letters, "I", description, ja),
                *(references, None, used_otherwise),
            )
        )
    for place in japanese.keys() - translated:
        raise MistakeError(f"iana-ja.tsv: no such row: {place}")
    return rows, notices


def reference() -> list[Row]:
    """Return the six tables of the first reference document, with its slips marked."""
    slips = {
        (entry["table"], entry["port"], entry["name"]): entry
        for entry in _toml("slips.toml", "slip")
    }
    rows = []
    for cells, where in _lines("reference.tsv", 7):
        table, port, transport, name, aliases, en, ja = cells
        letters = LETTERS[transport] if transport else "tu"
        _check_texts(where, en, ja)
        rows.append(
            Row(
                *(_port(port, where), _port(port, where), name, tuple(aliases.split())),
                *(letters, table.removeprefix("C-"), en, ja),
                (),
                _shown(slips.pop((table, int(port), name), None)),
            )
        )
    if slips:
        raise MistakeError(f"slips.toml: no such row: {next(iter(slips))}")
    return rows


def _check_lock() -> None:
    """See that iana.tsv and its supplement are those that iana.py last worked on."""
    for line in (HERE / "iana.lock").read_text(encoding="utf-8").split("\n"):
        digest, _, name = line.partition("  ")
        if digest and name.startswith("iana"):
            found = hashlib.sha256((HERE / name).read_bytes()).hexdigest()
            if found != digest:
                raise MistakeError(f"{name} has changed since python data/iana.py was run")


def _shown(slip: dict[str, Any] | None) -> tuple[str, str] | None:
    """Return the texts of a slip, unless it concerns only wording that nobody sees here."""
    if slip is None or slip.get("wording_only"):
        return None
    _check_texts(f"slips.toml: {slip['name']}", slip["en"], slip["ja"])
    return slip["en"], slip["ja"]


def typical() -> list[Row]:
    """Return the twenty typical ports of the second reference document."""
    rows = []
    for cells, where in _lines("typical.tsv", 6):
        port, transports, name, aliases, en, ja = cells
        number = _port(port, where)
        _check_texts(where, en, ja)
        names = (name, tuple(aliases.split()))
        rows.append(Row(number, number, *names, _letters(transports), "T", en, ja))
    return rows


def common() -> tuple[list[Row], list[tuple[int, str, str, str]]]:
    """Return what is common on a port, and (port, letter, name, kind) where the kind matters."""
    rows: list[Row] = []
    kinds: list[tuple[int, str, str, str]] = []
    short_names = _short_names()
    for cells, where in _lines("common.tsv", 7):
        ports, transport, name, kind, en, ja, source = cells
        first, last = _range(ports, where)
        _check_texts(where, en, ja)
        if transport not in LETTERS:
            raise MistakeError(f"{where}: {transport!r} is no transport")
        if not source:
            raise MistakeError(f"{where}: where does that come from?")
        aliases = (*_short_name(name), *short_names.get(name, ()))
        rows.append(Row(first, last, name, aliases, LETTERS[transport], "U", en, ja))
        if kind:
            if kind not in KINDS:
                raise MistakeError(f"{where}: {kind!r} is none of {KINDS}")
            kinds += [(port, LETTERS[transport], name, kind) for port in range(first, last + 1)]
    for name in short_names.keys() - {row.name for row in rows}:
        raise MistakeError(f"short-names.tsv: no such software: {name}")
    return rows, sorted(kinds)


def _short_name(name: str) -> tuple[str, ...]:
    """Return what people call a product whose full name begins with its maker's."""
    maker, _, product = name.partition(" ")
    return (product,) if maker in VENDORS and product and " " not in product else ()


def _short_names() -> dict[str, tuple[str, ...]]:
    """Return what people call software in haste: psql, k8s."""
    found: dict[str, tuple[str, ...]] = {}
    for (name, aliases), where in _lines("short-names.tsv", 2):
        if name in found or not aliases or aliases != aliases.casefold():
            raise MistakeError(f"{where}: {name} stands twice, or its short names are not small")
        found[name] = tuple(aliases.split())
    return found


def images() -> list[tuple[str, str, str]]:
    """Return (image, "5432t 8080t", software) in the file's order: the best known first."""
    found: dict[str, tuple[str, str]] = {}
    for (image, ports, software), where in _lines("images.tsv", 3):
        if image in found or image != image.casefold():
            raise MistakeError(f"{where}: {image} stands twice or has capitals")
        if not software:
            raise MistakeError(f"{where}: which software is in {image}?")
        found[image] = " ".join(_image_port(port, where) for port in ports.split()), software
    return [(image, *cells) for image, cells in found.items()]


def libc() -> list[Libc]:
    """Return the names of the C library's services file."""
    return [
        Libc(name, _port(port, where), _letters(transports), tuple(aliases.split()), en, ja)
        for (name, port, transports, aliases, en, ja), where in _lines("libc.tsv", 6)
    ]


def tasks() -> list[tuple[str, list[tuple[int, str]], str]]:
    """Return (words, [(port, name)], where it stands): what people look for by its purpose."""
    found: dict[str, tuple[list[tuple[int, str]], str]] = {}
    for (words, places), where in _lines("tasks.tsv", 2):
        ports = [place.split(" ", 1) for place in places.split("; ")]
        wanted = [(_port(port, where), name) for port, name in ports]
        for word in words.split(", "):
            if word in found or word != word.casefold():
                raise MistakeError(f"{where}: {word} stands twice or has capitals")
            found[word] = wanted, where
    return [(word, *cells) for word, cells in found.items()]


def cautions() -> list[tuple[str, ...]]:
    """Return the cautions as records of the compiled table, one for each range of ports."""
    records: list[tuple[str, ...]] = []
    for entry in _toml("cautions.toml", "caution"):
        where = f"cautions.toml: {entry['ports']}"
        instead = entry.get("instead", {"en": "", "ja": ""})
        if entry["risk"] not in RISKS:
            raise MistakeError(f"{where}: {entry['risk']!r} is none of {RISKS}")
        _check_texts(where, entry["en"], entry["ja"])
        for place in entry["ports"].split():
            ports, _, transport = place.partition("/")
            first, last = _range(ports, where)
            records.append(
                (
                    *(str(first), str(last), LETTERS[transport], entry["risk"]),
                    *(entry["en"], entry["ja"], instead["en"], instead["ja"]),
                    *(entry.get("reference", ""), str(entry.get("instead_port", ""))),
                    "; ".join(entry.get("software", ())),
                )
            )
    return records


def _lines(
    name: str, width: int, *, has_header: bool = True
) -> Iterator[tuple[Sequence[str], str]]:
    """Yield the cells of each line and where it stands, for messages."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, cells in enumerate(reader, 1):
            where = f"{name}:{number}"
            if len(cells) != width:
                raise MistakeError(f"{where}: {len(cells)} cells, not {width}")
            if any(char in cell for cell in cells for char in FORBIDDEN):
                raise MistakeError(f"{where}: a cell holds a character of {FORBIDDEN!r}")
            if number > 1 or not has_header:
                yield cells, where


def _toml(name: str, key: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text(encoding="utf-8"))[key]
    return entries


def _check_texts(where: str, en: str, ja: str) -> None:
    checks = (
        (en and ja, "a text is missing"),
        (en.isascii(), "the English text is not ASCII"),
        (LONG_VOWEL_SLIP not in ja, "U+2010 stands for the long vowel mark"),
        (not any(char in en + ja for char in FORBIDDEN), "a tab, line end or bar"),
        (en.strip() == en and ja.strip() == ja, "blanks at an end"),
    )
    for holds, complaint in checks:
        if not holds:
            raise MistakeError(f"{where}: {complaint}")


def _letters(transports: str) -> str:
    return "".join(LETTERS[transport] for transport in transports.split())


def _image_port(text: str, where: str) -> str:
    port, _, transport = text.partition("/")
    return f"{_port(port, where)}{LETTERS[transport or 'tcp']}"


def _range(text: str, where: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return _port(first, where), _port(last or first, where)


def _port(text: str, where: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise MistakeError(f"{where}: {text!r} is no port")
    return int(text)
