"""One text in each format, with what each request should find in it.

Every text begins with characters that the encodings count differently, and names an RFC.
"""

from typing import NamedTuple


class Sample(NamedTuple):
    """A text and the places in it that the tests ask about; a word stands where it is first."""

    format_id: str
    file: str
    language: str
    text: str
    port: str  # something to hover over, in words that are found once
    title: str  # what the hover says of it
    typed: tuple[str, str, str]  # (in the place of this, type this, take this)
    wrong: str  # what a rule complains of
    code: str
    symbol: str
    hint: str | None
    twin: tuple[str, int]  # a port of which there are so many in the file
    link: tuple[str, str]  # (a place here, the sample in which its definition stands)
    beside: tuple[str, ...] = ()  # the samples without which nothing is said of this one


SAMPLES = (
    Sample(
        "nginx",
        "nginx.conf",
        "nginx",
        """\
# 港🐘 RFC 6335
server {
  listen 8081;
  listen 80999;
  location /a { proxy_pass http://api:8000; }
  location /b { proxy_pass http://127.0.0.1:8081; }
  location /c { proxy_pass http://cache.example:6379; }
}
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "80999",
        "port-out-of-range",
        "8081",
        "‹redis›",
        ("8081", 2),
        ("8000", "compose"),
    ),
    Sample(
        "compose",
        "compose.yaml",
        "dockercompose",
        """\
# 港🐘 RFC 6335
services:
  api:
    image: acme/api
    ports:
      - "8001:8000"
      - "90000:1"
    environment:
      STORE: redis://store:6379
  store:
    image: acme/store
    expose: ["6379"]
  edge:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf"]
  watch:
    image: prom/prometheus
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml"]
  shop:
    image: acme/shop
    ports: ["127.0.0.1:${SHOP}:7000", "127.0.0.2:${TILL}:7001", "${CACHE}:7002", "${OFF}:7003"]
""",
        "6379",
        "redis",
        ("8001", "Grafana", "3000"),
        "90000",
        "port-out-of-range",
        "services.api",
        "‹redis›",
        ("6379", 2),
        ("6379", "compose"),
    ),
    Sample(
        "sshd_config",
        "sshd_config",
        "sshd_config",
        """\
# 港🐘 RFC 6335
Port 2022
Port myssh
Port 99999
ListenAddress 10.0.0.1:2022
PermitOpen 10.0.0.9:5432
""",
        "5432",
        "postgresql",
        ("2022", "ss", "22"),
        "99999",
        "port-out-of-range",
        "2022",
        "‹postgresql›",
        ("2022", 2),
        ("myssh", "services"),
    ),
    Sample(
        "ssh_config",
        "ssh_config",
        "ssh_config",
        """\
# 港🐘 RFC 6335
Host db
  Port myssh
  LocalForward 16000 10.0.0.1:5432
  DynamicForward 127.0.0.1:16000
  RemoteForward 99999 10.0.0.2:80
""",
        "5432",
        "postgresql",
        ("16000", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "Host db",
        "‹postgresql›",
        ("16000", 2),
        ("myssh", "services"),
    ),
    Sample(
        "services",
        "services",
        "services",
        """\
# 港🐘 RFC 6335
myssh     22022/tcp
myssh     22022/udp
postgres  5432/tcp
broken    70000/tcp
""",
        "5432",
        "postgresql",
        ("22022", "postg", "5432"),
        "70000",
        "port-out-of-range",
        "myssh",
        None,
        ("22022", 2),
        ("22022", "sshd_config"),
    ),
    Sample(
        "dockerfile",
        "Dockerfile",
        "dockerfile",
        """\
# 港🐘 RFC 6335
FROM acme/shop
EXPOSE 7777
EXPOSE 70000
EXPOSE 7777/tcp 6379
HEALTHCHECK CMD redis-cli -u redis://localhost:6379 ping
""",
        "6379",
        "redis",
        ("7777", "postg", "5432"),
        "70000",
        "port-out-of-range",
        "acme/shop",
        "‹redis›",
        ("7777", 2),
        ("localhost", "dockerfile"),
    ),
    Sample(
        "dotenv",
        ".env",
        "dotenv",
        """\
# 港🐘 RFC 6335
SHOP=7777
TILL="7777"
CACHE=6379
OFF=70000
PASSWORD=5432
""",
        "6379",
        "redis",
        ("7777", "postg", "5432"),
        "70000",
        "port-out-of-range",
        "services.shop",
        "‹redis›",
        ("7777", 2),
        ("7777", "compose"),
        ("compose",),
    ),
    Sample(
        "systemd",
        "app.socket",
        "systemd",
        """\
# 港🐘 RFC 6335
[Socket]
ListenStream=8081
ListenStream=
ListenStream=127.0.0.1:8081
ListenStream=5432
ListenStream=99999
""",
        "5432",
        "postgresql",
        ("8081", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "app.socket",
        "‹postgresql›",
        ("8081", 2),
        ("8081", "systemd"),
    ),
    Sample(
        "kubernetes",
        "shop.k8s.yaml",
        "yaml",
        """\
# 港🐘 RFC 6335
apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}}
spec:
  containers:
    - name: shop
      image: acme/shop
      ports: [{containerPort: 8888}, {containerPort: 6379}]
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports:
    - {name: web, port: 8081, targetPort: 8888}
    - {name: bad, port: 80999}
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "80999",
        "port-out-of-range",
        "Pod shop",
        "‹redis›",
        ("8888", 2),
        ("8888", "kubernetes"),
    ),
    Sample(
        "prometheus",
        "prometheus.yml",
        "prometheus",
        """\
# 港🐘 RFC 6335
scrape_configs:
  - job_name: shop
    static_configs:
      - targets: ["localhost:7777"]
  - job_name: others
    static_configs:
      - targets: ["localhost:7777", "cache.example:6379", "shop:7000", "x.example:99999"]
""",
        "6379",
        "redis",
        ("7777", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "job shop",
        "‹redis›",
        ("7777", 2),
        ("7000", "compose"),
        ("compose",),
    ),
)

# Ports that have a caller in the same file: a word, what it leads to, and who calls there.
CALLED = {
    "prometheus": ("7000", "services.shop 7000/tcp", "watch"),
    "kubernetes": ("8888", "Pod shop 8888/tcp", "Service shop"),
}
