"""Compose files full of anchors, and what people do to them line by line."""

import random

_TOP = (
    "x-common: &common\n  restart: always\n  ports: ['8080:80']\n",
    "x-common: &common\n  image: nginx\n  expose: [9000]\n  network_mode: bridge\n",
    "x-more: &more\n  <<: *common\n  environment: {A: 'http://s1:8080'}\n",
    "x-most: &common\n  <<: [*common, *more]\n  ports: ['5432:5432', '5432']\n",
    "x-ports: &ports\n  - '3000:3000'\n  - 127.0.0.1:3001:3001\n",
    "x-ports: &ports ['8080:80', \"53:53/udp\", 8000-8002:8000-8002]\n",
    "x-port: &port '8081:81'\n",
    "x-number: &port 8443\n",
    "x-long: &long {target: 80, published: '8090'}\n",
    "x-environment: &environment\n  URL: tcp://s2:5432\n  PORT: '70000'\n",
    "x-environment: &environment\n- URL=http://localhost:9000/\n",
    "x-empty: &port\n",
    "x-tagged: !x &port 80\n",
    "x-list: [*port, *ports, &port 90]\n",
    "# &port is an anchor, *port an alias\n",
)
_HEADS = (
    "s{n}:\n", "s{n}:\n", "s{n}:\n", "s{n}: # one\n", "s{n}: &s{n}\n", "s{n}: *s{m}\n", "s{m}:\n",
    "s{n}: &common\n", "&key s{n}:\n", "s{n}: !override\n", "<<: *common\n",
)  # fmt: skip
_USUAL = (
    "  <<: *common\n",
    "  <<: *common\n",
    "  <<: [*more, *common]\n",
    "  <<: *s{m}\n",
    "  <<: {{ports: ['81:81'], image: redis}}\n",
    "  image: postgres:16\n",
    "  ports: *ports\n",
    "  ports: *ports\n",
    "  expose: *ports\n",
    "  ports: *p{m}\n",
    "  ports: [*port, '{n}1:80', *port]\n",
    "  ports:\n    - *port\n    - *long\n    - target: *port\n      published: 8{n}\n",
    "  ports: ['5432:5432', 5432]\n",
    "  environment: *environment\n",
    "  environment:\n    <<: *environment\n    TARGET: https://s{m}:8443\n",
    "  extends: s{m}\n",
    "  extends: {{service: s{m}}}\n",
    "  depends_on: [s{m}]\n",
    "  network_mode: *mode\n",
    "  command: sh -c 'a && b' &\n",
    "  healthcheck: {{test: [CMD, curl, 'http://localhost:80']}}\n",
    "\n",
)
# What has anchors itself, or looks as if it had.
_ODD = (
    "  ports: &ports\n    - {n}000:80\n    - 3000:80\n",
    "  ports: &p{n} ['80{n}0:80']\n",
    "  ports:\n    - &port 99999\n    - <<: *long\n      protocol: udp\n",
    "  environment: &environment\n    PORT: 8080\n",
    "  env_file: &file .env\n",
    "  network_mode: &mode host\n",
    "  command: |\n    listen &port *port\n",
    "  labels:\n  - &label traefik.http.services.a.loadbalancer.server.port=80\n  - *label\n",
    "  # ポート &port\n",
)
_TAILS = (
    "",
    "",
    "x-behind: *common\n",
    "networks: &n {a: {}}\nx-n: *n\n",
    "x-last: &last\n  <<: *s1\n  a: *ports\n",
    "x-two:\n- *s1\n- &port 1\n- *port\n",
)
_LETTERS = "8:#-\"'[]{}&*!|>?,% <xps\t\n"


def anchored(chance: random.Random, services: int = 7) -> str:
    """Return a file of `services`, most of what they say shared by anchors."""
    known = "".join(chance.sample(_TOP[:2], 1) + _some(chance, _TOP, 5))
    return known + "services:\n" + _services(chance, services) + chance.choice(_TAILS)


def override(chance: random.Random) -> str:
    """Return the file that stands beside it."""
    return "x-p: &ports ['3000:80']\nservices:\n" + _services(chance, 3)


def _services(chance: random.Random, count: int) -> str:
    return "".join(_service(chance, number) for number in range(1, count + 1))


def _service(chance: random.Random, number: int) -> str:
    usual = chance.random() < 0.9
    head = chance.choice(_HEADS[:4] if usual else _HEADS)
    lines = _some(chance, _USUAL * 3 + _ODD, 4)
    lines = [head] if "*" in head else [head, *lines]
    return "".join(_named(chance, line, number) for line in lines)


def _named(chance: random.Random, line: str, number: int) -> str:
    below = chance.randint(1, max(1, number - 1))
    indented = line.format(n=number, m=below).replace("\n", "\n  ").removesuffix("  ")
    return f"  {indented}" if line.strip() else line


def _some(chance: random.Random, lines: tuple[str, ...], most: int) -> list[str]:
    return [chance.choice(lines) for _ in range(chance.randint(0, most))]


def typed(text: str, chance: random.Random) -> str:
    """Return the text after one deed: a letter, a line more or less, one pasted, one moved."""
    lines = text.splitlines(keepends=True) or ["\n"]
    services = lines.index("services:\n") if "services:\n" in lines else 0
    at = chance.randrange(chance.choice((0, services, services)), len(lines))
    deed = chance.choice(("letter", "letter", "letter", "number", "less", "more", "paste", "swap"))
    if deed == "letter":
        start = chance.randint(len("".join(lines[:at])), len(text))
        end = min(len(text), start + chance.choice((0, 0, 1, 2)))
        return text[:start] + chance.choice(("", *_LETTERS)) + text[end:]
    if deed == "number":
        return text.replace(str(chance.randint(0, 9)), str(chance.randint(0, 99)), 1)
    if deed == "less":
        del lines[at : at + chance.choice((1, 1, 2, 4))]
    elif deed == "more":
        count = chance.randint(1, 9)
        new = chance.choice((*_USUAL, *_USUAL, *_ODD, *_HEADS))
        lines.insert(at, _named(chance, new, count))
    elif deed == "paste":
        start = chance.randrange(len(lines))
        lines[at:at] = lines[start : start + chance.choice((1, 2, 5))]
    else:
        lines[at : at + 2] = reversed(lines[at : at + 2])
    return "".join(lines)
