"""What the networks of a project and its `.env` file make of its services' published ports.

Source: projects started on a Docker Engine 20.10: a service that is only on networks with
`internal: true`, or of the drivers macvlan and ipvlan, opens no port of the host, and nobody says
so; `host_binding_ipv4` is the address of entries that name none. COMPOSE_PROFILES of the `.env`
file stands for `--profile`, of docker-compose 2.40.3.
"""

from collections.abc import Iterator, Mapping

from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._yaml.nodes import Node, entries, resolved, text_of, value_of
from portlens.model.address import Address, parse_ip
from portlens.programs.compose.service import Body, Published
from portlens.programs.compose.settings import Settings
from portlens.programs.compose.whole import whole_file
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.plain import strip_blanks
from portlens.workspace.document import Document

_DEFAULT = "default"
_BINDING = "com.docker.network.bridge.host_binding_ipv4"
_TRUE = frozenset({"true", "yes", "on", "y"})


class _Network(NamedTuple):
    """A network as its files say: which driver, whether internal, and where it binds ports."""

    driver: str = ""
    internal: str = ""
    binding: str = ""
    is_external: bool = False

    @property
    def publishes(self) -> bool:
        """Whether ports of its containers are opened on the host, as far as anybody knows."""
        if self.is_external or UNKNOWN in self.driver + self.internal:
            return True
        is_internal = self.internal.lower() in _TRUE and self.driver in ("", "bridge")
        return not (is_internal or self.driver in ("macvlan", "ipvlan"))


def attached(
    services: Mapping[str, Body], documents: Mapping[str, Document], values: Mapping[str, str]
) -> dict[str, Body]:
    """Return the services with what their networks make of their `ports`.

    `values` are those of the project's variables.
    """
    networks = _networks(documents, values)
    found = dict(services)
    for name, body in pausing(services.items()):
        settings = Settings(body, documents) if body.ports and body.network_mode is None else None
        if settings is None or not settings.is_whole:
            continue
        names = [item.text for item in settings.items("networks")] or [_DEFAULT]
        on = [networks.get(each, _Network()) for each in names]
        publishing = [network for network in on if network.publishes]
        if not publishing:
            found[name] = body._replace(is_apart=True)
            continue
        bindings = {network.binding for network in publishing}
        if bindings != {""}:
            address = parse_ip(bindings.pop()) if len(bindings) == 1 else None
            found[name] = body._replace(ports=tuple(_bound(body.ports, address)))
    return found


def with_profiles(services: Mapping[str, Body], chosen: str) -> dict[str, Body]:
    """Return the services of which those are on together that have one of the profiles in `chosen`.

    They are not always on: whoever says `--profile` turns on that one alone, of 2.40.3.
    """
    names = dict.fromkeys(strip_blanks(name) for name in chosen.split(","))
    found = dict(services)
    for name, body in pausing(services.items()):
        if "*" in names:
            found[name] = body._replace(profiles=())
        elif not names.keys().isdisjoint(body.profiles):
            found[name] = body._replace(profiles=tuple(dict.fromkeys((*body.profiles, *names))))
    return found


def _bound(ports: tuple[Published, ...], address: Address | None) -> Iterator[Published]:
    """Yield `ports` with the address of those that have none; without one nobody knows it."""
    entries_of = {
        id(port.entry): port.entry._replace(is_address_unknown=True)
        for port in ports
        if address is None
    }
    for port in ports:
        pause()
        if port.use.address is not None:
            yield port
        elif address is None:
            yield port._replace(entry=entries_of[id(port.entry)])
        elif address.is_wildcard:
            yield port
        else:
            yield port._replace(use=port.use._replace(address=address))


def _networks(
    documents: Mapping[str, Document], values: Mapping[str, str]
) -> Mapping[str, _Network]:
    found: dict[str, _Network] = {}

    def said(node: Node | None, before: str) -> str:
        return expand(text_of(node), values).text or before

    for document in documents.values():
        for top in whole_file(document).documents:
            for key, value in entries(value_of(top, "networks")):
                pause()
                node, known = resolved(value), found.get(key.value, _Network())
                external = value_of(node, "external")
                found[key.value] = _Network(
                    said(value_of(node, "driver"), known.driver),
                    said(value_of(node, "internal"), known.internal),
                    said(value_of(value_of(node, "driver_opts"), _BINDING), known.binding),
                    known.is_external
                    or (external is not None and text_of(external).lower() != "false"),
                )
    return found
