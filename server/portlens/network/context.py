"""What a rule or a feature may ask beyond the document itself."""

from portlens.catalogue.catalogue import Catalogue
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace


class Context(NamedTuple):
    """The knowledge, the wishes and the neighbours of a document."""

    catalogue: Catalogue
    settings: Settings
    workspace: Workspace
