"""What the rules for Kubernetes ask of a document."""

from portlens.formats.kubernetes.manifest import Manifest
from portlens.workspace.document import Document

_NOTHING = Manifest()


def certain_manifest(document: Document) -> Manifest:
    """Return the objects of a file; none where another program makes something else of it."""
    tree = document.reading.tree
    return tree if isinstance(tree, Manifest) and tree.is_certain else _NOTHING
