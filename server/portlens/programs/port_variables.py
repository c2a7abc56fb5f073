"""Variables by which the program of a well-known image listens on another port.

Source: PostgreSQL's reference (postgres, "Environment"), the manuals of MySQL and MariaDB
("Environment Variables"), RabbitMQ's configuration guide, and the READMEs of Bitnami's images,
whose programs get their port from a file that their own variable writes. Keycloak's "All
configuration" (http-port), Grafana's "Configure Grafana" (GF_<section>_<key>, over the file),
Metabase's "Environment variables", n8n's "Deployment environment variables", pgAdmin's "Container
Deployment", Vaultwarden's Dockerfile, SQL Server's "Configure with environment variables", Hasura's
"Server configuration reference" and the README of Zipkin's server.
"""

_VARIABLES = {
    "PostgreSQL": "PGPORT",
    "MySQL": "MYSQL_TCP_PORT",
    "MariaDB": "MYSQL_TCP_PORT",
    "RabbitMQ": "RABBITMQ_NODE_PORT",
    "Keycloak": "KC_HTTP_PORT",
    "Grafana": "GF_SERVER_HTTP_PORT",
    "Metabase": "MB_JETTY_PORT",
    "n8n": "N8N_PORT",
    "pgAdmin": "PGADMIN_LISTEN_PORT",
    "Vaultwarden": "ROCKET_PORT",
    "Microsoft SQL Server": "MSSQL_TCP_PORT",
    "Hasura": "HASURA_GRAPHQL_SERVER_PORT",
    "Zipkin": "QUERY_PORT",
}
_OF_BITNAMI = {
    "PostgreSQL": "POSTGRESQL_PORT_NUMBER",
    "MySQL": "MYSQL_PORT_NUMBER",
    "MariaDB": "MARIADB_PORT_NUMBER",
    "Redis": "REDIS_PORT_NUMBER",
    "MongoDB": "MONGODB_PORT_NUMBER",
    "RabbitMQ": "RABBITMQ_NODE_PORT_NUMBER",
}
PORT_VARIABLES = frozenset({*_VARIABLES.values(), *_OF_BITNAMI.values()})


def port_variable(reference: str, software: str) -> str:
    """Return the variable that the image `reference` of `software` takes its port from, or none."""
    of_software = _OF_BITNAMI if "bitnami" in reference else _VARIABLES
    return of_software.get(software, "")
