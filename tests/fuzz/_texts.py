"""Hostile texts: what no editor and no attacker may break a reader with.

Two kinds, in equal parts: words of the format's grammar and strange ones in any order, and the
fixtures of the format, damaged. The same seed gives the same text.
"""

from functools import lru_cache
from pathlib import Path
from random import Random

from tests._fixture import cases
from tests._marks import without_labels

TESTS = Path(__file__).parents[1]

# What Python, YAML, C and an editor see in different ways.
STRANGE = (
    *("\0", "\t", "\v", "\f", "\r", "\r\n", "\n", "\n\n", " ", "   ", "\x85", "\xa0", "\u3000"),
    *("\u2028", "\ufeff", "\ufffc", "\ud800", "\udcff", "²", "①", "٣", "\u0660", "İ", "ß", "😀"),
    *("'", '"', "`", "\\", "$", "${", "}", "{{", "}}", "{%", "%}", "<%", "%>", "#", "# ", "//"),
    *("-", "+", "_", ",", ";", ":", "::", "/", "*", "?", "[", "]", "{", "(", ")", "|", ">", "<"),
    *("0", "00", "1", "22", "80", "8080", "65535", "65536", "70000", "-1", "+5", "0x50", "0120"),
    *("80-82", "82-80", "1-65535", "8080:80", "127.0.0.1", "[::1]", "0.0.0.0", "fe80::1%eth0"),
    *("9" * 4400, "0" * 4400, "a" * 300, "a.b", "localhost", "ssh", "http", "tcp", "udp", "/udp"),
    *("# portlens: ignore", "# portlens: ignore-file[", "# portlens: ignore[invalid-port]"),
)
GRAMMAR = {
    "nginx": (
        *("http {", "stream {", "mail {", "server {", "upstream u {", "location / {", "}", "};"),
        *("listen", "listen 80;", "listen [::]:80", "proxy_pass http://u:80;", "server_name a b;"),
        *("default_server", "reuseport", "ssl", "quic", "http2", "unix:/a", "include *.conf;"),
        *("server 10.0.0.1:80;", "map $a $port {", "set $port 80;", "return 301 https://h:8443/;"),
        *("content_by_lua_block {", "protocol imap;", "resolver 1.1.1.1:53;", "pass $x:80;"),
    ),
    "dockerfile": (
        *(
            "FROM scratch\n",
            "FROM scratch AS a\n",
            "FROM a\n",
            "EXPOSE ",
            "EXPOSE 80\n",
            "expose 1\n",
        ),
        *(
            "ARG P=80\n",
            "ARG P\n",
            "ENV P=80\n",
            "ENV P 80\n",
            "$P",
            "${P}",
            "${P:-80}",
            "${P:+",
            "${P#",
        ),
        *("ONBUILD ", "HEALTHCHECK CMD curl http://a:80/\n", "HEALTHCHECK NONE\n", "/udp", "/sctp"),
        *("# escape=`\n", "# syntax=a\n", "`\n", "\\\n", "<<E\n", "E\n", "<<-'E'\n", 'CMD ["a"]\n'),
        *("COPY --from=a a b\n", "RUN a \\\n# b\n  c\n", '"', "'", "\\", "${", "}", "{{ a }}"),
    ),
    "dotenv": (
        *(
            "P=80\n",
            "P=80",
            "export P=80\n",
            "P: 80\n",
            "P\n",
            "P=\n",
            "P='80'\n",
            'P="80"\n',
            " # a\n",
        ),
        *(
            "P=$Q\n",
            "Q=${P:-80}\n",
            'P="${Q}"\n',
            "P='a\nb'\n",
            'P="\\n"',
            "\\$",
            "${",
            "}",
            "'",
            '"',
        ),
        *("=", "==", "export ", "é=1\n", "1P=2\n", "P.Q=80\n", "# P=80\n", "\t", "P =80\n"),
    ),
    "kubernetes": (
        *("apiVersion: v1\n", "apiVersion: apps/v1\n", "kind: Service\n", "kind: Pod\n", "---\n"),
        *("kind: Deployment\n", "kind: List\nitems:\n- ", "metadata: {name: a, labels: {a: b}}\n"),
        *("spec:\n", "  selector: {a: b}\n", "  ports:\n", "  - port: 80\n", "    targetPort: a\n"),
        *(
            "    nodePort: 30000\n",
            "  containers:\n",
            "  - image: a\n",
            "    ports: [{containerPort: 80",
        ),
        *(
            ", name: a",
            ", hostPort: 80",
            "}]\n",
            "    livenessProbe: {httpGet: {port: a}}\n",
            "protocol: ",
        ),
        *(
            "  hostNetwork: true\n",
            "kind: Ingress\n",
            "  rules: [{http: {paths: [{backend: ",
            "endPort: ",
        ),
    ),
    "devcontainer": (
        *(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            '"',
            "// a\n",
            "/* a */",
            "/*",
            '"forwardPorts": [',
            "3000",
        ),
        *(
            '"db:5432"',
            "99999",
            '"portsAttributes": {',
            '"40000-55000": {}',
            '"appPort": ["8080:80"',
        ),
        *('"image": "a"', '"dockerComposeFile": ["a.yml"]', '"service": "app"', "\\u00e9", "\\"),
    ),
    "github-actions": (
        *("jobs:\n", "  a:\n", "    services:\n", "      b:\n", "        ports: [", "]\n", "- "),
        *("8080:80", '"8080:80/udp"', "[::1]:80:80", "80-82:80", "${{ matrix.p }}", "99999"),
        *("    container: {image: a, ports: [80]}\n", "    container: a\n", "    steps:\n"),
        *("      - run: curl localhost:80\n", "b:8080", "job.services.b.ports['80']"),
        *(
            "    env: {B_HOST: b, B_PORT: 80}\n",
            "        image: redis\n",
            "        options: -p 1\n",
        ),
    ),
    "prometheus": (
        *("scrape_configs:\n", "  - job_name: a\n", "    static_configs:\n", "      - targets: ["),
        *(
            "a:80",
            '"b:99999"',
            "]\n",
            "http://a:80/x",
            "    relabel_configs: []\n",
            "remote_write:\n",
        ),
        *("  - url: http://a:80\n", "target_label: __address__\n", "replacement: a:80\n", "- ~\n"),
    ),
    "haproxy": (
        *("global\n", "defaults\n", "frontend a\n", "backend b\n", "listen c\n", "peers d\n"),
        *("bind ", "bind :80\n", "server a b:80 ", "check port 81\n", "stats socket *:9\n", "'"),
        *("nameserver a 1.1.1.1:53\n", "log a:514 local0\n", "ipv4@", "unix@/a", "udp@", ":+80"),
        *('":${P}"', "\\x30", "\\", ".if a\n", ".endif\n", "init-addr none\n", "disabled\n", ","),
        *("noreuseport\n", "mode http\n", "default-server port 8\n", "source :1-2\n", "from d\n"),
    ),
    "systemd": (
        *("[Socket]\n", "[Service]\n", "[Unit]\n", "ListenStream=", "ListenStream=80\n", "\\\n"),
        *(
            "ListenDatagram=",
            "ListenSequentialPacket=",
            "SocketBindAllow=",
            "ipv4:tcp:",
            "%i",
            "%%lo",
        ),
        *(
            "ExecStart=systemd-socket-proxyd ",
            "127.0.0.1:80\n",
            "[::1]:",
            "vsock:2:",
            "@a",
            "; c\n",
        ),
    ),
    "compose": (
        *("services:\n", "  a:\n", "  b:\n", "    image: x\n", "    ports:\n", "    expose:\n"),
        *("      - ", "      - 8080:80\n", "      - target: 80\n", "        published: 80\n"),
        *("    ports: [", "{target: 80", "host_ip: ::1", "protocol: udp", "!!int abc", "!reset []"),
        *(
            "    network_mode: service:a\n",
            "    network_mode: host\n",
            "    scale: 2\n",
            "&a ",
            "*a",
        ),
        *(
            "    extends: {service: a}\n",
            "    <<: *a\n",
            "<<: [*a, *a]\n",
            "${P:-80}",
            "${P",
            "---\n",
        ),
        *(
            "include:\n  - a.yaml\n",
            "!!str ",
            "!!null ",
            "!override ",
            "? ",
            "|\n",
            ">-\n",
            "x-a: &a\n",
        ),
    ),
    "sshd_config": (
        *("Port", "Port 22\n", "ListenAddress", "ListenAddress 0.0.0.0:22\n", "Match all\n"),
        *("Match User a\n", "AddressFamily inet\n", "PermitOpen a:80 *:*\n", "PermitListen 80\n"),
        *("Include *.conf\n", "GatewayPorts yes\n", "=", " = "),
    ),
    "ssh_config": (
        *("Host a b\n", "Host *\n", "Match host a\n", "Port 22\n", "HostName a:22\n", "ProxyJump"),
        *("LocalForward 80 a:80\n", "RemoteForward [::]:80 b/c\n", "DynamicForward 1080\n"),
        *("ProxyCommand nc %h 22\n", "ProxyJump ssh://u@h:22/,a:1, b\n", "Include ~/.ssh/x\n", "="),
    ),
    "services": (
        *(
            "http",
            "80/tcp",
            "443/udp",
            "www www-http",
            "\t",
            "  ",
            "# comment\n",
            "\n",
            "80",
            "/tcp",
        ),
        *(
            "/",
            "tcp 80",
            "80,tcp",
            "80 / tcp",
            "0x50/tcp",
            "053/udp",
            "4294967376/tcp",
            "1025/tcp name",
        ),
    ),
}


@lru_cache(maxsize=8)
def fixtures(format_id: str) -> tuple[str, ...]:
    """Return the texts of the fixtures of a format, the shorter ones."""
    files = sorted([*TESTS.glob("rules/*.md"), *TESTS.glob("formats/**/*.md")])
    found = (
        without_labels(block.text)[0]
        for path in files
        for case in cases(path)
        for block in case.blocks
        if block.tag == format_id
    )
    return tuple(dict.fromkeys(text for text in found if len(text) < 1500))


def text(format_id: str, seed: int) -> str:
    """Return the hostile text of a seed."""
    random = Random(f"{format_id} {seed}")
    if random.random() < 0.5:
        return _any_words(format_id, random)
    return _damaged(random.choice(fixtures(format_id)), format_id, random)


def _any_words(format_id: str, random: Random) -> str:
    size = random.choice((1, 2, 3, 5, 8, 13, 30))
    return "".join(_word(format_id, random) for _ in range(size))


def _word(format_id: str, random: Random) -> str:
    word = random.choice(GRAMMAR[format_id] if random.random() < 0.7 else STRANGE)
    return word + random.choice(("", "", " ", "\n"))


def _damaged(whole: str, format_id: str, random: Random) -> str:
    found = whole
    for _ in range(random.choice((1, 1, 2, 4))):
        start = random.randint(0, len(found))
        stop = min(len(found), start + random.choice((0, 0, 1, 1, 3, 20)))
        match random.randrange(4):
            case 0:
                found = found[:start]
            case 1:
                found = found[:start] + found[stop:]
            case 2:
                found = found[:stop] + found[start:]
            case _:
                found = found[:start] + _word(format_id, random) + found[stop:]
    return found
