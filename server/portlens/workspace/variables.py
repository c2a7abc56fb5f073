"""Documents whose ports depend on what another file says of their variables."""

from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def with_variables(document: Document, workspace: Workspace) -> Document:
    """Return `document` as it reads with the values of its variables; text and places stay."""
    if document.format.id != "compose" or "$" not in document.text:
        return document
    from portlens.workspace import compose_variables

    return compose_variables.with_variables(document, workspace)
