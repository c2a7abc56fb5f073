"""Texts that grow: what a quadratic reader or rule would take too long for.

Three kinds. Each rule's own example, repeated: a new rule is among these by itself. Shapes of
which each once took time that grew faster than the text. And folders of many files.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from portlens.rules.registry import all_rules
from tests._judge import usual_paths
from tests._pages import example_blocks
from tests.growth._caddyfiles import CADDYFILES
from tests.growth._charts import CHARTS
from tests.growth._jobs import JOBS
from tests.growth._lines import lines
from tests.growth._merged import MERGED
from tests.growth._objects import OBJECTS
from tests.growth._proxies import INCLUDED, PROXIES
from tests.growth._shared import SHARED
from tests.growth._variables import ENVIRONMENTS, IMAGES


class Growing(NamedTuple):
    """A family of inputs: `files(n)` are n times as long, `path` is the one judged."""

    name: str
    format_id: str
    path: str
    files: Callable[[int], dict[str, str]]


def inputs() -> Iterator[Growing]:
    """Yield every family, those of the rules' examples first."""
    for rule in all_rules().values():
        for block in example_blocks(rule.page.en, "Example"):
            if block.tag != "file":
                path = block.path or usual_paths()[block.tag]
                yield _growing(f"example {rule.id} {path}", block.tag, path, _repeated(block))
    for made in (SHAPES, MERGED, SHARED, IMAGES, OBJECTS, JOBS, PROXIES, CADDYFILES):
        for name, (format_id, make) in made.items():
            yield _growing(name, format_id, usual_paths()[format_id], make)
    for folders in (FOLDERS, ENVIRONMENTS, INCLUDED):
        for name, (format_id, make_files) in folders.items():
            yield Growing(name, format_id, usual_paths()[format_id], make_files)
    for name, (format_id, path, make_files) in CHARTS.items():
        yield Growing(name, format_id, path, make_files)


def _growing(name: str, format_id: str, path: str, make: Callable[[int], str]) -> Growing:
    return Growing(name, format_id, path, lambda n: {path: make(n)})


def _repeated(block: object) -> Callable[[int], str]:
    """Return what writes the example n times; in Compose, its services under other names."""
    text, tag = block.text, block.tag  # type: ignore[attr-defined]
    if tag != "compose":
        return lambda n: (text + "\n") * n
    head, mark, services = text.partition("services:\n")
    if not mark:
        return lambda n: (text + "\n") * n
    name = re.compile(r"^(  [a-z-]+)(?=:)", re.MULTILINE)
    return lambda n: (
        head + mark + "".join(name.sub(rf"\g<1>{i}", services) + "\n" for i in range(n))
    )


def _services(line: str) -> Callable[[int], str]:
    return lambda n: (
        "services:\n" + "".join("  " + line.format(i=i, before=i - 1) + "\n" for i in range(n))
    )


SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "one port": ("compose", _services("s{i}: {{image: x, ports: ['8080:80']}}")),
    "one suppressed port": (
        "compose",
        _services("s{i}: {{image: x, ports: ['8080:80']}} # portlens: ignore"),
    ),
    "one database port": ("compose", _services("s{i}: {{image: postgres, ports: ['5432:5432']}}")),
    "connections": (
        "compose",
        _services(
            "s{i}: {{image: x/y{i}, ports: ['{i}:80'],"
            " environment: {{A: 'tcp://localhost:3{i}', B: 'tcp://s{before}:80'}}}}"
        ),
    ),
    "other ports": ("compose", _services("s{i}: {{image: x, ports: ['{i}:80']}}")),
    "one list": (
        "compose",
        lambda n: (
            "services:\n  a:\n    image: x\n    ports:\n"
            + "".join(f"      - '{i % 60000 + 1}:80'\n" for i in range(n))
        ),
    ),
    "damaged": (
        "compose",
        lambda n: (
            "services:\n"
            + "".join(f"  s{i}:\n    image: x\n    ports: ['8080:80'\n" for i in range(n))
        ),
    ),
    "one network mode": (
        "compose",
        _services("s{i}: {{image: x, network_mode: 'service:s0', ports: ['80']}}"),
    ),
    "ranges of all ports": ("compose", _services("s{i}: {{image: x, ports: ['1-65535:1-65535']}}")),
    "ranges of all ports on addresses": (
        "compose",
        _services("s{i}: {{image: x, ports: ['127.0.{i}.1:1-65535:1-65535']}}"),
    ),
    "ranges of all ports inside": ("compose", _services("s{i}: {{image: x, ports: ['1-65535']}}")),
    "ranges for one port": ("compose", _services("s{i}: {{image: x, ports: ['1-65535:80']}}")),
    "variables": ("compose", _services("s{i}: {{image: x, ports: ['${{P{i}:-80}}:80']}}")),
    "variables in one entry": (
        "compose",
        lambda n: "services:\n  a:\n    image: x\n    ports: ['" + "${P:-8}" * n + ":80']\n",
    ),
    "long entries": (
        "compose",
        lambda n: (
            "services:\n  a:\n    image: x\n    ports:\n"
            + "".join(f"      - {{published: {i + 1}, target: 80}}\n" for i in range(n))
        ),
    ),
    "documents": (
        "compose",
        lambda n: "".join(f"services:\n  s{i}: {{image: x, ports: [80]}}\n---\n" for i in range(n)),
    ),
    "aliases of aliases": (
        "compose",
        lambda n: (
            "x-0: &m0 {path: a.yaml}\n"
            + "".join(f"x-{i}: &m{i} {{path: [*m{i - 1}, *m{i - 1}]}}\n" for i in range(1, n))
            + f"include: [*m{n - 1}]\n"
        ),
    ),
    "blanks": ("compose", lambda n: "services:\n  a:\n    ports: ['80" + " " * 20 * n + "x']\n"),
    "listens in http and stream": (
        "nginx",
        lambda n: "".join(
            f"{block} {{\n"
            + "".join(f"server {{ listen {1024 + i}; }}\n" for i in range(n))
            + "}\n"
            for block in ("http", "stream")
        ),
    ),
    "one listen": ("nginx", lines("server {{ listen 8080; server_name a{i}; }}", "http {\n", "}")),
    "default servers": ("nginx", lines("server {{ listen 80 default_server; }}", "http {\n", "}")),
    "listens of one server": ("nginx", lines("listen {low};", "http { server {\n", "} }")),
    "the same listen": ("nginx", lines("listen 8080;", "http { server {\n", "} }")),
    "one long word": (
        "nginx",
        lambda n: "http { server { listen 80; return 200 " + "a" * 40 * n + "; } }\n",
    ),
    "mail servers": ("nginx", lines("server {{ listen {low}; }}", "mail {\n", "}")),
    "server names": (
        "nginx",
        lines("a{i}.example", "http { server { listen 80; server_name\n", ";}}"),
    ),
    "equal server names": (
        "nginx",
        lines("server {{ listen 80; server_name a; }}", "http {\n", "}"),
    ),
    "upstreams": ("nginx", lines("upstream u{i} {{ server a:80; }}", "http {\n", "}")),
    "passes": (
        "nginx",
        lines("location /{i} {{ proxy_pass http://u:80; }}", "http { server {\n", "} }"),
    ),
    "blocks in blocks": ("nginx", lambda n: "location / {\n" * n + "}\n" * n),
    "suppressions": ("nginx", lines("# portlens: ignore-file[invalid-port]")),
    "listen addresses": ("sshd_config", lines("ListenAddress 10.0.{i}.1:22")),
    "wildcards": ("sshd_config", lines("ListenAddress 0.0.0.0:{low}")),
    "ports": ("sshd_config", lines("Port {low}")),
    "matches": ("sshd_config", lines("Match User u{i}\n  Port 22")),
    "includes": ("sshd_config", lines("Include none{i}.conf")),
    "permits": ("sshd_config", lambda n: "PermitOpen" + " a:80" * n + "\n"),
    "hosts with forwards": ("ssh_config", lines("Host h{i}\n  LocalForward 8080 a:80")),
    "forwards of one host": ("ssh_config", lines("  LocalForward 8080 a:80", "Host a\n")),
    "jumps": ("ssh_config", lambda n: "Host a\n  ProxyJump " + ",".join(["a:22"] * n) + "\n"),
    "targets of a job": (
        "prometheus",
        lines(
            "    - 'h{i}:{low}'",
            "scrape_configs:\n- job_name: a\n  static_configs:\n  - targets:\n",
        ),
    ),
    "names of one port": ("services", lines("name{i} 80/tcp")),
    "one name": ("services", lines("name {low}/tcp")),
    "aliases": ("services", lambda n: "a 80/tcp " + " ".join(f"b{i}" for i in range(n)) + "\n"),
    "one port of as many profiles": (
        "compose",
        _services("s{i}: {{image: x, ports: ['8080:80'], profiles: [p{i}]}}"),
    ),
    "ranges for one port on addresses": (
        "compose",
        _services("s{i}: {{image: x, ports: ['127.0.{i}.1:1-65535:80']}}"),
    ),
    "one port on addresses": (
        "compose",
        _services("s{i}: {{image: x, ports: ['127.0.{i}.1:80:80']}}"),
    ),
    "listens on addresses in http and stream": (
        "nginx",
        lambda n: "".join(
            f"{block} {{ server {{\n"
            + "".join(f"listen 127.0.{i}.1:80;\n" for i in range(n))
            + f"{more}}} }}\n"
            for block, more in (("http", ""), ("stream", "return x; "))
        ),
    ),
    "default servers with names": (
        "nginx",
        lines("server {{ listen 80 default_server; server_name a{i}; }}", "http {\n", "}"),
    ),
    "wildcards and addresses": (
        "nginx",
        lines("server {{ listen {low}; listen 127.0.0.1:{low}; }}", "http {\n", "}"),
    ),
    "addresses and a wildcard": (
        "sshd_config",
        lines("ListenAddress 127.0.{i}.1", "", "ListenAddress 0.0.0.0\n"),
    ),
    "hosts, and as many forwards for all": (
        "ssh_config",
        lambda n: (
            "".join(f"Host h{i}\n  LocalForward 8080 a{i}:80\n" for i in range(n))
            + "Host *\n"
            + "".join(f"  LocalForward 8080 b{i}:80\n" for i in range(n))
        ),
    ),
}

_INCLUDES = "include: [{inner}.yaml, {other}.yaml]\nservices: {{s{i}: {{image: x}}}}\n"
FOLDERS: dict[str, tuple[str, Callable[[int], dict[str, str]]]] = {
    "values that double": (
        "compose",
        lambda n: {
            "/site/compose.yaml": "services: {a: {image: x, ports: ['${B:-80}:80']}}\n",
            "/site/.env": "B0=12345678\n"
            + "".join(f"B{i}=$B{i - 1}$B{i - 1}\n" for i in range(1, n)),
        },
    ),
    "blanks in .env": (
        "compose",
        lambda n: {
            "/site/compose.yaml": "services: {a: {image: x, ports: ['${B:-80}:80']}}\n",
            "/site/.env": "B=1" + " " * 50 * n + "x\n",
        },
    ),
    "values of .env": (
        "compose",
        lambda n: {
            "/site/compose.yaml": "services:\n"
            + "".join(f"  s{i}: {{image: x, ports: ['${{P{i}}}:80']}}\n" for i in range(n)),
            "/site/.env": "".join(f"P{i}={1024 + i}\n" for i in range(n)),
        },
    ),
    "a diamond of includes": (
        "compose",
        lambda n: {
            "/site/compose.yaml": _INCLUDES.format(inner="f1", other="f2", i=0),
            **{
                f"/site/f{i}.yaml": _INCLUDES.format(inner=f"f{i + 1}", other=f"f{i + 2}", i=i)
                for i in range(1, n // 10)
            },
        },
    ),
    "documents of a file that is extended": (
        "compose",
        lambda n: {
            "/site/compose.yaml": "services: {a: {extends: {file: b.yaml, service: s0}}}\n",
            "/site/b.yaml": SHAPES["documents"][1](n),
        },
    ),
    "files in conf.d": (
        "nginx",
        lambda n: {
            "/site/nginx.conf": "http { include conf.d/*.conf; }\n",
            **{f"/site/conf.d/{i}.conf": f"server {{ listen {1024 + i}; }}\n" for i in range(n)},
        },
    ),
    "drop-ins": (
        "sshd_config",
        lambda n: {
            "/site/sshd_config": "Include d/*.conf\n",
            **{f"/site/d/{i}.conf": f"Port {1024 + i}\n" for i in range(n)},
        },
    ),
}
