"""Images whose program listens on ports of its own, unless a visible setting says otherwise.

Only images are here whose port nothing changes but their command, their environment and a file of
configuration: none that keeps it among its data, where a web page may change it. A copy in another
registry may be altered, and is not taken for the image.

Source: the Dockerfiles and entry points of the images, and the manuals of what runs in them.
"""

import re
from collections.abc import Iterable

from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import split_blanks, strip_blanks
from portlens.text.regex import regex


class FixedImage(NamedTuple):
    """An image by its name, without a tag.

    `more` are ports that its program may open beside the usual ones without being told. `programs`
    are the first words of a command that starts it, `doubtful` is what in a command may have it
    listen elsewhere, and `harmless` are folders of settings that have no say in it. With
    `keeps_transport` its ports may well be others, but never TCP in place of UDP.
    """

    name: str
    more: tuple[int, ...] = ()
    programs: str = ""
    doubtful: str = ""
    harmless: tuple[str, ...] = ()
    keeps_transport: bool = False

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
        return not any(
            _SETTINGS.search(path) and not path.startswith(_HARMLESS + self.harmless)
            for path in mounts
        )


def fixed_image(reference: str) -> FixedImage | None:
    """Return what is known of the image `reference`; None of any other image.

    Another flavour of an image with PHP listens for FastCGI.
    """
    whole = strip_blanks(reference.partition("@")[0])
    name, _, tag = whole.rpartition(":")
    if not name or "/" in tag:
        name, tag = whole, ""
    for registry in ("docker.io/", "index.docker.io/"):
        name = name.removeprefix(registry)
    return None if "fpm" in tag else _IMAGES.get(name.removeprefix("library/"))


# What may have a program listen elsewhere: in the name of a variable, for one.
DOUBTFUL_NAME = regex(
    r"port|listen|addr|bind|args|opt|flag|conf|url|cmd|command|http|extra|plugin", re.IGNORECASE
)

_SHELL = regex(r"[;&|<>`()\n]")
# In a command of a program whose option for its port is not known; then of those of which it is.
_ANY = r"conf|include|listen|port|addr|https|tls|(?<!\S)-[a-z](?!\S)"
_KNOWN = (
    r"conf|include|defaults|listen(?!_addresses)|https|svr|sentinel|tls|cluster|wsrep"
    r"|(?<!\S)-[fl](?!\S)"
)
# Where something mounted may be a configuration, or a part of the program.
_SETTINGS = regex(
    r"\A/\Z|\A/(?:etc|usr|bin|sbin|lib\w*|opt|app|srv|home|root)(?:/|\Z)|conf|entrypoint(?!-initdb)"
    r"|\.(?:cnf|ini|ya?ml|json|toml|xml|properties|env|sh|js|cfg)\Z",
    re.IGNORECASE,
)
_HARMLESS = (
    "/etc/localtime", "/etc/timezone", "/etc/ssl", "/etc/pki", "/etc/hosts", "/etc/hostname",
    "/etc/resolv.conf", "/etc/passwd", "/etc/group", "/usr/share/zoneinfo",
    "/usr/local/share/ca-certificates", "/docker-entrypoint-initdb.d/", "/run/secrets/",
)  # fmt: skip

_POSTGRES = ("postgres", _KNOWN)
_MYSQL = ("mysqld mariadbd", _KNOWN)
_REDIS = ("redis-server", _KNOWN)
# All that has an exporter or Prometheus itself listen elsewhere is this option.
_EXPORTER = r"listen-address\S*[ =].*listen-address"


def _of_prometheus(name: str, *harmless: str) -> FixedImage:
    """Return Prometheus or one of its exporters: the program is called as its image is."""
    program = name.rpartition("/")[2].replace("-", "_")
    return FixedImage(name, (), f"{program} /bin/{program}", _EXPORTER, harmless)


_GRAFANA = ("/etc/grafana/provisioning", "/etc/grafana/dashboards")
_SONARQUBE = ("/opt/sonarqube/data", "/opt/sonarqube/logs", "/opt/sonarqube/extensions")
_NATS = r"conf|cluster|leaf|websocket|https|mqtt|(?<!\S)-[acm]\b"
_WEB = ("/usr/share/nginx/html", "/usr/local/apache2/htdocs", "/usr/src", "/var/www/html")

_IMAGES = {
    each.name.removeprefix("library/"): each
    for each in (
        FixedImage("postgres", (), *_POSTGRES),
        FixedImage("postgis/postgis", (), *_POSTGRES),
        FixedImage("pgvector/pgvector", (), *_POSTGRES),
        FixedImage("timescale/timescaledb", (), *_POSTGRES),
        FixedImage("mysql", (33062,), *_MYSQL),
        FixedImage("mariadb", (), *_MYSQL),
        FixedImage("percona", (33060, 33062), *_MYSQL),
        FixedImage("percona/percona-server", (33060, 33062), *_MYSQL),
        FixedImage("redis", (), *_REDIS),
        FixedImage("valkey/valkey", (), "valkey-server", _KNOWN),
        FixedImage("redis/redis-stack-server", (), "redis-stack-server"),
        FixedImage("mongo", (), "mongod", _KNOWN),
        FixedImage("memcached", (), "memcached", _KNOWN),
        FixedImage("rabbitmq", (15671,), "rabbitmq-server"),
        FixedImage("elasticsearch"),
        FixedImage("docker.elastic.co/elasticsearch/elasticsearch"),
        FixedImage("kibana"),
        FixedImage("docker.elastic.co/kibana/kibana"),
        FixedImage("opensearchproject/opensearch", (9600, 9650)),
        FixedImage("opensearchproject/opensearch-dashboards"),
        FixedImage("couchdb", (9100, 5986)),
        FixedImage("influxdb", (8088, 2003, 4242, 25826, 8089), "influxd"),
        FixedImage("clickhouse/clickhouse-server", (9004, 9005)),
        FixedImage("mcr.microsoft.com/mssql/server", (1434, 1431, 135)),
        FixedImage("minio/minio", (), "minio server", r"conf"),
        FixedImage("quay.io/minio/minio", (), "minio server", r"conf"),
        FixedImage("adminer"),
        FixedImage("phpmyadmin", harmless=_WEB),
        FixedImage("phpmyadmin/phpmyadmin", harmless=_WEB),
        FixedImage("wordpress", harmless=_WEB),
        FixedImage("nextcloud", harmless=_WEB),
        FixedImage("drupal", harmless=(*_WEB, "/opt/drupal")),
        FixedImage("matomo", harmless=_WEB),
        FixedImage("httpd", harmless=_WEB),
        FixedImage("library/nginx", harmless=_WEB),
        FixedImage("mongo-express"),
        FixedImage("registry", (5001,)),
        FixedImage("sonarqube", (9001, 9092), harmless=_SONARQUBE),
        FixedImage("grafana/grafana", (9094,), harmless=_GRAFANA),
        FixedImage("grafana/grafana-oss", (9094,), harmless=_GRAFANA),
        FixedImage("grafana/grafana-enterprise", (9094,), harmless=_GRAFANA),
        _of_prometheus("prom/prometheus", "/etc/prometheus"),
        _of_prometheus("prom/alertmanager", "/etc/alertmanager"),
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
        FixedImage("n8nio/n8n", (5679,)),
        FixedImage("docker.n8n.io/n8nio/n8n", (5679,)),
        FixedImage("axllent/mailpit", (1110,)),
        FixedImage("mailhog/mailhog"),
        FixedImage("maildev/maildev", (80, 25)),
        FixedImage("dpage/pgadmin4", (443,)),
        FixedImage("vaultwarden/server", (3012,)),
        FixedImage("metabase/metabase", (8443,)),
        FixedImage("quay.io/keycloak/keycloak", (9000, 7800, 57800), "start start-dev"),
        FixedImage("keycloak/keycloak", (9000, 7800, 57800), "start start-dev"),
        FixedImage("traefik/whoami"),
        FixedImage("zookeeper", (8080, 7000)),
        FixedImage("nats", (), "nats-server", _NATS),
        FixedImage("qdrant/qdrant", (6335,)),
        FixedImage("getmeili/meilisearch", (), "meilisearch", r"conf|https"),
        FixedImage("ollama/ollama", (), "serve"),
        FixedImage("redis/redisinsight"),
        FixedImage("provectuslabs/kafka-ui"),
        FixedImage("swaggerapi/swagger-ui"),
        FixedImage("hasura/graphql-engine"),
        FixedImage("gotenberg/gotenberg", (), "gotenberg"),
        FixedImage("ghcr.io/open-webui/open-webui"),
        FixedImage("miniflux/miniflux"),
        FixedImage("odoo", (8071, 8072)),
        FixedImage("ghost"),
        FixedImage("directus/directus"),
        *(
            FixedImage(name, keeps_transport=True)
            for name in (
                "linuxserver/wireguard", "lscr.io/linuxserver/wireguard",
                "ghcr.io/linuxserver/wireguard", "ghcr.io/wg-easy/wg-easy",
                "itzg/minecraft-bedrock-server", "thijsvanloef/palworld-server-docker",
                "teamspeak", "jellyfin/jellyfin", "syncthing/syncthing", "datadog/agent",
                "jaegertracing/all-in-one",
            )
        ),
    )
}  # fmt: skip
