"""The ports that a container's image usually listens on, as far as its command leaves them so."""

import re
from collections.abc import Mapping

from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.image import Image, Ports
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:  # of which most questions here know nothing
    from portlens.model.port_use import PortUse

# The options of a server for its port; source: the manuals of each.
_LONG = r"--port[= ]"
_OPTIONS = {
    "MongoDB": _LONG,
    "Redis": _LONG,
    "Valkey": _LONG,
    "PostgreSQL": rf"{_LONG}|-p ?|-c ?port=",
    "MySQL": rf"{_LONG}|-P ?",
    "MariaDB": rf"{_LONG}|-P ?",
    "Memcached": rf"{_LONG}|-p ?",
    "NATS": rf"{_LONG}|-p ?",
    "Meilisearch": r"--http-addr[= ]",
    "Keycloak": r"--http-port[= ]",
}
# Prometheus itself and its exporters, which are called after it, take an address with the port.
_FAMILY = ("Prometheus", r"--web\.listen-address[= ]")
# A shell runs more than the server, and a second port may be the usual one.
_MORE = regex(r"[;&|<>`]")
_PORT = regex(r"port", re.IGNORECASE)


_NONE: Mapping[str, str] = {}


class Usual(NamedTuple):
    """The usual ports, the main one first; `is_sure` unless the command sets one unseen."""

    ports: Ports
    is_sure: bool = True


def usual_ports(
    reference: str, runs: str, catalogue: Catalogue, variables: Mapping[str, str] = _NONE
) -> Usual:
    """Return on which ports the image that `reference` names listens when `runs` starts it.

    `mongod --port 27018` does not listen on 27017, nor does PostgreSQL on 5432 with PGPORT=5433 in
    its `variables`. Those are empty where nobody knows them.
    """
    image = catalogue.image(reference)
    software, of_family = _FAMILY
    option = of_family if image.software.startswith(software) else _OPTIONS.get(image.software)
    values: list[str] = []
    if option is not None and runs and image.ports:
        values = re.findall(rf"(?<!\S)(?:{option})(\S+)", runs)
    if not values and not variables:
        return Usual(image.ports)
    if not values:
        from portlens.programs.port_variables import port_variable  # few services set one

        return _by_variable(image, variables.get(port_variable(reference, image.software)))
    (_, transport), *others = image.ports
    text = values[0].strip("\"'").rpartition(":")[2]
    number = to_number(text) if is_number(text) else 0
    is_one = len(values) == 1 and len(_PORT.findall(runs)) <= 1
    if not is_one or _MORE.search(runs) or not 0 < number <= HIGHEST_PORT:
        return Usual(tuple(others), is_sure=False)
    return Usual(((number, transport), *others))


def _by_variable(image: Image, value: str | None) -> Usual:
    """Return the ports of an image whose variable for its port has a value, or is not set."""
    if value is None or not image.ports:
        return Usual(image.ports)
    (_, transport), *others = image.ports
    number = to_number(value) if is_number(value) else 0
    if not 0 < number <= HIGHEST_PORT:
        return Usual(tuple(others), is_sure=False)
    return Usual(((number, transport), *others))


def may_listen(use: "PortUse", port: int | None, catalogue: Catalogue) -> bool:
    """Tell whether the image of the service that a use belongs to may listen on `port` itself.

    Of an image that is not known nobody can tell. What a known one asks for at `localhost`, and
    does not listen on, is that of another which shares its network.
    """
    found = usual_ports(use.image, use.runs, catalogue)
    is_known = found.is_sure and bool(found.ports) and bool(catalogue.image(use.image).software)
    return not is_known or (port, use.transport) in found.ports
