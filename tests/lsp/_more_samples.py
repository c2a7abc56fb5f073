"""Samples of what stands in YAML and JSON, but for Compose, and of profiles."""

from tests.lsp._sample import Sample
from tests.lsp._super_server_samples import SUPER_SERVERS

# A chart is several files: what stands beside its values.
AROUND = tuple(
    Sample(name, file, "yaml", text, "", "", ("", "", ""), "", "", "", None, ("", 0), ("", ""))
    for name, file, text in (
        ("chart", "chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\n"),
        (
            "template",
            "chart/templates/service.yaml",
            """\
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  ports:
    - port: {{ .Values.service.port }}
      targetPort: {{ .Values.service.cache | int }}
    - port: {{ .Values.service.other }}
""",
        ),
    )
)
MORE = (
    Sample(
        "helm-values",
        "chart/values.yaml",
        "helm-values",
        """\
# 港🐘 RFC 6335; portlens: format=helm-values
service:
  port: 8081
  cache: 6379
  other: 80999
replicas: 8081
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "80999",
        "port-out-of-range",
        "service.cache",
        "‹redis›",
        ("8081", 1),
        ("6379", "template"),
        ("chart", "template"),
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
        "github-actions",
        ".github/workflows/shop.yml",
        "yaml",
        """\
# 港🐘 RFC 6335
on: push
jobs:
  shop:
    runs-on: ubuntu-latest
    services:
      cache:
        image: acme/cache
        ports: ["8081:6379", "80999:1"]
    steps:
      - run: shop --cache localhost:8081
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "80999",
        "port-out-of-range",
        "jobs.shop.services.cache",
        "‹redis›",
        ("8081", 2),
        ("8081", "github-actions"),
    ),
    Sample(
        "devcontainer",
        "devcontainer.json",
        "jsonc",
        """\
// 港🐘 RFC 6335
{
  "dockerComposeFile": "compose.yaml",
  "service": "watch",
  "forwardPorts": [8081, "cache.example:6379", "shop:7000", 99999],
  "portsAttributes": {"8081": {"label": "shop"}}
}
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "forwardPorts",
        "‹redis›",
        ("8081", 2),
        ("7000", "compose"),
        ("compose",),
        ("compose.yaml",),
    ),
    Sample(
        "ufw",
        "ufw/applications.d/shop",
        "plaintext",
        """\
# 港🐘 RFC 6335
[Shop]
title=Shop
description=The shop and its store
ports=8081,6379/tcp|8081/tcp|99999/tcp|myssh
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "Shop",
        "‹redis›",
        ("8081", 2),
        ("myssh", "services"),
    ),
    Sample(
        "nftables",
        "nftables.conf",
        "nftables",
        """\
# 港🐘 RFC 6335
define web = { 8081, myssh }
table inet filter {
  chain input {
    type filter hook input priority 0
    tcp dport { 8081, 6379, 99999 } accept
    tcp dport $web accept
  }
}
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "filter input",
        "‹redis›",
        ("8081", 2),
        ("myssh", "services"),
    ),
    Sample(
        "firewalld",
        "firewalld/zones/shop.xml",
        "xml",
        """\
<zone> <!-- 港🐘 RFC 6335 -->
  <port protocol="tcp" port="8081"/>
  <port protocol="tcp" port="6379"/>
  <rule><port protocol="tcp" port="8081"/><accept/></rule>
  <port protocol="tcp" port="99999"/>
  <port protocol="tcp" port="myssh"/>
</zone>
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "zone shop",
        "‹redis›",
        ("8081", 2),
        ("myssh", "services"),
    ),
    Sample(
        "inetd",
        "inetd.conf",
        "plaintext",
        """\
# 港🐘 RFC 6335
127.0.0.1:8081  stream  tcp  nowait  root  /usr/sbin/shopd  shopd
127.0.0.2:8081  stream  tcp  nowait  root  /usr/sbin/shopd  shopd -l
6379   stream  tcp  nowait  root  /usr/sbin/stored  stored
99999  dgram   udp  wait    root  /usr/sbin/badd    badd
myssh  stream  tcp  nowait  root  /usr/sbin/sshd    sshd -i
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "shopd",
        "‹redis›",
        ("8081", 2),
        ("myssh", "services"),
    ),
    Sample(
        "iptables",
        "rules.v4",
        "iptables",
        """\
# 港🐘 RFC 6335
*filter
:INPUT DROP [0:0]
-A INPUT -p tcp -m multiport --dports 8081,6379,99999 -j ACCEPT
-A INPUT -p tcp --dport 8081 -m comment --comment "港🐘" -j ACCEPT
-A INPUT -p tcp --dport myssh -j ACCEPT
COMMIT
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "filter INPUT",
        "‹redis›",
        ("8081", 2),
        ("myssh", "services"),
    ),
    *SUPER_SERVERS,
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
