"""What stands behind a port: the image, then a name, then the directive, then the number."""

import pytest

from portlens.catalogue.load import catalogue
from portlens.network.behind import Behind, behind, cautions, usual
from portlens.network.naming import name_of_use
from portlens.text.phrase import Phrase
from tests._judge import document


def entry(port: str, image: str = "", name: str = "web") -> str:
    line = f"    image: {image}\n" if image else "    build: .\n"
    return f"services:\n  {name}:\n{line}    ports:\n      - {port}\n"


def names(format_id: str, text: str) -> list[str]:
    return [name_of_use(use, catalogue()) for use in document(format_id, text).uses]


@pytest.mark.parametrize(
    ("port", "image", "name"),
    [
        ("9092:9092", "apache/apisix:3.9.0", "Apache APISIX"),
        ("9092:9092", "apache/kafka", "Apache Kafka"),
        ("9200:9200", "owncloud/ocis", "ownCloud Infinite Scale"),
        ("9200:9200", "opensearchproject/opensearch:2", "OpenSearch"),
        ("8091:8091", "seataio/seata-server", "Seata"),
        ("7474:7474", "ghcr.io/autobrr/autobrr", "autobrr"),
        ("81:81", "nginx", "nginx"),
        ("8080:8080", "nginx", "nginx"),
        # Adminer listens on 8080: whatever answers here, it speaks what everybody does on 80.
        ("81:80", "adminer", "http"),
        ("443:443", "phpmyadmin", "https"),
        ("9000:9000", "wordpress:6-fpm-alpine", "PHP-FPM"),
        ("81:80", "wordpress:6", "WordPress"),
        ("81:80", "php:8-apache", "Apache HTTP Server"),
        # What something else is run on names nothing.
        ("8443:8443", "gcr.io/distroless/static", ""),
        ("8000:8000", "python:3", ""),
        ("5432:5432", "debian", "postgresql"),
        ("514:514", "graylog/graylog", "Syslog"),
        ("514:514", "acme/log-sink", "Syslog"),
        ("3000:3000", "grafana/grafana", "Grafana"),
        ("8123:8123", "clickhouse/clickhouse-server", "ClickHouse"),
        ("8333:8333", "chrislusf/seaweedfs", "SeaweedFS"),
        ("9000:9000", "minio/minio", "MinIO"),
        ("8081:80", "phpmyadmin", "phpMyAdmin"),
        ("8001:8000", "squidfunk/mkdocs-material", "MkDocs"),
        ("2222:22", "gitea/gitea", "ssh"),
        ("7474:7474", "acme/shop", "shop"),
        ("9092:9092", "acme/kafka-ssl:1", "Apache Kafka"),
        ("5432:5432", "acme/shop", "postgresql"),
        ("389:3389", "acme/directory", "ldap"),
        ("13389:3389", "acme/desktop", "ms-wbt-server"),
        ("5432:5432", "${IMAGE}", "postgresql"),
        ("9443:9443", "${IMAGE:-ghcr.io/acme/login}:${TAG:-1}", "login"),
        ("9443:9443", "${IMAGE:-ghcr.io/acme/login}:${TAG}", ""),
        # Names of old services files are no protocols that others speak as well.
        ("20012:20012/udp", "acme/shop", "shop"),
    ],
)
def test_the_image_knows_better_than_the_number(port: str, image: str, name: str) -> None:
    assert names("compose", entry(f'"{port}"', image)) == [name]


@pytest.mark.parametrize(
    ("command", "port", "name"),
    [
        ("--port 27018", "27017:27017", ""),
        ("--port 27018", "27018:27018", "MongoDB"),
        ("--port ${PORT:-27018}", "1:27017", ""),
        ("\n      - mongod\n      - --port=27019", "1:27019", "MongoDB"),
        ("mongod --bind_ip_all", "27017:27017", "MongoDB"),
        # Which port that is nobody sees.
        ("mongod --port $$PORT", "27017:27017", ""),
    ],
)
def test_the_command_moves_it(command: str, port: str, name: str) -> None:
    text = entry(f'"{port}"', "mongo:7") + f"    command: {command}\n"
    assert names("compose", text) == [name]


@pytest.mark.parametrize(
    ("format_id", "text", "name"),
    [
        ("compose", entry('"9200:9200"', name="opensearch"), "OpenSearch"),
        ("compose", entry('"3000:3000"', name="grafana"), "Grafana"),
        ("compose", entry('"9000:9000"', name="minio2"), "MinIO"),
        # What many run on a port is not what everybody's service is.
        ("compose", entry('"7070:7070"', name="cart"), ""),
        ("compose", entry('"6379:6379"', name="sessions"), "redis"),
        ("nginx", "upstream a { server grafana:3000; }", "Grafana"),
        ("nginx", "upstream a { server loki.example.org:3100; }", "Grafana Loki"),
        ("ssh_config", "Host a\n LocalForward 1 clickhouse:8123\n", "ClickHouse"),
    ],
)
def test_then_the_name_of_the_service_or_host(format_id: str, text: str, name: str) -> None:
    assert names(format_id, text)[-1] == name


@pytest.mark.parametrize(
    ("format_id", "text", "name"),
    [
        ("nginx", "http { server { listen 81; } }", "http"),
        ("nginx", "http { server { listen 9443 ssl; } }", "https"),
        ("nginx", "http { resolver 10.0.0.1:8600; }", "domain"),
        ("nginx", "location / { fastcgi_pass 127.0.0.1:9000; }", "FastCGI"),
        ("nginx", "http { access_log syslog:server=10.0.0.1:514; }", "syslog"),
        ("nginx", "stream { server { listen 3306; proxy_pass 10.0.0.1:3306; } }", "mysql"),
        ("sshd_config", "Port 2022", "ssh"),
        ("sshd_config", "Port 23", "ssh"),
        ("ssh_config", "Host a\n  Port 2222", "ssh"),
    ],
)
def test_then_the_directive(format_id: str, text: str, name: str) -> None:
    assert names(format_id, text)[0] == name


@pytest.mark.parametrize(
    ("port", "found"),
    [
        (5432, Behind("postgresql", "registered")),
        (6379, Behind("redis", "registered")),
        (27017, Behind("mongodb", "registered")),
        (8080, Behind("http-alt", "registered")),
        (5173, Behind("Vite", "common")),
        (5601, Behind("Kibana / OpenSearch Dashboards", "common")),
        (9200, Behind("Elasticsearch / OpenSearch / …", "common")),
        (514, Behind("Syslog", "common")),
        (853, Behind("domain-s", "registered")),
    ],
)
def test_of_a_number_alone_what_is_usual(port: int, found: Behind) -> None:
    assert usual(catalogue(), port, "tcp") == found


@pytest.mark.parametrize("port", [3000, 8000, 5000, 9000, 7011, 5342, 3001])
def test_of_many_programs_and_of_an_obscure_assignment_none_is_named(port: int) -> None:
    assert usual(catalogue(), port, "tcp").name == ""


def test_what_a_service_connects_to_is_not_what_its_own_image_is() -> None:
    text = (
        "services:\n  git:\n    image: gitea/gitea\n"
        "    environment:\n      DB: postgres://db:5432/git\n      SELF: http://localhost:3000\n"
    )
    assert names("compose", text) == ["postgresql", "Gitea"]


def test_the_near_end_of_a_tunnel_has_no_name_of_its_own() -> None:
    text = "Host a\n  LocalForward 18080 b:8080\n  DynamicForward 1080\n"
    assert names("ssh_config", text) == ["", "http-alt", ""]


def test_what_is_usual_on_a_number_is_no_name_of_a_programs_own_port() -> None:
    assert names("apache", "Listen 8181\n<VirtualHost *:8181>\n</VirtualHost>\n") == ["", ""]
    assert names("sshd_config", "Port 8181\nMatch LocalPort 8181\n") == ["ssh", "ssh"]


def test_a_system_port_is_what_its_clients_expect() -> None:
    assert names("compose", entry('"53:5353/udp"', name="dns")) == ["domain"]
    assert names("compose", entry('"80:8080"')) == ["http"]
    assert names("compose", entry('"15432:5432"')) == ["postgresql"]


@pytest.mark.parametrize(
    ("format_id", "text", "told"),
    [
        ("compose", entry('"5000:5000"', "registry:2"), ["Docker Registry"]),
        ("compose", entry('"5000:5000"', name="app"), []),
        ("compose", entry('"50000:50000"', "jenkins/jenkins"), ["Jenkins"]),
        ("compose", entry('"50000:50000"', "ibmcom/db2"), []),
        ("compose", entry('"5678:5678"', "n8nio/n8n"), []),
        ("compose", entry('"8123:8123"', "homeassistant/home-assistant"), []),
        ("compose", entry('"8188:8188"', "acme/comfyui"), ["ComfyUI"]),
        ("sshd_config", "Port 23", []),
        ("sshd_config", "Port 3128", []),
        ("nginx", "stream { server { listen 23; } }", ["login and session can be read on the way"]),
    ],
)
def test_a_caution_holds_for_what_is_there(format_id: str, text: str, told: list[str]) -> None:
    use = document(format_id, text).uses[0]
    assert use.port
    port = (use.target or use.port).first or 0
    found = behind(use, use.port, catalogue())
    texts = [each.text.en for each in cautions(catalogue(), port, use.transport, found)]
    assert [text.partition(":")[0] for text in texts] == told


def test_without_a_file_every_caution_is_told() -> None:
    risks = [each.text for each in cautions(catalogue(), 5555, "tcp")]
    assert risks == [
        Phrase(
            "adb and Celery Flower have no login by default",
            "adb と Celery Flower には標準でログインがありません",
        )
    ]


def test_what_a_known_image_asks_for_at_localhost_is_named_after_who_has_that_port() -> None:
    text = (
        "services:\n  prowlarr:\n    image: lscr.io/linuxserver/prowlarr\n"
        "    environment:\n      A: http://localhost:8989\n      B: http://localhost:5432\n"
        "      SELF: http://localhost:9696\n"
    )
    assert names("compose", text) == ["Sonarr", "postgresql", "Prowlarr"]
