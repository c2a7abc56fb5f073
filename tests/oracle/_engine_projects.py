"""Compose projects by chance that a Docker Engine can start, many of them for one port too few."""

from random import Random
from typing import NamedTuple

from tests.oracle._engine_images import BUSYBOX

# How many ports of the host a project may name, from its first on.
WIDTH = 8

_ADDRESSES = (
    "", "", "", "", "", "0.0.0.0", "127.0.0.1", "127.0.0.2", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]",
)  # fmt: skip
_TRANSPORTS = ("", "", "", "", "", "/tcp", "/udp", "/UDP")
_MODES = ("host", "none", "bridge", "service:{other}")


class Started(NamedTuple):
    """The files of a project and the profiles to start it with, one after the other."""

    files: dict[str, str]
    profiles: tuple[str, ...]


def started(seed: int, first: int) -> Started:
    """Return a project that publishes ports from `first` on; a seed always gives the same."""
    random = Random(f"engine {seed}")
    ports = _Ports(random, first)
    names = ["web", "db", "cache", "api"][: random.choice((1, 2, 2, 3, 3, 4))]
    files: dict[str, str] = {}
    head = ""
    others: list[str] = []
    if random.random() < 0.15:
        files["common.yaml"] = "services:\n" + _service(random, ports, "one", [], [])
        others.append("{service: one, file: common.yaml}")
    if random.random() < 0.12:
        files["part/compose.yaml"] = "services:\n" + _service(random, ports, "part", [], [])
        head = "include:\n  - part/compose.yaml\n"
    services = [_service(random, ports, name, names, others) for name in names]
    files["compose.yaml"] = f"{head}services:\n" + "".join(services)
    if random.random() < 0.25:
        changed = random.choice(names)
        text = f"services:\n  {changed}:\n" + _list(random, ports)
        files["compose.override.yaml"] = text + _count(random)
    if random.random() < 0.2:
        files[".env"] = f"A={first + random.randint(0, 2)}\n"
    found = [name for name in ("a", "b") if f"profiles: [{name}]" in "".join(files.values())]
    return Started(files, ("", *found))


class _Ports(NamedTuple):
    random: Random
    first: int

    def one(self) -> int:
        """Return a port; few enough that two services often want the same."""
        return self.first + int(self.random.random() ** 1.5 * WIDTH)

    def inside(self) -> int:
        return self.random.choice((80, 81, 443, 5432))


def _service(random: Random, ports: _Ports, name: str, names: list[str], others: list[str]) -> str:
    text = f"  {name}:\n    image: {BUSYBOX}\n    command: [/bin/sleep, '300']\n"
    bases = [*others, *(other for other in names if other > name)]
    if bases and random.random() < 0.2:
        text += f"    extends: {random.choice(bases)}\n"
    if random.random() < 0.12:
        text += f"    profiles: [{random.choice('ab')}]\n"
    if random.random() < 0.14:
        # Compose refuses a circle, which is no question to the Engine.
        after = [other for other in names if other > name] or [""]
        mode = random.choice(_MODES if after[0] else _MODES[:3])
        text += f"    network_mode: {mode.format(other=random.choice(after))!r}\n"
    text += _count(random)
    if random.random() < 0.12:
        text += f"    expose: [{random.choice(('80', '5000-5001', '53/udp'))!r}]\n"
    return text + (_list(random, ports) if random.random() < 0.85 else "")


def _count(random: Random) -> str:
    if random.random() > 0.14:
        return ""
    count = random.choice((0, 1, 2, 2, 3))
    return random.choice((f"    scale: {count}\n", f"    deploy: {{replicas: {count}}}\n"))


def _list(random: Random, ports: _Ports) -> str:
    items = [_item(random, ports) for _ in range(random.choice((1, 1, 1, 2, 2, 3)))]
    if random.random() < 0.08:
        items.append(_respelled(random, items[-1]))
    return "    ports:\n" + "".join(f"      - {item}\n" for item in items)


def _item(random: Random, ports: _Ports) -> str:
    address, transport = random.choice(_ADDRESSES), random.choice(_TRANSPORTS)
    host, inside = ports.one(), ports.inside()
    form = random.random()
    if form < 0.22:
        return _long(random, address.strip("[]"), str(host), inside, transport.strip("/"))
    if form < 0.28:
        return f'"{inside}{transport}"'
    last = host + random.randint(1, 2)
    if form < 0.36:
        both = f"{host}-{last}:{inside}-{inside + last - host}"
    elif form < 0.44:
        both = f"{host}-{last}:{inside}"
    elif form < 0.5:
        variable = random.choice(("${A:-%d}", "${B:-%d}")) % host
        both = f"{variable}:{inside}"
    else:
        both = f"{host}:{inside}"
    return f'"{address}{":" if address else ""}{both}{transport}"'


def _long(random: Random, address: str, host: str, inside: int, transport: str) -> str:
    number = random.choice((host, f'"{host}"', f'"{host}-{host}"', '""', host))
    if random.random() < 0.04:
        number = f'"{host}-{int(host) + 1}-{int(host) + 2}"'
    parts = [f"target: {inside}", f"published: {number}"]
    if address:
        parts.append(f'host_ip: "{address}"')
    if transport:
        parts.append(f"protocol: {transport}")
    if random.random() < 0.1:
        parts.append(f"mode: {random.choice(('host', 'ingress'))}")
    return f"{{{', '.join(parts)}}}"


def _respelled(random: Random, item: str) -> str:
    """Return the entry in another spelling, as far as there is one."""
    if item.startswith("{"):
        return item.replace('"', "") if '""' not in item and "::" not in item else item
    changes = (("[::1]", "[0:0:0:0:0:0:0:1]"), ("/udp", "/UDP"), ('"', "'"), (":80", ":080"))
    return item.replace(*random.choice(changes))
