"""Configurations of HAProxy and httpd that grow."""

from collections.abc import Callable

from tests.growth._lines import lines

PROXIES: dict[str, tuple[str, Callable[[int], str]]] = {
    "binds of proxies": ("haproxy", lines("frontend f{i}\n bind :{low}")),
    "binds of one address": ("haproxy", lines("frontend f{i}\n bind :80")),
    "binds in a line": ("haproxy", lambda n: "frontend f\n bind " + ",".join([":80"] * n) + "\n"),
    "servers": ("haproxy", lines(" server s{i} a:{low} check port {low}", "backend b\n")),
    "quoted words": ("haproxy", lambda n: "backend b\n server a " + "'a'\\x" * n + "\n"),
    "named defaults": ("haproxy", lines("defaults d{i}\n mode http\nbackend b{i} from d{i}")),
    "listens": ("apache", lines("Listen {low}")),
    "listens of one address": ("apache", lines("Listen 80")),
    "virtual hosts": ("apache", lines("<VirtualHost *:{low}>\nServerName a{i}\n</VirtualHost>")),
    "virtual hosts of one name": (
        "apache",
        lines("<VirtualHost *:80>\nServerAlias a.b.example a{i}.b.example *.b\n</VirtualHost>"),
    ),
    "open sections": ("apache", lines("<IfModule m{i}>\nListen {low}")),
    "addresses in a line": ("apache", lambda n: "<VirtualHost" + " *:80" * n + ">\n"),
    "addresses of a host of many names": (
        "apache",
        lambda n: (
            "<VirtualHost"
            + "".join(f" 10.0.0.{i}:80" for i in range(n))
            + ">\n"
            + "".join(f"ServerAlias a{i}.example\n" for i in range(n))
        ),
    ),
    "words of a condition": (
        "apache",
        lambda n: (
            "<IfDefine" + " A" * n + ">\n<VirtualHost *:80>\n" + "ServerAlias a.example\n" * n
        ),
    ),
    "joined lines": ("apache", lambda n: "Listen " + "\\\n" * n + "80\n"),
    "a long word": ("apache", lambda n: "Listen " + "1" * 40 * n + "x:80\n"),
    "variables that are defined": ("apache", lines("Define A{i} {low}\nListen ${{A{i}}}")),
    "variables of variables": (
        "apache",
        lines("Define A{i} ${{A}}${{A}}\nDefine A ${{A{i}}}", "Define A a\nListen 80\n"),
    ),
    "a host without an end": ("apache", lambda n: "<VirtualHost " + "*" * 99 * n + "\n"),
    "members": ("apache", lines("BalancerMember http://a:{low}", "<Proxy balancer://b>\n")),
    "URLs": ("apache", lambda n: "ProxyPass / http://" + "a:" * 40 * n + "\n"),
    "a word that is no URL": ("haproxy", lambda n: "frontend a\n redirect " + "a" * 40 * n + "\n"),
}


def _included(line: str) -> Callable[[int], dict[str, str]]:
    """Return n lines that include one file of n lines."""
    return lambda n: {
        "/site/000-default.conf": "Include x.conf\n" * n,
        "/site/x.conf": lines(line)(n),
    }


INCLUDED: dict[str, tuple[str, Callable[[int], dict[str, str]]]] = {
    "one file included many times": ("apache", _included("Listen {low}")),
    "one file of variables included many times": (
        "apache",
        _included("Define A{i} {low}\nListen ${{A{i}}}"),
    ),
}
