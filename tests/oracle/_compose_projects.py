"""Compose projects by chance: several files, extends, include, overrides, profiles, variables."""

from random import Random

_SHORT = (
    "80", "8080:80", "127.0.0.1:8080:80", "127.0.0.1::80", ":81", "0:82", "[::1]:8081:80",
    "::1:8082:80", "8080-8082:80-82", "9000-9005:90", "70-72", "53:53/udp", "53:53/UDP",
    "53:53/sctp", "080:0080", "0.0.0.0:8080:80", "8080:80/", "443:443/tcp", "7000-7000:70",
)  # fmt: skip
_WRONG = (
    "http:80", "80:http", "8080:", "", ":", "8080:80:90:100", " 80:80", "80:80 ", "*:80:80",
    "65536:80", "80:65536", "80:0", "82-80:80", "80-82:80-81", "80:80-82", "80/icmp", "-80",
    "127.0.0.1:80", "localhost:80:80", "[::1:80:80", "1.2.3:80:80", "127.0.0.01:80:80", "80-", "a",
)  # fmt: skip
_VARIABLES = (
    "${A}:80", "$B:80", "${A:-8090}:80", "${A-8091}:80", "${C:-${B:-7000}}:80", "${D:+9}1:80",
    "${D+9}2:80", "$${A}:80", "${A:?needed}:80", "${B?needed}:81", "${A:-80}:${B:-90}/${P:-tcp}",
    "127.0.0.1:${A:-1}:${C:-2}", "${IP:-127.0.0.1}:81:81", "${A", "${}:80", "$9:80", "80:8$",
    "${E}",
)  # fmt: skip
_NUMBERS = ("80", "0x50", "0o120", "0120", "8_0", "81", "8080", "+82", "0b1010000")
_NO_NUMBERS = ("80.0", "1e3", "true", "null", "0808", "70000", "-1", "0", "[80]", "2001-01-01")
_LONG = (
    "{target: 80}", "{target: 80, published: 8080}", '{target: 80, published: "8080"}',
    '{target: "80", published: "8080-8090"}', "{target: 81, host_ip: 127.0.0.1, published: 81}",
    "{target: 82, published: 0}", '{target: 82, published: ""}', "{target: 53, protocol: udp}",
    '{target: 80, published: "${A:-8080}"}', "{target: 70000, published: 99999}",
    "{target: 80, published: 8080, mode: host}", "{target: 80, protocol: icmp}",
    '{target: 80, published: "http"}', '{target: "${B:-85}"}', "{target: 80, name: web, x-a: 1}",
    "{target: 80, published: 0x1F90}", '{target: "080", published: "080"}', "{target: 0}",
)  # fmt: skip
_WRONG_LONG = (
    "{published: 80}", "{}", "{target: 80, publish: 8080}", "{target: http}", '{target: "80-81"}',
    "{target: 80, host_ip: nowhere}", "{target: 80, published: }", "{target: 8.5}", "{target: -80}",
    "{target: 80, protocol: 6}", "{target: 80, published: [1]}", '{target: 80, host_ip: "[::1]"}',
    '{target: ""}', "{target: 80, mode: true}", '{target: 80, host_ip: ""}',
)  # fmt: skip


def project(seed: int) -> dict[str, str]:
    """Return the files of one project; the same seed gives the same project."""
    random = Random(seed)
    mistakes = random.random() < 0.35
    names = ["web", "db", "cache", "api"][: random.randint(1, 4)]
    files: dict[str, str] = {}
    others: list[str] = []
    if random.random() < 0.35:
        folder = random.choice(("", "base/"))
        files[f"{folder}common.yaml"] = _file(random, ["one", "two"], [], mistakes=False)
        others += [f"{{service: one, file: {folder}common.yaml}}"]
        others += [f"{{service: two, file: {folder}common.yaml}}"]
    head = ""
    if random.random() < 0.3:
        folder = random.choice(("", "part/"))
        files[f"{folder}part.yaml"] = _file(random, ["part"], [], mistakes=mistakes)
        head = f"include:\n  - {folder}part.yaml\n"
        if folder and random.random() < 0.5:
            files["part/.env"] = _env(random)
        if mistakes and random.random() < 0.2:
            head += random.choice(("  - nowhere.yaml\n", "  - compose.yaml\n"))
    files["compose.yaml"] = head + _file(random, names, others, mistakes=mistakes)
    if random.random() < 0.45:
        name = random.choice(("compose.override.yaml", "docker-compose.override.yml"))
        changed = random.sample(names, random.randint(1, len(names)))
        files[name] = _file(random, changed, others, mistakes=mistakes, is_override=True)
    if random.random() < 0.5:
        files[".env"] = _env(random)
    if random.random() < 0.1:
        files["docker-compose.yml"] = "services:\n  other:\n    image: other\n"
    return files


def _env(random: Random) -> str:
    lines = ("A=8100", "B='8200'", 'C="8300"', "export D=1", "A=8400", "# E=5", "P=udp", "B=$A")
    return "".join(f"{line}\n" for line in random.sample(lines, random.randint(1, 5)))


def _file(
    random: Random,
    names: list[str],
    others: list[str],
    *,
    mistakes: bool,
    is_override: bool = False,
) -> str:
    text = ""
    # Where a service that replaces its ports is itself extended, Compose's answer changes from
    # run to run (it walks a Go map): no file has both.
    has_tags = is_override and random.random() < 0.5
    shared = not is_override and random.random() < 0.2
    if shared:
        text += f"x-shared: &shared\n  image: shared\n{_ports(random, 2, mistakes=False)}"
    text += "services:\n"
    for name in names:
        text += f"  {name}:\n    image: {name}\n"
        text += "    <<: *shared\n" if shared and random.random() < 0.4 else ""
        text += _settings(random)
        bases = [*others, *(other for other in names if other != name or random.random() < 0.03)]
        if bases and not has_tags and random.random() < 0.3:
            text += f"    extends: {random.choice(bases)}\n"
        elif mistakes and not has_tags and random.random() < 0.03:
            text += "    extends: nobody\n"
        if random.random() < 0.8:
            tag = random.choice(("", " !override", " !reset")) if has_tags else ""
            text += _ports(random, 4, mistakes=mistakes, tag=tag)
    return text


def _settings(random: Random) -> str:
    text = ""
    if random.random() < 0.25:
        text += f"    profiles: [{random.choice(('a', 'b', 'a, b'))}]\n"
    if random.random() < 0.1:
        text += f"    network_mode: {random.choice(('host', 'none', 'bridge'))}\n"
    if random.random() < 0.1:
        text += f"    deploy: {{replicas: {random.randint(1, 3)}}}\n"
    if random.random() < 0.2:
        text += f"    expose: [{random.choice(('80', 'x', '80-90/udp'))!r}, 5000]\n"
    return text


def _ports(random: Random, depth: int, *, mistakes: bool, tag: str = "") -> str:
    indent = " " * depth
    items = [_item(random, mistakes=mistakes) for _ in range(random.randint(1, 4))]
    return f"{indent}ports:{tag}\n" + "".join(f"{indent}  - {item}\n" for item in items)


def _item(random: Random, *, mistakes: bool) -> str:
    if mistakes and random.random() < 0.12:
        kind = random.choice((_WRONG, _NO_NUMBERS, _WRONG_LONG))
        item = random.choice(kind)
        return f'"{item}"' if kind is _WRONG else item
    kind = random.choice((_SHORT, _SHORT, _SHORT, _NUMBERS, _LONG, _LONG, _VARIABLES))
    if kind is _VARIABLES and not mistakes:
        kind = _VARIABLES[2:5]
    item = random.choice(kind)
    if kind is _SHORT:
        return random.choice((f'"{item}"', f"'{item}'"))
    return f'"{item}"' if kind not in (_NUMBERS, _LONG) else item
