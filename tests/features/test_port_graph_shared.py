"""Containers that share a network, in the graph of ports."""

from tests.features.test_port_graph import NGINX, edges, graph, nodes

VPN = """\
services:
  vpn: {image: qmcgaw/gluetun, ports: ["8080:8080", "80:80", "7000:7000"]}
  torrent: {image: linuxserver/qbittorrent, network_mode: "service:vpn"}
  web:
    image: nginx
    container_name: web
    network_mode: service:vpn
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]
    healthcheck: {test: curl http://localhost:9000}
  side:
    image: x
    network_mode: container:web
    environment: {A: "localhost:80", B: "amqp://db:5432"}
  app: {image: acme/app, environment: {A: "http://vpn:8080", B: "http://vpn:7000"}}
  db: {image: "postgres:17"}
"""


def test_of_containers_that_share_a_network_each_is_drawn_with_its_own_ports() -> None:
    found = graph({"/p/compose.yaml": VPN, "/p/nginx.conf": NGINX})
    assert nodes(found) == {
        "8080/tcp": ["8080/tcp qBittorrent"],
        "80/tcp": ["80/tcp nginx"],
        "7000/tcp": ["7000/tcp afs3-fileserver"],
        "vpn": ["7000/tcp afs3-fileserver"],
        "torrent (in vpn)": [
            "6881/tcp qBittorrent",
            "6881/udp qBittorrent",
            "8080/tcp qBittorrent",
        ],
        "web (in vpn)": ["80/tcp nginx", "443/tcp https"],
        "side (in vpn)": [],
        "app": [],
        "db": ["5432/tcp PostgreSQL"],
    }
    assert edges(found) == [
        "8080/tcp > torrent (in vpn) 8080",
        "80/tcp > web (in vpn) 80",
        "7000/tcp > vpn 7000",
        "side (in vpn) > web (in vpn) 80",
        "side (in vpn) > db 5432",
        "app > torrent (in vpn) 8080",
        "app > vpn 7000",
        "web (in vpn) > app 8000 unknown",
    ]
    (group,) = (each for each in found.groups if each.label == "network of vpn")
    inside = [node.label for node in found.nodes if node.group == group.id]
    assert inside == ["vpn", "torrent (in vpn)", "web (in vpn)", "side (in vpn)"]


def test_who_calls_a_service_that_has_no_name_is_drawn_to_its_box() -> None:
    text = """\
services:
  vpn: {image: qmcgaw/gluetun, ports: ["8080:8080"]}
  torrent: {image: linuxserver/qbittorrent, network_mode: "service:vpn"}
  agent: {image: acme/agent, network_mode: host}
  alone: {image: acme/alone, network_mode: none}
  app:
    image: acme/app
    environment: {A: "http://torrent:8080 http://agent:9000 http://alone:9001 http://vpn:8080"}
"""
    assert edges(graph({"/p/compose.yaml": text})) == [
        "8080/tcp > torrent (in vpn) 8080",
        "app > torrent (in vpn) 8080 nameless",
        "app > agent 9000 nameless",
        "app > alone 9001 nameless",
        "app > torrent (in vpn) 8080",
    ]
