"""Completion in OpenSSH's files: the ports that people tunnel to."""

from portlens.model.port_use import PortUse


def usual_ports(use: PortUse) -> tuple[int, ...]:
    """Return the usual ports of a forward's line; none where those of the file are usual."""
    return _OF_KEYWORD.get(getattr(use.detail, "keyword", ""), ())


_TUNNELLED = (8080, 5432, 3306, 80, 443)
_OF_KEYWORD = {
    "localforward": _TUNNELLED,
    "remoteforward": _TUNNELLED,
    "permitopen": _TUNNELLED,
    "permitlisten": _TUNNELLED,
    "dynamicforward": (1080,),
}
