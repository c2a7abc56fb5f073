"""Images whose program listens on ports of its own, unless a visible setting says otherwise.

Only images are here whose port nothing changes but their command, their environment and a file of
configuration: none that keeps it among its data, where a web page may change it (CouchDB), and none
whose newest version has another (InfluxDB: 8086, since its third 8181). A copy in another registry
may be altered, and is not taken for the image.

Source: the Dockerfiles and entry points of the images, and the manuals of what runs in them.
"""

import re
from collections.abc import Iterable

from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import split_blanks, strip_blanks
from portlens.text.regex import regex


class FixedImage(NamedTuple):
    """An image by its name, without a tag.

    `more` are ports that its program may open beside the usual ones without being told, that older
    versions of it have, and that what is turned on in a running container brings. `programs` are
    the first words of a command that starts it, `doubtful` is what in a command may have it listen
    elsewhere, and `harmless` are folders of settings that have no say in it. Tags with one of
    `flavours` are of another program. With `is_moved_in_part` the variable for its port is not all
    that counts: other ports follow, or an older image has the port in a file, which beats it. With
    `keeps_transport` its ports may well be others, but never TCP in place of UDP. One that
    `finds_free` takes the next port where its own is taken (`http.port: 9200-9300`).
    """

    name: str
    more: tuple[int, ...] = ()
    programs: str = ""
    doubtful: str = ""
    harmless: tuple[str, ...] = ()
    flavours: str = ""
    is_moved_in_part: bool = False
    keeps_transport: bool = False
    finds_free: bool = False

    def is_left_by(self, runs: str) -> bool:
        """Tell whether a command, empty for the image's own, starts the program as it is known."""
        if not runs:
            return True
        first = runs.partition(" ")[0]
        is_known = first.startswith("-") or first in split_blanks(self.programs)
        return (
            is_known
            and not _SHELL.search(runs)
            and not re.search(self.doubtful or _ANY, runs, re.IGNORECASE)
        )

    def is_left_with(self, mounts: Iterable[str]) -> bool:
        """Tell whether nothing at the paths inside, where something is mounted, is its setting."""
        if self.keeps_transport:
            return not any(_MORE in path for path in mounts)
        return not any(
            _SETTINGS.search(path)
            and (path.endswith(".sh") or not path.startswith(_HARMLESS + self.harmless))
            for path in mounts
        )

    def may_be_set_in(self, inside: str) -> bool:
        """Tell whether what lies at a path inside may set the port: data, or what makes them.

        PostgreSQL has `postgresql.conf` among its data, and writes there what SQL or a script tells
        it at its first start. Nothing is said of what the image makes itself in a new volume.
        """
        return not self.keeps_transport and not inside.startswith(_ASIDE + self.harmless)


def fixed_image(reference: str) -> FixedImage | None:
    """Return what is known of the image `reference`; None of any other image.

    Another flavour of an image with PHP listens for FastCGI. A variable may name any flavour.
    """
    whole = strip_blanks(reference.partition("@")[0])
    name, _, tag = whole.rpartition(":")
    if not name or "/" in tag:
        name, tag = whole, ""
    for registry in ("docker.io/", "index.docker.io/"):
        name = name.removeprefix(registry)
    found = _IMAGES.get(name.removeprefix("library/"))
    if found is None or not found.flavours:
        return found
    return None if "$" in tag or re.search(found.flavours, tag) else found


# What may have a program listen elsewhere: in the name of a variable, for one.
DOUBTFUL_NAME = regex(
    r"port|listen|addr|bind|args|opt|flag|conf|url|cmd|command|http|extra|plugin|script"
    r"|env_file|_rc\Z|\Azoo_|\Aollama_host\Z",
    re.IGNORECASE,
)

_SHELL = regex(r"[;&|<>`()\n]")
# In a command of a program whose option for its port is not known; then of those of which it is.
_ANY = r"conf|include|listen|port|addr|https|tls|(?<!\S)-[a-z](?!\S)"
_KNOWN = (
    r"conf|include|defaults|listen(?!_addresses)|https|svr|sentinel|tls|cluster|wsrep"
    r"|skip.networking"
    r"|(?<!\S)-[fl](?!\S)"
)
# Where something mounted may be a configuration, or a part of the program.
_SETTINGS = regex(
    r"\A/\Z|\A/(?:etc|usr|bin|sbin|lib\w*|opt|app|srv|home|root)(?:/|\Z)|conf|entrypoint(?!-initdb)"
    r"|\.(?:cnf|ini|ya?ml|json|toml|xml|properties|env|sh|js|cfg)\Z",
    re.IGNORECASE,
)
_MORE = "/custom-"  # here LinuxServer's images take scripts and services
_HARMLESS = (
    "/etc/localtime", "/etc/timezone", "/etc/ssl", "/etc/pki", "/etc/hosts", "/etc/hostname",
    "/etc/resolv.conf", "/etc/passwd", "/etc/group", "/usr/share/zoneinfo",
    "/usr/local/share/ca-certificates", "/docker-entrypoint-initdb.d/", "/run/secrets/",
)  # fmt: skip
# Of the project's own files scripts of a first start are not harmless, but these folders are.
_ASIDE = (
    *(each for each in _HARMLESS if "initdb" not in each),
    "/backup", "/certs", "/dump",
)  # fmt: skip

_POSTGRES = ("postgres", _KNOWN)
# The first word that is no option is a file with the configuration.
_REDIS = ((16379,), "redis-server", rf"{_KNOWN}|server\s+[^-\s]")


def _of_mysql(name: str, *more: int, flavours: str = "") -> FixedImage:
    # SQL has it listen on these for the other members of a group, and for its administrator.
    ports = (*more, 33061, 33062)
    programs = "mysqld mariadbd"
    return FixedImage(name, ports, programs, _KNOWN, flavours=flavours, is_moved_in_part=True)


def _of_php(name: str, *more: int, harmless: tuple[str, ...] = ()) -> FixedImage:
    # Whoever turns TLS on in Apache, with a word in the container, has it listen on 443.
    return FixedImage(name, (443, *more), harmless=(*_WEB, *harmless), flavours="fpm|fastcgi|cli")


# All that has an exporter or Prometheus itself listen elsewhere is this option.
_EXPORTER = r"listen-address\S*[ =].*listen-address"


def _of_prometheus(name: str, *harmless: str) -> FixedImage:
    """Return Prometheus or one of its exporters: the program is called as its image is."""
    program = name.rpartition("/")[2].replace("-", "_")
    return FixedImage(name, (), f"{program} /bin/{program}", _EXPORTER, harmless)


_GRAFANA = ((9094, 6060, 10000), "", "", ("/etc/grafana/provisioning", "/etc/grafana/dashboards"))
_SONARQUBE = ("/opt/sonarqube/data", "/opt/sonarqube/logs", "/opt/sonarqube/extensions")
# What `docker exec rabbitmq rabbitmq-plugins enable` brings: MQTT, STOMP, streams, and all by TLS.
_RABBITMQ = (
    1883, 8883, 5551, 5552, 15670, 15671, 15673, 15674, 15675, 15676, 15691, 61613, 61614,
)  # fmt: skip
# SQL may have it listen for mirrors and brokers: these are the ports that its manual has there.
_MSSQL = (1434, 1431, 135, 4022, 5022, 5023, 5024, 7022, 51000)
# The version before 17 has other ports for its cluster and its console; 8787 is for a debugger.
_KEYCLOAK = ((9000, 7800, 57800, 8787, 9990, 9993, 8009, 7600, 57600), "start start-dev")
_NATS = r"conf|cluster|leaf|websocket|https|mqtt|(?<!\S)-[acm]\b"
_WEB = ("/usr/share/nginx/html", "/usr/local/apache2/htdocs", "/usr/src", "/var/www/html")

_IMAGES = {
    each.name.removeprefix("library/"): each
    for each in (
        FixedImage("postgres", (), *_POSTGRES),
        FixedImage("postgis/postgis", (), *_POSTGRES),
        FixedImage("pgvector/pgvector", (), *_POSTGRES),
        FixedImage("timescale/timescaledb", (), *_POSTGRES, flavours="bitnami"),
        _of_mysql("mysql"),
        _of_mysql("mariadb"),
        _of_mysql("percona", 33060, flavours="psmdb"),
        _of_mysql("percona/percona-server", 33060),
        FixedImage("redis", *_REDIS),
        FixedImage("valkey/valkey", (16379,), "valkey-server", _REDIS[2]),
        FixedImage("redis/redis-stack-server", (16379,), "redis-stack-server"),
        FixedImage("mongo", (28017,), "mongod", _KNOWN),
        # Before 1.5.6 it has UDP there as well.
        FixedImage("memcached", (11211,), "memcached", rf"{_KNOWN}|(?<!\S)-s|unix-socket"),
        FixedImage("rabbitmq", _RABBITMQ, "rabbitmq-server", is_moved_in_part=True),
        FixedImage("elasticsearch", (9443,), finds_free=True),
        FixedImage("docker.elastic.co/elasticsearch/elasticsearch", (9443,), finds_free=True),
        FixedImage("kibana"),
        FixedImage("docker.elastic.co/kibana/kibana"),
        FixedImage("opensearchproject/opensearch", (9600, 9650, 9400, 8815), finds_free=True),
        FixedImage("opensearchproject/opensearch-dashboards"),
        FixedImage("clickhouse/clickhouse-server", (9004, 9005)),
        FixedImage("mcr.microsoft.com/mssql/server", _MSSQL),
        FixedImage("minio/minio", (), "minio server", r"conf"),
        FixedImage("quay.io/minio/minio", (), "minio server", r"conf"),
        FixedImage("adminer", flavours="fastcgi"),
        _of_php("phpmyadmin"),
        _of_php("phpmyadmin/phpmyadmin"),
        _of_php("wordpress"),
        _of_php("nextcloud", 7867),
        _of_php("drupal", harmless=("/opt/drupal",)),
        _of_php("matomo"),
        FixedImage("httpd", harmless=_WEB),
        FixedImage("library/nginx", harmless=_WEB),
        FixedImage("mongo-express"),
        FixedImage("registry", (5001,)),
        FixedImage("sonarqube", (9001, 9002, 9003, 9092), harmless=_SONARQUBE),
        FixedImage("grafana/grafana", *_GRAFANA),
        FixedImage("grafana/grafana-oss", *_GRAFANA),
        FixedImage("grafana/grafana-enterprise", *_GRAFANA),
        _of_prometheus("prom/prometheus", "/etc/prometheus"),
        # Its gossip takes UDP on the port of TCP.
        _of_prometheus("prom/alertmanager", "/etc/alertmanager")._replace(more=(9094,)),
        _of_prometheus("prom/pushgateway"),
        _of_prometheus("prom/node-exporter", "/etc"),
        _of_prometheus("quay.io/prometheus/node-exporter", "/etc"),
        _of_prometheus("prom/blackbox-exporter", "/etc", "/config"),
        _of_prometheus("prom/mysqld-exporter", "/etc", "/cfg"),
        _of_prometheus("oliver006/redis_exporter"),
        _of_prometheus("prometheuscommunity/postgres-exporter"),
        _of_prometheus("quay.io/prometheuscommunity/postgres-exporter"),
        FixedImage("openzipkin/zipkin", (9410,)),
        FixedImage("louislam/uptime-kuma"),
        FixedImage("n8nio/n8n", (5679, 5680, 5681)),
        FixedImage("docker.n8n.io/n8nio/n8n", (5679, 5680, 5681)),
        FixedImage("axllent/mailpit", (1110,)),
        FixedImage("mailhog/mailhog"),
        FixedImage("maildev/maildev", (80, 25)),
        FixedImage("dpage/pgadmin4", (443, 8080, 8443)),
        FixedImage("vaultwarden/server", (3012,)),
        FixedImage("metabase/metabase", (8443,)),
        FixedImage("quay.io/keycloak/keycloak", *_KEYCLOAK),
        FixedImage("keycloak/keycloak", *_KEYCLOAK),
        FixedImage("traefik/whoami"),
        FixedImage("zookeeper", (8080, 7000)),
        FixedImage("nats", (), "nats-server", _NATS),
        FixedImage("qdrant/qdrant", (6335,)),
        FixedImage("getmeili/meilisearch", (), "meilisearch", r"conf|https"),
        FixedImage("ollama/ollama", (), "serve"),
        FixedImage("redis/redisinsight", (8001, 5000, 5001)),
        FixedImage("provectuslabs/kafka-ui"),
        FixedImage("swaggerapi/swagger-ui", (80,)),
        FixedImage("hasura/graphql-engine", flavours="cli"),
        FixedImage("gotenberg/gotenberg", (), "gotenberg", flavours="cloudrun|lambda"),
        FixedImage("ghcr.io/open-webui/open-webui", (11434,)),
        # With a domain for its certificate it has these, whatever its address says.
        FixedImage("miniflux/miniflux", (80, 443)),
        FixedImage("odoo", (8070, 8071, 8072)),
        FixedImage("ghost"),
        FixedImage("directus/directus", (80,)),
        # Its web page has 51821 by TCP, unless that is moved and the tunnel put there.
        FixedImage("ghcr.io/wg-easy/wg-easy", (51821,), keeps_transport=True),
        FixedImage("thijsvanloef/palworld-server-docker", (27015,), keeps_transport=True),
        *(
            FixedImage(name, keeps_transport=True)
            for name in (
                "linuxserver/wireguard", "lscr.io/linuxserver/wireguard",
                "ghcr.io/linuxserver/wireguard", "itzg/minecraft-bedrock-server", "teamspeak",
                "jellyfin/jellyfin", "syncthing/syncthing", "datadog/agent",
                "jaegertracing/all-in-one",
            )
        ),
    )
}  # fmt: skip
