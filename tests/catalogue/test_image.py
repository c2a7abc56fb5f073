"""Container images: what their software listens on."""

import pytest

from portlens.catalogue.load import catalogue


@pytest.mark.parametrize(
    ("reference", "first"),
    [
        ("postgres", 5432),
        ("postgres:16-alpine", 5432),
        ("docker.io/library/postgres:16-alpine", 5432),
        ("library/postgres", 5432),
        ("bitnami/postgresql", 5432),
        ("index.docker.io/bitnami/postgresql:latest", 5432),
        ("POSTGRES", 5432),
        ("redis@sha256:0123456789abcdef", 6379),
        ("redis:7@sha256:0123456789abcdef", 6379),
        ("localhost/redis", 6379),
        ("localhost:5000/redis:7", 6379),
        ("registry.example.org:443/team/postgres:1", 5432),
        ("ghcr.io/immich-app/immich-server:release", 2283),
        ("mcr.microsoft.com/mssql/server:2022-latest", 1433),
        ("docker.elastic.co/elasticsearch/elasticsearch:8.1.0", 9200),
        ("confluentinc/cp-kafka:7.5.0", 9092),
        ("grafana/grafana-oss", 3000),
        (" nginx ", 80),
    ],
)
def test_an_image_s_main_port(reference: str, first: int) -> None:
    assert catalogue().image(reference).ports[0] == (first, "tcp")


@pytest.mark.parametrize(
    "reference",
    [
        "",
        ":",
        "/",
        "@",
        "my-app",
        "my-app:80",
        "team/app",
        "${IMAGE}",
        "postgres-exporter-of-mine",
        "😀",
    ],
)
def test_an_unknown_image_has_no_ports(reference: str) -> None:
    assert catalogue().image(reference).ports == ()


def test_an_image_may_listen_on_several_ports_and_transports() -> None:
    ports = catalogue().image("rabbitmq:3-management").ports
    assert ports[:2] == ((5672, "tcp"), (15672, "tcp"))
    assert (51820, "udp") in catalogue().image("linuxserver/wireguard").ports


def test_the_images_of_a_port_are_those_people_know_first() -> None:
    assert catalogue().images_at(5432)[0] == "postgres"
    assert catalogue().images_at(53, "udp") == (
        *("adguard/adguardhome", "pihole/pihole", "technitium/dns-server", "coredns/coredns"),
    )
    assert catalogue().images_at(1) == ()


def test_every_port_of_an_image_is_known() -> None:
    known = catalogue()
    for port in range(49152):
        for transport in ("tcp", "udp"):
            if known.images_at(port, transport):
                assert known.is_known(port, transport), port
