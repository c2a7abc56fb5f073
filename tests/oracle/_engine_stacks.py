"""Stacks by chance: services on several networks that call each other by every kind of name."""

from random import Random
from typing import NamedTuple

from tests.oracle._engine_images import BUSYBOX, NGINX

_HOSTS = 6  # ports of the host that a stack may publish
_SERVED = (80, 8000, 8080, 9000)
_NETWORKS = ("front", "back")


class Probe(NamedTuple):
    """A port that a service is to be asked for, and the line, 0-based, of `path` that says so."""

    caller: str
    name: str
    port: int
    path: str
    line: int


class Stack(NamedTuple):
    """The files of a stack and what they say of connections."""

    files: dict[str, str]
    probes: list[Probe]


def stack(seed: int, first: int, project: str) -> Stack:
    """Return a stack that publishes ports from `first` on; a seed always gives the same."""
    return _Stack(Random(f"stack {seed}"), first, project).made()


class _Service(NamedTuple):
    name: str
    is_nginx: bool
    ports: list[int]  # on which it listens


class _Stack:
    """One stack while it is written; the names that can be called gather in `called`."""

    def __init__(self, random: Random, first: int, project: str) -> None:
        self.random = random
        self.first = first
        self.project = project
        self.has_networks = random.random() < 0.5
        names = random.sample(["web", "api", "db", "cache", "edge"], random.randint(2, 5))
        self.services = [
            _Service(name, random.random() < 0.5, random.sample(_SERVED, random.choice((1, 1, 2))))
            for name in names
        ]
        self.called = [*names, *names, "localhost", "127.0.0.1", f"{names[0]}x"]
        self.called.append(f"{project}-{random.choice(names)}-1")
        self.asked = [*(port for service in self.services for port in service.ports), 7777, 80]
        self.lines: list[str] = []
        self.files: dict[str, str] = {}
        self.probes: list[Probe] = []

    def made(self) -> Stack:
        bodies = [self._head(index) for index in range(len(self.services))]
        self.lines.append("services:")
        for service, body in zip(self.services, bodies, strict=True):
            self.lines += body
            self._ports(service, body)
            self._calls(service)
        if self.has_networks:
            self.lines += ["networks:", *(f"  {name}: {{}}" for name in _NETWORKS)]
        self.files["compose.yaml"] = "\n".join(self.lines) + "\n"
        return Stack(self.files, self.probes)

    def _head(self, index: int) -> list[str]:
        random, (name, is_nginx, ports) = self.random, self.services[index]
        lines = [f"  {name}:", f"    image: {NGINX if is_nginx else BUSYBOX}"]
        if not is_nginx:
            serve = "; ".join(f"httpd -p {port}" for port in ports)
            lines.append(f"    command: [/bin/sh, -c, '{serve}; exec sleep 300']")
        later = [service.name for service in self.services[index + 1 :]]
        if later and random.random() < 0.1:
            return [*lines, f"    network_mode: service:{random.choice(later)}"]
        if random.random() < 0.15:
            lines.append(f"    hostname: {name}host")
            self.called.append(f"{name}host")
        if random.random() < 0.15:
            lines.append(f"    container_name: {self.project}{name}")
            self.called.append(f"{self.project}{name}")
        if later and random.random() < 0.15:
            linked = random.choice(later)
            lines.append(f"    links: ['{linked}:peer']")
            self.called += ["peer", f"{linked}-1"]
        if self.has_networks and random.random() < 0.85:
            lines.append("    networks:")
            for network in random.choice((("front",), ("back",), _NETWORKS)):
                alias = f"{name}-{network}"
                has_alias = random.random() < 0.3
                self.called += [alias] if has_alias else []
                lines.append(f"      {network}: {{{f'aliases: [{alias}]' if has_alias else ''}}}")
        return lines

    def _ports(self, service: _Service, body: list[str]) -> None:
        if self.random.random() > 0.5 or any("network_mode" in line for line in body):
            return
        index = self.services.index(service)
        host = self.first + index % _HOSTS
        target = self.random.choice((*service.ports, *service.ports, 8081))
        self.asked.append(host)
        self.lines.append("    ports:")
        self._probe(service.name, "127.0.0.1", target, "compose.yaml", len(self.lines))
        self.lines.append(f'      - "{host}:{target}"')

    def _calls(self, service: _Service) -> None:
        name, port = self.random.choice(self.called), self.random.choice(self.asked)
        if service.is_nginx:
            path = f"{service.name}/default.conf"
            listen = "".join(f"    listen {port};\n" for port in service.ports)
            head = f"server {{\n{listen}"
            if self.random.random() < 0.7:
                self._probe(service.name, name, port, path, head.count("\n"))
                head += f"    location / {{ proxy_pass http://{name}:{port}; }}\n"
            self.files[path] = head + "}\n"
            self.lines.append(f"    volumes: ['./{path}:/etc/nginx/conf.d/default.conf:ro']")
            return
        self.lines.append("    environment:")
        for number in range(self.random.randint(1, 3)):
            text = self.random.choice(
                (f"http://{name}:{port}/", f"{name}:{port}", f"http://{name}/")
            )
            asked = port if f":{port}" in text else 80
            self._probe(service.name, name, asked, "compose.yaml", len(self.lines))
            self.lines.append(f"      URL{number}: {text}")
            name, port = self.random.choice(self.called), self.random.choice(self.asked)

    def _probe(self, caller: str, name: str, port: int, path: str, line: int) -> None:
        self.probes.append(Probe(caller, name, port, path, line))
