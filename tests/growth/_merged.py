"""Compose files whose mappings have keys from one another, by merge keys.

Some are many times as long, for what merge keys bring is bounded over the whole text: the smaller
one has to be past that, too.
"""

from collections.abc import Callable

_PAST = 24


def _services(count: int, line: str) -> str:
    return "services:\n" + "".join(f"  {line.format(i=i, before=i - 1)}\n" for i in range(count))


def _upon_one(line: str) -> Callable[[int], str]:
    """Return what writes an anchor of many keys, and as many services with `line`."""
    return lambda n: (
        "x-a: &a\n"
        + "".join(f"  K{i}: a:80\n" for i in range(_PAST * n))
        + _services(_PAST * n, line)
    )


MERGED: dict[str, tuple[str, Callable[[int], str]]] = {
    "merge keys": (
        "compose",
        lambda n: _services(n, "s{i}: &a{i}\n    image: x\n    <<: *a{before}"),
    ),
    "merge keys that add": (
        "compose",
        lambda n: _services(2 * _PAST * n, "s{i}: &a{i}\n    k{i}: x\n    <<: *a{before}"),
    ),
    "one anchor many times": (
        "compose",
        lambda n: "x-a: &a {image: x}\nservices:\n  s: {<<: [" + "*a, " * n + "]}\n",
    ),
    "services that merge one mapping": ("compose", _upon_one("s{i}:\n    <<: *a")),
    "environments that merge one": (
        "compose",
        _upon_one("s{i}:\n    image: x\n    environment:\n      <<: *a"),
    ),
}
