"""Where the graph shows the address of a port, and two ports in place of one."""

from tests.features.test_port_graph import graph, nodes


def test_one_port_on_two_addresses_is_drawn_twice_and_beside_a_wildcard_once() -> None:
    server = "server {{ listen {}; listen {}; location / {{ proxy_pass http://{}; }} }}"
    text = "events {} http {" + "".join(
        server.format(*each)
        for each in (
            ("10.0.0.1:8080", "10.0.0.2:8080", "10.0.0.2:8080"),
            ("127.0.0.1:81", "[::1]:81", "127.0.0.1:81"),
            ("10.0.0.1:82", "*:82", "localhost:82"),
            ("83", "[::]:83", "localhost:83"),
        )
    )
    found = graph({"/srv/etc/nginx/nginx.conf": text + "}", "/srv/etc/ssh/sshd_config": ""})
    assert nodes(found)["nginx.conf"] == [
        *("127.0.0.1:81/tcp http", "[::1]:81/tcp http", "82/tcp http", "83/tcp http"),
        *("10.0.0.1:8080/tcp http", "10.0.0.2:8080/tcp http"),
    ]
    assert len({port.id for node in found.nodes for port in node.ports}) == len(
        [port for node in found.nodes for port in node.ports]
    )
