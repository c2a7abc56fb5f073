"""Which ports of a Compose file nobody reaches from outside, for cleartext-service."""

from portlens.formats.compose.port_entry import PortEntry
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.workspace.document import Document


def is_shut(use: PortUse, document: Document, context: Context) -> bool:
    """Tell whether the service of a use is on networks alone that publish nothing."""
    if not isinstance(use.detail, PortEntry):
        return False
    body = project_of(document, context.workspace).services.get(use.detail.owner.service)
    return body is not None and body.is_apart
