"""The tables of data/ taken together: `make catalogue-check` runs this file alone."""

from itertools import chain

from portlens.catalogue.load import catalogue
from tests.catalogue.test_sources import DATA, module

SOURCES = module(DATA / "sources.py")
KNOWN = catalogue()
COMMON = [row for row in chain.from_iterable(map(KNOWN.at, range(65536))) if row.status == "common"]


def test_every_image_has_its_port_in_common_use() -> None:
    for image, ports, _ in SOURCES.images():
        main = int(ports.split()[0][:-1])
        rows = KNOWN.at(main)
        assert any(row.status in {"common", "listed"} for row in rows), (image, main)


def test_the_software_of_every_image_is_found_by_its_name() -> None:
    for image, _, software in SOURCES.images():
        assert any(row.status == "common" for row in KNOWN.named(software)), (image, software)


def test_every_row_of_common_use_is_found_by_its_product_s_name() -> None:
    for row in COMMON:
        found = [match.assignment for match in KNOWN.search(row.name, 200)]
        places = {(each.name.casefold(), each.first) for each in found}
        assert (row.name.casefold(), row.first) in places, (row.name, row.first)


def test_every_caution_is_of_something_that_the_tables_have() -> None:
    for caution in SOURCES.cautions():
        for software in filter(None, caution[-1].split("; ")):
            port = int(caution[0])
            names = {name for row in KNOWN.at(port) for name in (row.name, *row.aliases)}
            assert software in names or software == "FastCGI", (port, software)


def test_every_name_of_the_c_library_is_explained() -> None:
    for entry in SOURCES.libc():
        for name in (entry.name, *entry.aliases):
            known = any(row.first <= entry.port <= row.last for row in KNOWN.named(name))
            assert known, (name, entry.port)
