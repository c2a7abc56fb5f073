"""Large files from the shell's point of view: `portlens check` of 20,000 lines."""

import sys
import tempfile
from pathlib import Path

from tests.bench._rivals import crossplane
from tests.bench.measure import Missing, Row, process, side_by_side

C_COMPOSE = "import yaml; yaml.compose(open('compose.yaml'), Loader=yaml.CSafeLoader)"
CROSSPLANE = (
    "import sys; sys.path.append(sys.argv[1]); import crossplane; crossplane.parse('nginx.conf')"
)


def compose(lines: int = 20_000) -> str:
    """Return a Compose file of `lines` lines, ten for each service."""
    service = """\
  service{n}:
    image: example/service:{n}
    restart: unless-stopped
    environment:
      LISTEN: "0.0.0.0:8080"
      WORKERS: 4
    ports:
      - "127.0.0.1:{port}:8080"
    depends_on:
      - service0
"""
    services = (service.format(n=n, port=20_000 + n) for n in range(lines // 10))
    return "services:\n" + "".join(services)


def nginx(lines: int = 20_000) -> str:
    """Return an nginx configuration of `lines` lines, ten for each server."""
    server = """\
    server {{
        listen 80;
        server_name host{n}.example;
        root /srv/{n};
        access_log off;
        location / {{
            proxy_pass http://127.0.0.1:8080;
            proxy_set_header Host $host;
        }}
    }}
"""
    servers = (server.format(n=n) for n in range(lines // 10))
    return "events {}\nhttp {\n" + "".join(servers) + "}\n"


def run() -> list[Row | Missing]:
    """Measure beside what a program in Python pays for parsing the same text and no more."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "compose.yaml").write_text(compose())
        Path(folder, "nginx.conf").write_text(nginx())
        command = str(Path(sys.executable).with_name("portlens"))

        def check(name: str) -> object:
            return process([command, "check", "--fail-on", "never", name], folder)()

        yaml = process([sys.executable, "-c", C_COMPOSE], folder)
        taken = side_by_side(lambda: check("compose.yaml"), yaml, 5)
        rows: list[Row | Missing] = [
            Row("check of 20,000 lines of compose", *taken, "C yaml.compose", 1.0)
        ]
        measure = "check of 20,000 lines of nginx"
        packages = crossplane()
        if packages is None:
            return [*rows, Missing(measure, "crossplane")]
        parse = process([sys.executable, "-c", CROSSPLANE, str(packages)], folder)
        taken = side_by_side(lambda: check("nginx.conf"), parse, 5)
        return [*rows, Row(measure, *taken, "crossplane.parse", 0.7)]
