"""Stacks by chance of which everything is known before they are written.

First comes what the stack is: services, networks, names, what is published and who calls whom.
Only then is it written down, in one of the many ways to say it, over base, override, `.env` file
and mounted nginx configurations. Nothing of portlens is asked on the way.
"""

from random import Random

from tests.network._truth import BASE, OVERRIDE, Made, Published, Service, Truth, leads

_SCHEMES = {"http": 80, "https": 443, "redis": 6379, "postgresql": 5432}


def built(seed: int) -> tuple[dict[str, str], Truth]:
    """Return the files of a stack by path, and the truth of it; a seed always gives the same."""
    stack = _Stack(Random(f"built {seed}"))
    stack.write()
    return stack.files, stack.truth


class _Stack:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.truth = Truth(set(), set(), set(), set(), set())
        self.env: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.count = 0
        self.has_override = random.random() < 0.5
        networks = random.choice(((), (), ("front", "back"), ("a", "b", "c")))
        names = random.sample(["web", "api", "db", "cache", "edge", "job"], random.randint(1, 5))
        self.services = [self._service(name, networks) for name in names]
        self.networks = networks
        self.hosts = iter(random.sample(range(7000, 7900), 60))

    def _service(self, name: str, networks: tuple[str, ...]) -> Service:
        random = self.random
        on: tuple[str, ...] = ()
        if networks and random.random() < 0.8:
            on = tuple(sorted(random.sample(networks, random.randint(1, len(networks)))))
        names = {"": [name]}
        # Without a `container_name` Compose makes one up of the folder's.
        names[""].append(f"the-{name}" if random.random() < 0.3 else f"p-{name}-1")
        if random.random() < 0.3:
            names[""].append(f"{name}host")
        for network in on:
            names[network] = [f"{name}-on-{network}"] if random.random() < 0.3 else []
            names[network] += ["shared"] if random.random() < 0.2 else []
        listens = tuple(random.sample((80, 81, 3000, 8000, 8080), random.randint(1, 2)))
        kept = {key: tuple(values) for key, values in names.items()}
        return Service(name, random.random() < 0.4, on or ("default",), kept, listens)

    def write(self) -> None:
        base, override = ["services:"], ["services:"]
        for service in self.services:
            self._write(service, base, override)
        if self.networks:
            base += ["networks:", *(f"  {name}: " for name in self.networks)]
        self.files[BASE] = "\n".join(base) + "\n"
        if self.has_override:
            empty = "services: {}" if len(override) == 1 else "\n".join(override)
            self.files[OVERRIDE] = empty + "\n"
        if self.env:
            lines = [f"{name}={value}\n" for name, value in self.env.items()]
            self.files["/r/p/.env"] = "".join(self.random.sample(lines, len(lines)))

    def _write(self, service: Service, base: list[str], override: list[str]) -> None:
        random, name = self.random, service.name
        base += [f"  {name}:", f"    image: {'nginx' if service.is_nginx else f'acme/{name}'}"]
        own = service.names[""]
        base += [f"    container_name: {own[1]}"] if own[1] == f"the-{name}" else []
        base += [f"    hostname: {name}host"] if f"{name}host" in own else []
        self._write_networks(service, base)
        if service.is_nginx:
            self._write_nginx(service, base)
        over = [f"  {name}:"]
        self._write_ports(service, base, over)
        keys = [f"{self._key()}_HOST" for _ in range(random.randint(0, 3))]
        later = [f"{self._key()}_HOST" for _ in range(random.randint(0, 1))]
        later += [key for key in keys if random.random() < 0.4]
        later = later if self.has_override else []
        # What the override says again takes the place of what the base says.
        self._write_calls(service, base, BASE, keys, set(later))
        self._write_calls(service, over, OVERRIDE, later, set())
        if random.random() < 0.2:
            self._write_told(service, base)
        if len(over) > 1:
            override += over

    def _key(self) -> str:
        self.count += 1
        return f"K{self.count}"

    def _write_networks(self, service: Service, lines: list[str]) -> None:
        if service.networks == ("default",):
            return
        aliases = {network: service.names[network] for network in service.networks}
        if not any(aliases.values()) and self.random.random() < 0.5:
            lines.append(f"    networks: [{', '.join(service.networks)}]")
            return
        lines.append("    networks:")
        for network, names in aliases.items():
            body = f"{{aliases: [{', '.join(names)}]}}" if names else ""
            lines.append(f"      {network}: {body}")

    def _write_ports(self, service: Service, base: list[str], over: list[str]) -> None:
        parts: dict[int, list[str]] = {}
        for _ in range(self.random.choice((0, 0, 1, 1, 2, 3))):
            at = int(self.has_override and self.random.random() < 0.4)
            parts.setdefault(at, []).append(self._entry(service))
        for at, lines in ((0, base), (1, over)):
            if at in parts:
                lines += ["    ports:", *(f"      - {entry}" for entry in parts[at])]

    def _entry(self, service: Service) -> str:
        random, host = self.random, next(self.hosts)
        target = random.choice(service.listens)
        transport = random.choice(("tcp", "tcp", "tcp", "udp"))
        address = random.choice(("", "", "", "127.0.0.1", "0.0.0.0", "::1"))
        for each in (address,) if address else ("0.0.0.0", "::"):
            self.truth.published.add(Published(each, transport, host, service.name, target))
        shown = f"[{address}]" if ":" in address else address
        number, inside = self._number(host), self._number(target)
        if random.random() < 0.3:
            parts = [f'target: "{inside}"', f'published: "{number}"', f"protocol: {transport}"]
            parts += [f'host_ip: "{address}"'] if address else []
            random.shuffle(parts)
            return "{" + ", ".join(parts) + "}"
        suffix = "/udp" if transport == "udp" else random.choice(("", "/tcp"))
        return f'"{shown}{":" if shown else ""}{number}:{inside}{suffix}"'

    def _number(self, number: int) -> str:
        """Return the number, or a variable that has it by the `.env` file."""
        return self._variable(str(number)) if self.random.random() < 0.15 else str(number)

    def _variable(self, value: str) -> str:
        name = f"V{len(self.env)}"
        self.env[name] = value
        return self.random.choice((f"${{{name}}}", f"${{{name}:-9}}", f"${{{name}:?no}}"))

    def _write_calls(
        self, service: Service, lines: list[str], path: str, keys: list[str], void: set[str]
    ) -> None:
        """Write an environment; what stands at a key of `void` counts no more."""
        is_list = self.random.random() < 0.4
        if keys:
            lines.append("    environment:")
        for key in keys:
            name, port, value = self._call()
            if key not in void:
                where = leads(self.services, service, name)
                self.truth.made.add(Made(service.name, name, port, where, path, key))
            lines.append(f"      - {key}={value}" if is_list else f"      {key}: {value}")

    def _call(self) -> tuple[str, int, str]:
        """Return a name, a port, and one of the ways to write a connection to them."""
        random = self.random
        name, port = self._called(), random.choice((80, 81, 3000, 8000, 8080, 5432))
        kind = random.randrange(6)
        if kind == 0 and self._is_somebody(name):
            scheme = random.choice(list(_SCHEMES))
            return name, _SCHEMES[scheme], f"{scheme}://{name}/x"
        if kind == 1:
            return name, port, self._variable(f"http://u:p@{name}:{port}/x")
        if kind == 2:
            host, number = self._variable(name), self._variable(str(port))
            return name, port, f"redis://{host}:{number}/0"
        if kind == 3 and self._is_somebody(name):
            return name, port, f"{name}:{port}"
        return name, port, f"{random.choice(('http', 'tcp', 'amqp'))}://{name}:{port}"

    def _called(self) -> str:
        names = [each for one in self.services for names in one.names.values() for each in names]
        return self.random.choice([*names, *names, "nobody", "the-nobody"])

    def _is_somebody(self, name: str) -> bool:
        return any(name in names for one in self.services for names in one.names.values())

    def _write_told(self, service: Service, lines: list[str]) -> None:
        port = self.random.choice((3000, 8000, 9000))
        number = self._number(port)
        label = f"traefik.http.services.{service.name}.loadbalancer.server.port"
        is_list = self.random.random() < 0.5
        lines += [
            "    labels:",
            f"      - {label}={number}" if is_list else f"      {label}: {number}",
        ]
        self.truth.told.add((service.name, port))

    def _write_nginx(self, service: Service, lines: list[str]) -> None:
        """Write the configuration of an nginx, and how it gets into the container."""
        random, name = self.random, service.name
        kind = random.choice(("default", "folder", "main", "built"))
        servers = [
            self._server(service, f"/r/p/{name}/{at}.conf", port)
            for at, port in enumerate(service.listens)
        ]
        paths = [path for path, _ in servers]
        texts = dict(servers)
        if kind == "default" or len(servers) == 1:
            (path, *others) = paths
            texts = {path: "".join(texts.values())}
            self.truth.made.update(
                {made._replace(path=path) for made in self.truth.made if made.path in others}
            )
            self.truth.made.difference_update(
                {made for made in self.truth.made if made.path in others}
            )
        self.files.update(texts)
        self.truth.listens.update((name, port) for port in service.listens)
        self.truth.whole.add(name)
        if kind == "main":
            includes = "".join(f"include conf.d/{at}.conf;\n" for at in range(len(texts)))
            self.files[f"/r/p/{name}/nginx.conf"] = f"events {{}}\nhttp {{\n{includes}}}\n"
            lines += ["    volumes:", f"      - ./{name}/nginx.conf:/etc/nginx/nginx.conf:ro"]
            lines.append(f"      - ./{name}:/etc/nginx/conf.d")
        elif kind == "default" or len(texts) == 1:
            where = (
                f"{{type: bind, source: ./{name}/0.conf, target: /etc/nginx/conf.d/default.conf}}"
            )
            short = f"./{name}/0.conf:/etc/nginx/conf.d/default.conf:ro"
            lines += ["    volumes:", f"      - {random.choice((where, short))}"]
        elif kind == "folder":
            lines.append(f"    volumes: ['./{name}:/etc/nginx/conf.d']")
        else:
            self.files[f"/r/p/{name}/Dockerfile"] = (
                "FROM nginx\nRUN rm /etc/nginx/conf.d/*\nCOPY *.conf /etc/nginx/conf.d/\n"
            )
            lines[-1:] = [*lines[-1:], f"    build: ./{name}"]

    def _server(self, service: Service, path: str, port: int) -> tuple[str, str]:
        """Return a file with a server on `port` that passes on to others."""
        random = self.random
        above, passes = "", ""
        for _ in range(random.randint(0, 2)):
            key, name = self._key(), self._called()
            number = random.choice((80, 81, 3000, 8000))
            self.truth.made.add(
                Made(service.name, name, number, leads(self.services, service, name), path, key)
            )
            shown = name if number == 80 and random.random() < 0.5 else f"{name}:{number}"
            if random.random() < 0.3:
                above += f"upstream up{key} {{\n  server {shown};  # {key}\n}}\n"
                passes += f"  location /u{key.lower()} {{ proxy_pass http://up{key}; }}\n"
            else:
                passes += f"  location /{key} {{ proxy_pass http://{shown}; }}\n"
        return path, f"{above}server {{\n  listen {port};\n{passes}}}\n"
