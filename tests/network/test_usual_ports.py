"""The usual port of an image is not claimed where the container's command sets another."""

import pytest

from portlens.catalogue.load import catalogue
from portlens.network.usual_ports import Usual, usual_ports

UNKNOWN = Usual((), is_sure=False)


def tcp(port: int) -> Usual:
    return Usual(((port, "tcp"),))


@pytest.mark.parametrize(
    ("image", "command", "usual"),
    [
        ("mongo:7", "", tcp(27017)),
        ("mongo:7", "mongod --bind_ip_all", tcp(27017)),
        ("mongo:7", "--port 27018", tcp(27018)),
        ("redis", "redis-server --port 6380", tcp(6380)),
        ("redis", "redis-server --port 0", UNKNOWN),
        ("redis", "redis-server --port 6380 --tls-port 6379", UNKNOWN),
        ("redis", "redis-server --port $PORT", UNKNOWN),
        ("redis", "sh -c 'redis-cli --port 6380; redis-server'", UNKNOWN),
        ("postgres:16", "-p 5440", tcp(5440)),
        ("postgres:16", "postgres -c port=5440", tcp(5440)),
        ("memcached", "memcached -p 11212", tcp(11212)),
        ("mariadb", "--port=3307", tcp(3307)),
        ("prom/prometheus", "--config.file=/p.yml --web.listen-address=:9091", tcp(9091)),
        ("prom/prometheus", "--web.listen-address '[::]:9091'", tcp(9091)),
        ("prom/node-exporter", "--web.listen-address=0.0.0.0:9200", tcp(9200)),
        ("prom/prometheus", "--web.listen-address=:9091 --web.listen-address=:9092", UNKNOWN),
        ("getmeili/meilisearch", "meilisearch --http-addr 0.0.0.0:7701", tcp(7701)),
        ("acme/shop", "--port 80", Usual(())),
    ],
)
def test_the_command_says_where_the_server_listens(image: str, command: str, usual: Usual) -> None:
    assert usual_ports(image, command, catalogue()) == usual


@pytest.mark.parametrize(
    ("image", "command", "variables", "usual"),
    [
        ("postgres:16", "", {"PGPORT": "5433"}, tcp(5433)),
        ("postgis/postgis", "", {"PGPORT": "5433"}, tcp(5433)),
        ("postgres:16", "postgres -p 5440", {"PGPORT": "5433"}, tcp(5440)),
        ("postgres:16", "", {"PGPORT": ""}, UNKNOWN),
        ("postgres:16", "", {"PGPORT": "99999"}, UNKNOWN),
        ("postgres:16", "", {"MYSQL_TCP_PORT": "3307"}, tcp(5432)),
        ("mariadb", "", {"MYSQL_TCP_PORT": "3307"}, tcp(3307)),
        ("bitnami/postgresql", "", {"PGPORT": "5433"}, tcp(5432)),
        ("bitnami/redis", "", {"REDIS_PORT_NUMBER": "6380"}, tcp(6380)),
        ("acme/shop", "", {"PGPORT": "5433"}, Usual(())),
    ],
)
def test_a_variable_says_where_the_server_listens(
    image: str, command: str, variables: dict[str, str], usual: Usual
) -> None:
    assert usual_ports(image, command, catalogue(), variables) == usual
