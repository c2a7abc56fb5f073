"""HAProxy configurations that grow."""

from collections.abc import Callable

from tests.growth._lines import lines

PROXIES: dict[str, tuple[str, Callable[[int], str]]] = {
    "binds of proxies": ("haproxy", lines("frontend f{i}\n bind :{low}")),
    "binds of one address": ("haproxy", lines("frontend f{i}\n bind :80")),
    "binds in a line": ("haproxy", lambda n: "frontend f\n bind " + ",".join([":80"] * n) + "\n"),
    "servers": ("haproxy", lines(" server s{i} a:{low} check port {low}", "backend b\n")),
    "quoted words": ("haproxy", lambda n: "backend b\n server a " + "'a'\\x" * n + "\n"),
    "named defaults": ("haproxy", lines("defaults d{i}\n mode http\nbackend b{i} from d{i}")),
    "a word that is no URL": ("haproxy", lambda n: "frontend a\n redirect " + "a" * 40 * n + "\n"),
}
