"""A host and its port in two variables of one service: `DB_HOST` and `DB_PORT`.

Only what leaves no doubt is taken: both stand in one `environment`, the host is another service
of the project by name, the port is a plain number, and the name of the variables is that of
something which is spoken to over TCP, by this service itself.
"""

from collections.abc import Iterator

from portlens.formats._place import Place, Surroundings, place_of
from portlens.formats._yaml.nodes import Node, Scalar, Sequence, entries, resolved, value_of
from portlens.formats.compose.port_entry import Owner, PortEntry
from portlens.model.address import Address
from portlens.model.port_use import PortUse, is_port_number
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_NAME = regex(r"([A-Z][A-Z0-9_]*)_(HOST|PORT)\Z")
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
    values = dict(_values(node, around))
    owner = Owner(service)
    for name, (port, number) in values.items():
        matched = _NAME.match(name)
        host = values.get(f"{matched[1]}_HOST") if matched and matched[2] == "PORT" else None
        words = name.split("_")
        if host is None or _OVER_TCP.isdisjoint(words) or not _OF_OTHERS.isdisjoint(words):
            continue
        called, written = host[0].expanded.text[host[1] :], port.expanded.text[number:]
        is_other = called in names and called not in {service, "localhost"}
        if not is_other or not is_port_number(written):
            continue
        at = number, len(port.expanded.text)
        part = port.port(*at, to_number(written), to_number(written))
        detail = PortEntry("mention", owner, part.span)
        use = PortUse(
            "connects", part.span, part, "tcp", Address("name", called), owner.path, detail=detail
        )
        variables = (*port.expanded.variables, *host[0].expanded.variables)
        yield Paired(
            use,
            host[0].of(host[1], len(host[0].expanded.text)),
            any(variable.is_default for variable in variables),
        )


def _values(node: Node | None, around: Surroundings) -> Iterator[tuple[str, tuple[Place, int]]]:
    """Yield by name the variables that may be half of a pair, and where each value begins."""
    found = resolved(value_of(node, "environment"))
    if isinstance(found, Sequence):
        for item in map(resolved, found.items):
            name, equals, _ = (
                item.value.partition("=") if isinstance(item, Scalar) else ("", "", "")
            )
            if equals and isinstance(item, Scalar) and _NAME.match(name):
                yield name, (place_of(item, around), len(name) + 1)
        return
    for key, value in entries(found):
        inner = resolved(value)
        if isinstance(inner, Scalar) and _NAME.match(key.value):
            yield key.value, (place_of(inner, around), 0)
