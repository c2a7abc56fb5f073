"""The kept network equals the one built afresh, whatever happened to the files."""

import random

import pytest

from portlens.model.socket import Connection, Socket
from portlens.network.network import Network, network_of
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests.network._stack import around

COMPOSE = (
    (
        'services: {edge: {image: nginx, ports: ["8:80"], volumes: ["./conf.d:/etc/nginx/conf.d"]},'
        " api: {build: ./api}}\n"
    ),
    (
        'services: {edge: {image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]},'
        ' api: {image: x, environment: {A: "http://${HOST:-edge}:81"}}}\n'
    ),
    "services: {edge: {image: nginx, volumes: [./:/etc/nginx], networks: [a]}}\nnetworks: {a: }\n",
    "include: [compose.override.yaml]\nservices: {other: {image: y, volumes: ['/:/host']}}\n",
    "services: {edge: {extends: {file: base.yaml, service: web}}}\n",
    "services: {api: {network_mode: 'service:edge'}, edge: {network_mode: 'service:api'}}\n",
    "services: [\n",
    "",
)
NGINX = (
    "server { listen 80; location / { proxy_pass http://api:3000; } }\n",
    "server { listen 81; include snippets/*; }\n",
    "events {} http { include conf.d/*.conf; }\n",
    "server { listen",
)
OTHER = ("HOST=api\n", "FROM nginx\nEXPOSE 5\nCOPY conf.d /etc/nginx/conf.d\n", "Port 22\n", "x")
TEXTS: dict[str, tuple[str, ...]] = {
    "/r/p/compose.yaml": COMPOSE,
    "/r/p/compose.override.yaml": COMPOSE,
    "/r/p/base.yaml": ("services: {web: {image: nginx, ports: ['8080:80']}}\n", COMPOSE[0]),
    "/r/p/nginx.conf": NGINX,
    "/r/p/conf.d/default.conf": NGINX,
    "/r/p/conf.d/b.conf": NGINX,
    "/r/p/snippets/s": NGINX,
    "/r/p/.env": OTHER,
    "/r/p/api/Dockerfile": OTHER,
    "/r/etc/nginx/nginx.conf": NGINX,
    "/r/etc/ssh/sshd_config": OTHER,
    "/r/q/compose.yaml": COMPOSE,
}


def picture(network: Network) -> list[object]:
    """Return all that a network says, without the objects that say it."""
    sockets = [_socket(socket) for space in network.spaces for socket in network.sockets(space)]
    connections = [(*_connection(each), *network.reached(each)) for each in network.connections]
    wholes = [(space, network.is_whole(space)) for space in network.nodes]
    names = [
        (node.owner, node.names, node.networks, node.is_seen, node.image, node.runs)
        for nodes in network.nodes.values()
        for node in nodes
    ]
    return [sockets, connections, wholes, names]


def _socket(socket: Socket) -> tuple[object, ...]:
    return socket[:11]


def _connection(connection: Connection) -> tuple[object, ...]:
    return (*connection[:9], connection.certainty)


@pytest.mark.parametrize("seed", range(40))
def test_the_kept_network_is_the_one_built_afresh(seed: int) -> None:
    chance = random.Random(seed)
    texts = {path: chance.choice(some) for path, some in TEXTS.items() if chance.random() < 0.7}
    links: dict[str, str] = {}
    context = around(texts)
    for _ in range(12):
        for _ in range(chance.randint(1, 3)):
            _change(texts, links, chance)
        context.workspace.files = MemoryFiles(texts, links)
        fresh = around({})._replace(workspace=Workspace(MemoryFiles(dict(texts), dict(links))))
        for path in sorted(texts):
            kept, afresh = context.workspace.document(path), fresh.workspace.document(path)
            if kept is None or afresh is None:
                assert kept is afresh is None
                continue
            assert picture(network_of(kept, context)) == picture(network_of(afresh, fresh)), path


def _change(texts: dict[str, str], links: dict[str, str], chance: random.Random) -> None:
    path = chance.choice(list(TEXTS))
    what = chance.randrange(5)
    links.pop(path, None)
    if what == 0:
        texts.pop(path, None)
    elif what == 1 and texts:
        links[path] = chance.choice([*texts, path, "/elsewhere"])
        texts.pop(path, None)
    elif what == 2 and path in texts:
        texts[chance.choice(list(TEXTS))] = texts.pop(path)
    else:
        texts[path] = chance.choice(TEXTS[path])


def test_a_keystroke_costs_its_own_project_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'services: {web: {image: x, environment: {A: "http://web:80"}}}\n'
    texts = {f"/r/{number}/compose.yaml": text for number in range(2_000)}
    context = around(texts)
    for path in texts:
        document = context.workspace.document(path)
        assert document is not None
        network_of(document, context)
    asked: list[str] = []
    version = MemoryFiles.version

    def counted(files: MemoryFiles, path: str) -> object:
        asked.append(path)
        return version(files, path)

    monkeypatch.setattr(MemoryFiles, "version", counted)
    texts["/r/7/compose.yaml"] = text + "# more\n"
    document = context.workspace.document("/r/7/compose.yaml")
    assert document is not None
    network_of(document, context)
    assert {path.rpartition("/")[0] for path in asked} <= {"/r/7", "/r", ""}
