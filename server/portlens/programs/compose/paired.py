"""A host and its port in two variables of one service: `DB_HOST`, or `DB_HOSTNAME`, and `DB_PORT`.

Only what leaves no doubt is taken: both stand in one `environment` or in one `env_file`, the host
is another service of the project by name, the port is a plain number, and the name of the variables
is that of something which is spoken to over TCP, by this service itself.
"""

import re
from collections.abc import Iterator, Mapping

from portlens.formats._place import Surroundings, place_of
from portlens.formats._yaml.nodes import Node, Scalar, Sequence, entries, resolved, value_of
from portlens.formats.compose.port_entry import Owner, PortEntry
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse, is_port_number
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_NAME = regex(r"([A-Z][A-Z0-9_]*)_(HOST|HOSTNAME|PORT)\Z")
# Databases, caches, brokers and mail servers. Others may be spoken to over UDP, as StatsD, syslog
# and Jaeger's agent are, or be what browsers and proxies call.
_OVER_TCP = frozenset(
    (
        *("DB", "DATABASE", "PG", "POSTGRES", "POSTGRESQL", "MYSQL", "MARIADB", "MSSQL", "SQL"),
        *("MONGO", "MONGODB", "REDIS", "VALKEY", "CACHE", "MEMCACHED", "RABBITMQ", "AMQP", "KAFKA"),
        *("NATS", "ELASTICSEARCH", "OPENSEARCH", "CLICKHOUSE", "CASSANDRA", "NEO4J"),
        *("SMTP", "MAIL", "IMAP", "LDAP"),
    )
)
_OF_OTHERS = frozenset(("PUBLIC", "EXTERNAL", "VIRTUAL", "VITE", "ADVERTISED"))


class Paired(NamedTuple):
    """The port as a use, where its host stands, and whether a default decides."""

    use: PortUse
    host: Span
    is_default: bool


def paired(
    node: Node | None, around: Surroundings, service: str, names: frozenset[str]
) -> Iterator[Paired]:
    """Yield the ports in such pairs of the service at `node`; `names` are those of containers."""
    halves = list(_halves(node))
    if not any(name.endswith("_PORT") for name, *_ in halves):
        return
    places = {name: (place_of(scalar, around), start) for name, scalar, start in halves}
    values = {name: place.expanded.text[start:] for name, (place, start) in places.items()}
    for of_host, of_port in pairs(values, service, names):
        (host, before), (port, number) = places[of_host], places[of_port]
        port_number = to_number(values[of_port])
        part = port.port(number, len(port.expanded.text), port_number, port_number)
        variables = (*port.expanded.variables, *host.expanded.variables)
        yield Paired(
            use_of(part, values[of_host], service),
            host.of(before, len(host.expanded.text)),
            any(variable.is_default for variable in variables),
        )


def pairs(
    values: Mapping[str, str], service: str, names: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield the names of two variables of `service` that are the host and the port of another."""
    for name, written in values.items():
        matched = may_be_half(name)
        of_host = _host_beside(matched[1], values) if matched and matched[2] == "PORT" else ""
        called, words = values.get(of_host, ""), name.split("_")
        is_other = called in names and called not in {service, "localhost"}
        if not is_other or _OVER_TCP.isdisjoint(words) or not _OF_OTHERS.isdisjoint(words):
            continue
        if is_port_number(written):
            yield of_host, name


def _host_beside(prefix: str, values: Mapping[str, str]) -> str:
    """Return the variable that has the host; two that may each be it leave a doubt."""
    found = [name for name in (f"{prefix}_HOST", f"{prefix}_HOSTNAME") if name in values]
    return found[0] if len(found) == 1 else ""


def may_be_half(name: str) -> re.Match[str] | None:
    """Return what a variable is called and whether it is a host or a port; None for neither."""
    return _NAME.match(name)


def use_of(part: PortRange, called: str, service: str) -> PortUse:
    """Return the use of the port at `part` of what is called so."""
    owner = Owner(service)
    detail = PortEntry("mention", owner, part.span)
    address = Address("name", called)
    return PortUse("connects", part.span, part, "tcp", address, owner.path, detail=detail)


def _halves(node: Node | None) -> Iterator[tuple[str, Scalar, int]]:
    """Yield the variables that may be half of a pair, and where in its text each value begins."""
    found = resolved(value_of(node, "environment"))
    if isinstance(found, Sequence):
        for item in map(resolved, found.items):
            name, equals, _ = (
                item.value.partition("=") if isinstance(item, Scalar) else ("", "", "")
            )
            if equals and isinstance(item, Scalar) and may_be_half(name):
                yield name, item, len(name) + 1
        return
    for key, value in entries(found):
        inner = resolved(value)
        if isinstance(inner, Scalar) and may_be_half(key.value):
            yield key.value, inner, 0
