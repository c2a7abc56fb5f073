"""Compose projects by chance that are gathered from many places, and started in other ways.

`include` in every form, merge keys beside the tags, `deploy`, and IPv6 in every spelling.
"""

from random import Random

_PORTS = (
    '"8080:80"', "81", '"${A:-8090}:80"', '"$A:82"', '"${C:-7000}-7001:90-91"',
    "{target: 84, published: 8084, mode: host}", "{target: 85, mode: ingress}",
    '{target: 86, published: "8086-8088", mode: host}', '"127.0.0.1:8087:87/udp"',
)  # fmt: skip
_IPV6 = (
    "[::1]", "::1", "[0:0:0:0:0:0:0:1]", "[::]", "::", "[2001:DB8::1]", "2001:db8:0:0::1",
    "[::ffff:127.0.0.1]", "::ffff:127.0.0.1", "[::127.0.0.1]", "[1::]", "[::FFFF:7F00:1]", "1::",
    "[1:2:3:4:5:6:7:8]", "1:2:3:4:5:6:7:8", "[0000:0000:0000:0000:0000:0000:0000:0001]",
)  # fmt: skip
_WRONG_IPV6 = (
    "[1::2::3]", "[::1", "::1]", "[]", "[::00001]", "[1:2:3:4:5:6:7:8:9]", "[1:2]", "[::g]", ":::",
    "[127.0.0.1]", "[::1.2.3]", "[[::1]]", "[ ::1]", "1:2:3", "[::1%]", "[%eth0]",
    "[fe80::1%eth0]", "fe80::1%25eth0",
)  # fmt: skip
_DEPLOYED = (
    "{replicas: 2}", "{replicas: 0}", "{mode: global}", "{mode: replicated, replicas: 3}",
    "{mode: global, endpoint_mode: dnsrr}", "{endpoint_mode: vip, replicas: 1}",
    "{endpoint_mode: dnsrr}", '{replicas: "2"}', '{replicas: "${N:-2}"}',
)  # fmt: skip
_MODES = ("host", "none", "bridge", "default", '"host"', "${M:-host}", "!reset null")
_SERVICES = ("one", "two", "web", "db", "api")


def gathered(seed: int) -> dict[str, str]:
    """Return the files of one project; the same seed gives the same project."""
    random = Random(f"gathered {seed}")
    writer = _Writer(random, mistakes=random.random() < 0.2)
    entries = [writer.included(number) for number in range(random.choice((0, 1, 1, 2)))]
    names = random.sample(_SERVICES[2:], random.randint(1, 3))
    head = "include:\n" + "".join(entries) if entries else ""
    writer.files["compose.yaml"] = head + writer.file(names, shares=random.random() < 0.6)
    if random.random() < 0.4:
        changed = random.sample(names, random.randint(1, len(names)))
        writer.files["compose.override.yaml"] = writer.file(changed, changes=True)
    if random.random() < 0.5:
        writer.files[".env"] = writer.variables()
    return writer.files


class _Writer:
    """Writes the files of one project; `files` gathers them by their paths."""

    def __init__(self, random: Random, *, mistakes: bool) -> None:
        self.random = random
        self.mistakes = mistakes
        self.files: dict[str, str] = {}

    def included(self, number: int) -> str:
        """Return an entry of `include`, and write its files."""
        folder = self.random.choice(("", f"part{number}/", f"parts/{number}/"))
        path = f"{folder}part{number}.yaml"
        # Of a name that the project itself has, both definitions would have to be equal.
        name = self.random.choice(_SERVICES[:2] if self.random.random() < 0.95 else _SERVICES)
        self.files[path] = self.file([f"{name}{number}" if name in _SERVICES[:2] else name])
        if self.random.random() < 0.4:
            self.files.setdefault(f"{folder}.env", self.variables())
        written = path.replace("part", "${PART:-part}", 1) if self.random.random() < 0.1 else path
        written = f"./{written}" if self.random.random() < 0.2 else written
        if self.random.random() < 0.4:
            return f"  - {written}\n"
        paths = [written]
        if self.random.random() < 0.35:
            other = f"{folder}more{number}.yaml"
            self.files[other] = self.file([f"{name}{number}"], changes=self.random.random() < 0.6)
            paths.append(other)
        if self.mistakes and self.random.random() < 0.2:
            paths.append(self.random.choice(("nowhere.yaml", f"{folder}nowhere.yaml")))
        entry = f"  - path: {_list(paths, self.random)}\n"
        if self.random.random() < 0.3:
            entry += (
                f"    project_directory: {self.random.choice(('.', folder or './', 'other'))}\n"
            )
        if self.random.random() < 0.4:
            entry += f"    env_file: {_list(self._env_files(number, folder), self.random)}\n"
        return entry

    def _env_files(self, number: int, folder: str) -> list[str]:
        names = [f"{folder}{number}.env", f"{number}-b.env"][: self.random.randint(1, 2)]
        for name in names:
            self.files[name] = self.variables()
        if self.mistakes and self.random.random() < 0.2:
            names.append("nowhere.env")
        return names

    def variables(self) -> str:
        """Return a file of variables."""
        lines = (
            "A=8100",
            "B='7001'",
            "N=3",
            "M=bridge",
            "A=8400",
            "B=${A}",
            "PART=part",
            "export N=1",
        )
        chosen = self.random.sample(lines, self.random.randint(1, 4))
        return "".join(f"{line}\n" for line in chosen)

    def file(self, names: list[str], *, shares: bool = False, changes: bool = False) -> str:
        """Return a file with services; one that changes others has tags."""
        text = ""
        if shares:
            text += f"x-a: &a\n{self._ports(2)}{self._settings(2)}"
            text += f"x-b: &b\n{self._ports(2)}  image: b\n"
            text += f"x-list: &list\n{self._items(2)}"
        text += "services:\n"
        for name in names:
            tag = self._tag(0.05) if changes else ""
            text += f"  {name}:{tag}\n"
            text += f"    image: {name}\n" if tag != " !reset" or self.random.random() < 0.5 else ""
            if shares and self.random.random() < 0.7:
                text += f"    <<: {self.random.choice(('*a', '*b', '[*a, *b]', '[*b, *a]'))}\n"
            text += self._settings(4)
            if shares and self.random.random() < 0.2:
                text += "    ports: *list\n"
            elif self.random.random() < 0.75:
                text += self._ports(4, self._tag(0.5) if changes else "")
        return text

    def _tag(self, chance: float) -> str:
        return (
            self.random.choice((" !reset", " !override")) if self.random.random() < chance else ""
        )

    def _settings(self, depth: int) -> str:
        indent = " " * depth
        text = ""
        if self.random.random() < 0.3:
            text += f"{indent}deploy: {self.random.choice(_DEPLOYED)}\n"
        if self.random.random() < 0.15:
            text += f"{indent}network_mode: {self.random.choice(_MODES)}\n"
        return text

    def _ports(self, depth: int, tag: str = "") -> str:
        return f"{' ' * depth}ports:{tag}\n{self._items(depth + 2)}"

    def _items(self, depth: int) -> str:
        count = self.random.randint(1, 3)
        return "".join(f"{' ' * depth}- {self._item()}\n" for _ in range(count))

    def _item(self) -> str:
        if self.random.random() < 0.55:
            return self.random.choice(_PORTS)
        is_wrong = self.mistakes and self.random.random() < 0.3
        address = self.random.choice(_WRONG_IPV6 if is_wrong else _IPV6)
        if self.random.random() < 0.3:
            address = address if is_wrong else address.strip("[]")
            return f'{{target: 88, published: 8088, host_ip: "{address}"}}'
        ports = self.random.choice(("8089:89", ":89", "8090-8091:90-91", "8092:92/udp", "93"))
        return f'"{address}:{ports}"'


def _list(names: list[str], random: Random) -> str:
    if len(names) == 1 and random.random() < 0.6:
        return names[0]
    return f"[{', '.join(names)}]"
