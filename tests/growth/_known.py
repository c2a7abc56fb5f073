"""What is known to grow too fast: input → steps. Whoever mends one takes it out of here."""

# Each finding goes through all sockets of the project once more to offer a free port.
_HOST_PORTS = {"host-port-conflict"}

KNOWN: dict[str, set[str]] = {
    "example base-60-port /site/compose.yaml": _HOST_PORTS,
    "example cleartext-service /site/compose.yaml": _HOST_PORTS,
    "example host-port-conflict /site/compose.yaml": _HOST_PORTS,
    "example override-adds-port /site/compose.override.yaml": _HOST_PORTS,
    "example ports-with-network-mode /site/compose.yaml": {"ports-with-network-mode"},
    "example possible-host-port-conflict /site/compose.yaml": {"possible-host-port-conflict"},
    "example published-to-all-interfaces /site/compose.yaml": _HOST_PORTS,
    "example replicas-with-fixed-port /site/compose.yaml": _HOST_PORTS,
    "example unlikely-container-port /site/compose.yaml": {
        "host-port-conflict",
        "unlikely-container-port",
    },
    "example wrong-side-port /site/compose.yaml": _HOST_PORTS,
    "one port": _HOST_PORTS,
    "one suppressed port": _HOST_PORTS,
    "one database port": _HOST_PORTS,
    "damaged": _HOST_PORTS,
    "variables": {"possible-host-port-conflict"},
    "listens in http and stream": {"listen-conflict"},
}
