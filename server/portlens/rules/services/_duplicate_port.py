"""duplicate-port in a services file."""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules.services._names import duplicate_ports
from portlens.workspace.document import Document


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield the names that are never found for their port."""
    return duplicate_ports(document)
