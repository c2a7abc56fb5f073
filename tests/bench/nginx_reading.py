"""nginx: 20,000 lines read, and read and judged, beside crossplane, which only parses them."""

import sys
import tempfile
from pathlib import Path

from portlens.analysis import analyse
from portlens.formats.nginx.read import read
from tests._judge import context, document
from tests.bench._rivals import crossplane
from tests.bench.measure import Missing, Row, side_by_side

_SERVER = """
    server {
        listen %(port)d ssl;
        listen [::]:%(port)d ssl;
        server_name host%(number)d.example.com www.host%(number)d.example.com;
        # the certificate is renewed every night
        ssl_certificate /etc/ssl/host%(number)d.pem;
        ssl_certificate_key /etc/ssl/private/host%(number)d.pem;
        access_log /var/log/nginx/host%(number)d.log main;
        location / {
            proxy_pass http://127.0.0.1:%(target)d;
            proxy_set_header Host $host;
            proxy_set_header X-Real-IP $remote_addr;
            add_header X-Frame-Options "SAMEORIGIN" always;
        }
        location ~ \\.php$ {
            root /srv/host%(number)d;
            fastcgi_pass unix:/run/php.sock;
            fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
        }
    }
"""


def configuration(lines: int = 20_000) -> str:
    """Return a configuration of about `lines` lines, many servers with all that servers have."""
    servers = (
        _SERVER % {"number": number, "port": 443 + number % 9, "target": 3000 + number}
        for number in range(lines // _SERVER.count("\n"))
    )
    return "events { }\nhttp {\n" + "".join(servers) + "}\n"


def run() -> list[Row | Missing]:
    packages = crossplane()
    if packages is None:
        return [Missing("nginx, 20,000 lines", "crossplane")]
    sys.path.append(str(packages))
    from crossplane import parse as parse_all

    text = configuration()

    def judge() -> object:
        subject = document("nginx", text)
        return analyse(subject, context({subject.path: text}))

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nginx.conf"
        path.write_text(text)

        def parse() -> object:
            return parse_all(str(path))

        ours, rival = side_by_side(lambda: read(text, "nginx.conf"), parse)
        read_row = Row("nginx, 20,000 lines read", ours, rival, "crossplane.parse", 0.5)
        ours, rival = side_by_side(judge, parse)
        judge_row = Row("nginx, 20,000 lines judged", ours, rival, "crossplane.parse", 1.0)
    return [read_row, judge_row]
