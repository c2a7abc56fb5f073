"""Compose services that share: ports, by `extends` and by an alias of one list, and a name."""

from collections.abc import Callable

SHARED: dict[str, tuple[str, Callable[[int], str]]] = {
    # What else a container has of a port is asked once, however often its settings speak of it.
    "addresses of a container itself": (
        "compose",
        lambda n: (
            "services:\n  b: {image: y, ports: ['90:90']}\n  a:\n    image: x\n    command: '"
            + "localhost:80 127.0.0.1:90 " * n
            + "'\n"
        ),
    ),
    "extends downwards": (
        "compose",
        lambda n: (
            "services:\n"
            + "".join(f"  s{i}: {{extends: {{service: s{i + 1}}}}}\n" for i in range(n))
            + f"  s{n}: {{image: x, ports: ['80:80']}}\n"
        ),
    ),
    "extends upwards": (
        "compose",
        lambda n: (
            "services:\n  s0: {image: x, ports: ['80']}\n"
            + "".join(f"  s{i}: {{extends: {{service: s{i - 1}}}}}\n" for i in range(1, n))
        ),
    ),
    "services with one name": (
        "compose",
        lambda n: (
            "networks: {a: {}}\nservices:\n"
            + "".join(
                f"  s{i}:\n    image: x/y{i}\n    networks: {{a: {{aliases: [web]}}}}\n"
                f"    environment: {{A: 'tcp://web:{2000 + i}'}}\n    ports: ['{1024 + i}:80']\n"
                for i in range(n)
            )
        ),
    ),
    # Six times as long, for what is shared is bounded in number and not in length.
    "services with one list of ports": (
        "compose",
        lambda n: (
            "x-p: &p\n"
            + "".join(f"  - '{1000 + i}:80'\n" for i in range(6 * n))
            + "services:\n"
            + "".join(f"  s{i}: {{image: x, ports: *p}}\n" for i in range(6 * n))
        ),
    ),
    "services upon one with a list of ports": (
        "compose",
        lambda n: (
            "services:\n  b:\n    image: x\n    ports:\n"
            + "".join(f"      - '{1000 + i}:80'\n" for i in range(6 * n))
            + "".join(f"  s{i}: {{extends: {{service: b}}}}\n" for i in range(6 * n))
        ),
    ),
    "extends that each publish": (
        "compose",
        lambda n: (
            "services:\n  s0: {image: x, ports: ['80']}\n"
            + "".join(
                f"  s{i}: {{extends: {{service: s{i - 1}}}, ports: ['{i}:80']}}\n"
                for i in range(1, 6 * n)
            )
        ),
    ),
}
