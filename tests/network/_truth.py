"""What a generated stack is, in plain values: none of portlens' own."""

import re
from collections.abc import Iterable
from typing import NamedTuple

Leads = tuple[str, tuple[str, ...]]  # how a connection ends, and at whom
KEY = re.compile("K[0-9]+(?:_HOST)?")
BASE, OVERRIDE = "/r/p/compose.yaml", "/r/p/compose.override.yaml"


class Published(NamedTuple):
    """A socket of the machine: an address, a port, and the container's port behind it."""

    address: str
    transport: str
    port: int
    service: str
    target: int


class Made(NamedTuple):
    """A connection: who calls which name on which port, and in which file.

    `key` stands in its line, and in no other of that file.
    """

    caller: str
    name: str
    port: int
    leads: Leads
    path: str
    key: str


class Truth(NamedTuple):
    """What a stack is; `listens` are nginx's sockets by service, `told` what proxies are told."""

    published: set[Published]
    listens: set[tuple[str, int]]
    told: set[tuple[str, int]]
    made: set[Made]
    whole: set[str]


class Service(NamedTuple):
    """A service as it is meant; `names` are by network, and `names[""]` count on all of them."""

    name: str
    is_nginx: bool
    networks: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    listens: tuple[int, ...]


def leads(services: Iterable[Service], caller: Service, name: str) -> Leads:
    """Return where `name` leads to: to all who have it on a network of the caller."""
    reached, others = [], []
    for one in services:
        on = {network for network in one.networks if name in one.names.get(network, ())}
        on |= set(one.networks) if name in one.names[""] else set()
        if on & set(caller.networks):
            reached.append(one.name)
        elif on:
            others.append(one.name)
    if reached:
        return "reached", tuple(sorted(reached))
    return ("unreachable", tuple(sorted(others))) if others else ("nobody", ())
