"""A variable's value is shown only where it is a port: anything else may be a password."""

from pathlib import Path

import pytest

from tests.leaks._outputs import command_outputs, dump, server_answers, write

CANARY = "hunter2-secret"

# Each place where a variable of a Compose file can stand that portlens looks at.
PLACES = [
    'ports: ["${SECRET}:80"]',
    'ports: ["80:${SECRET}"]',
    'ports: ["${SECRET}"]',
    'ports: ["8080:80/${SECRET}"]',
    'ports: ["${SECRET}:8080:80"]',
    'ports: ["8080:80${SECRET}"]',
    'ports: ["127.0.0.1${SECRET}:8080:80"]',
    'ports: ["${EMPTY}${SECRET}:80"]',
    'ports: ["${NESTED}:80"]',
    'ports: ["${NOTHING:-$SECRET}:80"]',
    'ports: ["${SECRET:+${SECRET}}:80"]',
    'ports: ["${NOTHING:?$SECRET}:80"]',
    "ports: [{target: $SECRET, published: $SECRET}]",
    "ports: [{target: 80, host_ip: $SECRET, protocol: $SECRET, mode: $SECRET}]",
    "ports: ${SECRET}",
    'ports: ["8080:80", "8080:80"]\n    container_name: $SECRET',
    'expose: ["$SECRET"]',
    'environment: {STORE: "redis://${SECRET}:6379"}',
    'environment: {STORE: "redis://:${SECRET}@store:6379/0"}',
    'environment: {PORT: "$SECRET", DB_PORT: "${SECRET}"}',
    'environment: ["PORT=$SECRET"]',
    "network_mode: $SECRET\n    ports: ['8080:80']",
    'network_mode: "service:${SECRET}"\n    ports: ["8080:80"]',
    'image: "${SECRET}"\n    ports: ["8080:80"]',
    'scale: $SECRET\n    ports: ["8080:80"]',
    'deploy: {replicas: $SECRET}\n    ports: ["8080:80"]',
    'extends: {file: "$SECRET", service: "$SECRET"}',
    'env_file: ["${SECRET}"]\n    ports: ["8080:80"]',
    'healthcheck: {test: "curl http://${SECRET}:80"}',
    'command: "--port $SECRET"\n    ports: ["8080:80"]',
    'labels: ["a=$SECRET"]\n    ports: ["8080:80"]',
    'profiles: ["$SECRET"]\n    ports: ["8080:80"]',
    'depends_on: ["$SECRET"]\n    ports: ["8080:80"]',
]
ENV = f"SECRET={CANARY}\nEMPTY=\nNESTED=${{SECRET}}\nPORT=8080\n"


def files(place: str) -> dict[str, str]:
    compose = (
        f"services:\n  a:\n    {place}\n"
        f'  b:\n    ports: ["8080:80", "${{PORT}}:81"]\n    env_file: [secret.env]\n'
    )
    return {
        "compose.yaml": compose,
        ".env": ENV,
        "secret.env": f"DB_PASSWORD={CANARY}\nDB_PORT={CANARY}\nURL=redis://{CANARY}:6379\n",
    }


@pytest.mark.parametrize("place", PLACES)
async def test_a_secret_is_in_no_output(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", CANARY)
    site = files(place)
    write(tmp_path, site)
    for words, output in command_outputs(tmp_path):
        assert CANARY not in output, words
    opened = {"compose.yaml": site["compose.yaml"]}
    for method, answer in await server_answers(tmp_path, opened):
        assert CANARY not in dump(answer), method


# What a container is given: as the port, the host and the name of all that its program reads.
CONTAINED = [
    ("Caddyfile", ":80 {\n reverse_proxy {$WORD}:99 {$WORD} {$WORD}:{$WORD}\n}\n"),
    ("Caddyfile", ":80 {\n bind {$WORD}\n}\n:{$WORD} {\n}\n{$WORD}:81 {\n}\n{$WORD} {\n}\n"),
    ("Caddyfile", "{\n admin {$WORD}\n http_port {$WORD}\n default_bind {$WORD}\n}\n:80 {\n}\n"),
    ("haproxy.cfg", 'frontend "${WORD}"\n bind "${WORD}:80"\n bind :"${WORD}"\n'),
    (
        "haproxy.cfg",
        'backend b\n server s "${WORD}:80"\n server "${WORD}" a:80 check port ${WORD}\n',
    ),
    ("default.conf.template", "server { listen ${WORD}; server_name ${WORD}; }\n"),
    ("default.conf.template", "server { location / { proxy_pass http://${WORD}:80; } }\n"),
    ("httpd.conf", "Listen ${WORD}\nListen ${WORD}:80\nProxyPass / http://${WORD}:80/\n"),
]
INSIDE = {
    "Caddyfile": ("caddy", "/etc/caddy/Caddyfile"),
    "haproxy.cfg": ("haproxy", "/usr/local/etc/haproxy/haproxy.cfg"),
    "default.conf.template": ("nginx", "/etc/nginx/templates/default.conf.template"),
    "httpd.conf": ("httpd", "/usr/local/apache2/conf/httpd.conf"),
}


@pytest.mark.parametrize("name", ["WORD", "DB_PASSWORD"])
@pytest.mark.parametrize(("file", "text"), CONTAINED)
async def test_nor_is_the_secret_of_a_container(
    tmp_path: Path, file: str, text: str, name: str
) -> None:
    image, inside = INSIDE[file]
    # A value that looks like an address is one, unless its name says what it is.
    secret = CANARY if name == "WORD" else f"{CANARY}.example:8443"
    text = text.replace("WORD", name)
    compose = (
        f"services:\n  a:\n    image: {image}\n    env_file: secret.env\n"
        f'    volumes: ["./{file}:{inside}"]\n'
    )
    site = {"compose.yaml": compose, "secret.env": f"{name}={secret}\n", file: text}
    write(tmp_path, site)
    for words, output in command_outputs(tmp_path):
        assert CANARY not in output, words
    for method, answer in await server_answers(tmp_path, {"compose.yaml": compose, file: text}):
        assert CANARY not in dump(answer), method


async def test_a_port_is_shown(tmp_path: Path) -> None:
    site = files('ports: ["${PORT}:90"]')
    write(tmp_path, site)
    answers = await server_answers(tmp_path, {"compose.yaml": site["compose.yaml"]})
    hovers = [dump(answer) for method, answer in answers if method == "textDocument/hover"]
    assert any("`PORT` is `8080`, from `.env`" in hover for hover in hovers)
