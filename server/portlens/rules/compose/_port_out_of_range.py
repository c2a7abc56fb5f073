"""port-out-of-range in Compose files: what a proxy beside the service is told.

Source: net.Listen and net.Dial of Go, in which Traefik and Caddy are written ("invalid port"), and
`nginx -t` on what nginx-proxy would write ("invalid port in upstream").
"""

from portlens.text.phrase import Phrase

MESSAGES = {
    "proxied": Phrase(
        "{text} is not a port: the highest is 65535, and the proxy will not reach the service",
        "{text} はポート番号ではありません: 最大は 65535 で、プロキシーはサービスに接続できません",
    ),
    "entry-point": Phrase(
        "{text} is not a port: the highest is 65535, and Traefik will not start",
        "{text} はポート番号ではありません: 最大は 65535 で、Traefik は起動しません",
    ),
}
MILD = frozenset({"proxied"})
