"""Caddyfiles that grow."""

from collections.abc import Callable

from tests.growth._lines import lines

CADDYFILES: dict[str, tuple[str, Callable[[int], str]]] = {
    "sites": ("caddyfile", lines("s{i}.example {{\n reverse_proxy a:{low}\n}}")),
    "sites of one address": ("caddyfile", lines(":8080 {{\n}}")),
    "addresses of a site": (
        "caddyfile",
        lambda n: ", ".join(f"a{i}:80" for i in range(n)) + " {\n}",
    ),
    "addresses that bind words": (
        "caddyfile",
        lambda n: ", ".join(f"a{i}:{i + 1}" for i in range(n)) + " {\n bind" + " b" * n + "\n}",
    ),
    "addresses that bind addresses": (
        "caddyfile",
        lambda n: (
            ", ".join(f"a{i}:80" for i in range(n))
            + " {\n bind"
            + "".join(f" 127.0.{i}.1" for i in range(n))
            + "\n}"
        ),
    ),
    "sites that bind the default": (
        "caddyfile",
        lambda n: (
            "{\n default_bind"
            + "".join(f" 127.0.{i}.1" for i in range(n))
            + "\n}\n"
            + "".join(f"s{i}:{i + 1} {{\n}}\n" for i in range(n))
        ),
    ),
    "upstreams of a proxy": (
        "caddyfile",
        lambda n: ":80 {\n reverse_proxy" + " a:81" * n + "\n}\n",
    ),
    "variables of an answer": ("caddyfile", lambda n: ":80 {\n respond " + "{$A:b}" * n + "\n}\n"),
    "variables that stay open in an address": ("caddyfile", lambda n: ":80" + "{$A:" * n),
    "braces that stay open": ("caddyfile", lambda n: ":80 {\n" + "a {\n{$" * n),
    "heredocs that stay open": ("caddyfile", lambda n: "a <<B\n" * n),
    "a snippet in itself": ("caddyfile", lambda n: "(a) {\n import a\n}\n" + "import a\n" * n),
    "quotes that stay open": ("caddyfile", lambda n: ":80 {\n respond " + "`a\\" * n),
    "backslashes": ("caddyfile", lambda n: ":80 {\n respond " + "a\\ " * n),
    "imports of a snippet": ("caddyfile", lines(":8{i} {{\n import a\n}}", "(a) {\n bind b\n}\n")),
}
