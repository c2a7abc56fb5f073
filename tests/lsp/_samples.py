"""One text in each format, with what each request should find in it.

Every text begins with characters that the encodings count differently, and names an RFC.
"""

from tests.lsp._more_samples import MORE
from tests.lsp._sample import Sample

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
  front:
    image: haproxy
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"]
  desk:
    image: httpd
    volumes: ["./httpd.conf:/usr/local/apache2/conf/httpd.conf"]
  door:
    image: caddy
    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]
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
        "haproxy",
        "haproxy.cfg",
        "haproxy",
        """\
# 港🐘 RFC 6335
frontend web
    bind :8081
    bind :80999
backend shop
    server one shop:7001
    server two 127.0.0.1:8081
    server three cache.example:6379
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "80999",
        "port-out-of-range",
        "8081",
        "‹redis›",
        ("8081", 2),
        ("7001", "compose"),
        ("compose",),
    ),
    Sample(
        "apache",
        "httpd.conf",
        "apacheconf",
        """\
# 港🐘 RFC 6335
Listen 8081
Listen 80999
<VirtualHost *:8081>
    ProxyPass /shop http://shop:7003/
    ProxyPass /cache http://cache.example:6379/
</VirtualHost>
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "80999",
        "port-out-of-range",
        "VirtualHost *:8081",
        "‹redis›",
        ("8081", 2),
        ("7003", "compose"),
        ("compose",),
    ),
    Sample(
        "caddyfile",
        "Caddyfile",
        "caddyfile",
        """\
# 港🐘 RFC 6335
:8081 {
    reverse_proxy shop:7002 127.0.0.1:8081
    reverse_proxy /cache/* cache.example:6379
}
:80999 {
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
        ("7002", "compose"),
        ("compose",),
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
    *MORE,
)

# Ports that have a caller in the same file: a word, what it leads to, and who calls there.
CALLED = {
    "haproxy": ("7001", "services.shop 7001/tcp", "front"),
    "apache": ("7003", "services.shop 7003/tcp", "desk"),
    "caddyfile": ("7002", "services.shop 7002/tcp", "door"),
    "devcontainer": ("7000", "services.shop 7000/tcp", "watch"),
    "github-actions": ("8081", "jobs.shop.services.cache 8081/tcp", "jobs.shop"),
    "prometheus": ("7000", "services.shop 7000/tcp", "watch"),
    "kubernetes": ("8888", "Pod shop 8888/tcp", "Service shop"),
}
