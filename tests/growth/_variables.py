"""Variables that grow in number: of images, and of the files that give services theirs."""

from collections.abc import Callable


def _image(line: str, head: str = "FROM a\n", tail: str = "") -> Callable[[int], str]:
    return lambda n: head + "".join(line.format(i=i, below=i - 1) + "\n" for i in range(n)) + tail


IMAGES: dict[str, tuple[str, Callable[[int], str]]] = {
    "environment of an image": ("dockerfile", _image("ENV A{i}={i}")),
    "arguments of a build": ("dockerfile", _image("ARG A{i}={i}")),
    "arguments of all stages": ("dockerfile", _image("ARG A{i}={i}", "", "FROM a\n")),
    "variables of one instruction": (
        "dockerfile",
        lambda n: "FROM a\nENV A=80\nEXPOSE" + " $A" * n + "\n",
    ),
    "variables in one word": (
        "dockerfile",
        lambda n: "FROM a\nENV A='80 81'\nEXPOSE " + "$A" * n + "\n",
    ),
    "hashes in quotes of a health check": (
        "dockerfile",
        lambda n: 'FROM a\nHEALTHCHECK CMD curl "' + " #" * 20 * n + '"\n',
    ),
    "exposed variables": ("dockerfile", _image("ENV A{i}={i}\nEXPOSE $A{i}")),
    "a list of ports exposed again and again": (
        "dockerfile",
        lambda n: "FROM a\nENV A='" + "80 " * n + "'\n" + "EXPOSE $A\n" * n,
    ),
    "values that grow in an image": ("dockerfile", _image("ENV P=$P:/{i}", "FROM a\nENV P=/\n")),
    "each stage upon the last": (
        "dockerfile",
        _image(
            "FROM s{below} AS s{i}\nENV A{i}={i}\nEXPOSE $A0 8{i}",
            "FROM a AS s-1\n",
        ),
    ),
    "health checks": (
        "dockerfile",
        lambda n: "FROM a\nENV A=80\nHEALTHCHECK CMD " + "curl localhost:$A; " * n + "\n",
    ),
}


def _services(line: str) -> Callable[[int], str]:
    return lambda n: "services:\n" + "".join(line.format(i=i, below=i - 1) for i in range(n))


_OF_ONE_FILE = _services("  s{i}: {{image: x, env_file: a.env}}\n")
_OF_ITS_OWN = _services("  s{i}: {{image: x, env_file: [a.env, b{i}.env]}}\n")

ENVIRONMENTS: dict[str, tuple[str, Callable[[int], dict[str, str]]]] = {
    "services with one env_file": (
        "compose",
        lambda n: {
            "/site/compose.yaml": _OF_ONE_FILE(n),
            "/site/a.env": "A=http://s0:80/\n" + "".join(f"B{i}={i}\n" for i in range(n)),
        },
    ),
    # Six times as long: what many services are given is bounded in services times lines.
    "services with one env_file of connections": (
        "compose",
        lambda n: {
            "/site/compose.yaml": _OF_ONE_FILE(6 * n),
            "/site/a.env": "".join(f"A{i}=http://s{i}:{1024 + i}/\n" for i in range(6 * n)),
        },
    ),
    "services with an env_file each": (
        "compose",
        lambda n: {
            "/site/compose.yaml": _OF_ITS_OWN(n),
            "/site/a.env": "HOST=s0\n",
            **{f"/site/b{i}.env": "A=http://${HOST}:80/\n" for i in range(n)},
        },
    ),
}
