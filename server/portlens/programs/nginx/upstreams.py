"""An nginx file as it reads with the upstreams of the whole configuration."""

from typing import NamedTuple

from portlens.formats.nginx.connect import Connect
from portlens.model.port_use import PortUse
from portlens.programs.nginx.configuration import configuration
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def with_upstreams(document: Document, workspace: Workspace) -> Document:
    """Return `document` without default ports where an upstream of another file is meant.

    `proxy_pass http://shop` goes to port 80 of a machine, unless `upstream shop` stands
    anywhere in the configuration: then its servers have the ports.
    """
    if not any(_may_mean_upstream(use) for use in document.uses):
        return document
    upstreams = configuration(document, _Around(workspace)).upstreams
    uses = tuple(
        use._replace(port=None) if _may_mean_upstream(use) and _key(use) in upstreams else use
        for use in document.uses
    )
    if uses == document.uses:
        return document
    return document.reading_as(document.reading._replace(uses=uses))


class _Around(NamedTuple):
    workspace: Workspace


def _may_mean_upstream(use: PortUse) -> bool:
    return (
        use.port is not None
        and use.port.is_implied
        and isinstance(use.detail, Connect)
        and use.detail.grammar.names_upstream
    )


def _key(use: PortUse) -> tuple[str, str]:
    connect = use.detail
    return (
        (connect.module, connect.parsed.host.lower()) if isinstance(connect, Connect) else ("", "")
    )
