"""`redis:31337`, a user with a password, looks like a host with its port and is none."""

import pytest

from portlens.formats.compose.reader import read

HEAD = "services:\n  redis: {image: redis}\n  db: {image: db}\n  a:\n    image: x\n"


def ports(lines: str) -> list[int | None]:
    return [use.port.first for use in read(HEAD + lines, "").uses if use.port]


@pytest.mark.parametrize(
    "lines",
    [
        "    environment:\n      LOGIN: redis:31337\n",
        "    environment: {LOGIN: 'redis:31337', HOST: db}\n",
        "    environment:\n      - REDIS_PASSWORD=redis:31337\n",
        "    environment:\n      - redis:31337\n",
        "    environment:\n      LOGIN:\n        redis:31337\n",
        "    environment:\n      HOST: db\n      LOGIN: |\n        redis:31337\n",
        "    environment: {A_URL: 'postgres://redis:31337@db/x'}\n",
        "    environment: {A: 'postgres://redis:31337@x@db/x', B: 'http://db/?auth=redis:31337'}\n",
        "    command: curl -u redis:31337 https://db/\n",
        "    command: [curl, --user, 'redis:31337']\n",
        "    command:\n      - --auth\n      - redis:31337\n",
        "    command: app --basic-auth=redis:31337\n",
        "    command: sh -c 'LOGIN=redis:31337 app'\n",
        "    labels: [login=redis:31337]\n",
        "    healthcheck: {test: 'curl --proxy-user redis:31337 https://db'}\n",
        "    healthcheck: {test: 'curl -fsSu redis:31337 http://localhost/'}\n",
        '    healthcheck: {test: [CMD, curl, -sSfLu, "redis:31337", "https://db/"]}\n',
        "    healthcheck: {test: 'curl -fsSu \"redis:31337\" http://localhost/'}\n",
        "    command: app --admin redis:31337\n",
        "    command: app -admin redis:31337\n",
        "    command: app --as redis:31337\n",
        "    command: app --owner='redis:31337'\n",
        '    command: sh -c "app --root \\"redis:31337\\""\n',
        "    command:\n      - --root\n" + " " * 100 + "- redis:31337\n",
    ],
)
def test_a_login_is_no_connection(lines: str) -> None:
    assert ports(lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        "    environment: {REDIS_HOST: 'redis:6379'}\n",
        "    environment: {REDIS_HOST_1: 'redis:6379'}\n",
        "    environment: [CACHE_ADDR=redis:6379]\n",
        "    environment: {redisServers: 'db,redis:6379'}\n",
        "    environment: {BROKER_LIST: 'redis:6379'}\n",
        "    environment: {APP_REDIS: 'redis:6379'}\n",
        "    environment: {SERVERS:\n      redis:6379}\n",
        '    environment: {CONFIG: \'{"endpoint": "redis:6379"}\'}\n',
        "    environment: {LOGIN: 'redis://redis:6379'}\n",
        "    environment: {A: 'postgres://redis:31337@redis:6379/x'}\n",
        "    environment: {LOGIN: '127.0.0.1:6379'}\n",
        "    command: wait-for redis:6379\n",
        "    command: [wait-for, '-u', me, 'redis:6379']\n",
        "    command: |\n      export A=b\n      wait-for redis:6379\n",
        "    entrypoint:\n    - wait-for\n    - redis:6379\n",
        "    command: app --redis=redis:6379\n",
        "    healthcheck: {test: 'nc -z redis:6379'}\n",
        "    healthcheck: {test: 'nc -zv redis:6379'}\n",
        "    healthcheck: {test: 'curl -fsSL redis:6379'}\n",
        "    healthcheck: {test: 'curl --silent --fail redis:6379'}\n",
        "    command: app --server.addr redis:6379\n",
        "    command: app -server-addr redis:6379\n",
        "    command: app --broker-list x:9,redis:6379\n",
        "    command: app --as me redis:6379\n",
        "    command: app --timeout=30 redis:6379\n",
        "    command: app --join redis:6379\n",
        "    labels: {caddy.reverse_proxy: 'redis:6379'}\n",
    ],
)
def test_an_address_is_one(lines: str) -> None:
    assert ports(lines) == [6379]
