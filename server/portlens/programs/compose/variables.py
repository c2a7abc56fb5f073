"""A Compose file as it reads with the variables of its project."""

import posixpath
from collections import OrderedDict

from portlens.formats.compose.reader import read_file
from portlens.formats.compose.services import ComposeFile
from portlens.programs.compose.files import environment, project_files
from portlens.programs.compose.sources import Sources
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def with_variables(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports that its project's `.env` file makes of it.

    Text and places are the same; the document itself comes back where there is no `.env` file.
    The answer is kept until that file changes.
    """
    key = (id(workspace), document.path)
    kept = _KEPT.get(key)
    if kept and kept[0].subject is document and kept[0].are_fresh():
        return kept[1]
    sources = Sources(workspace, document)
    resolved = _resolved(document, sources)
    _KEPT[key] = (sources, resolved)
    if len(_KEPT) > _MOST_KEPT:
        _KEPT.popitem(last=False)
    return resolved


def _resolved(document: Document, sources: Sources) -> Document:
    folder = posixpath.dirname(project_files(sources, document.path)[0])
    known = environment(sources, folder).values
    values = {name: variable.value for name, variable in known.items()}
    tree = document.reading.tree
    if not values or not isinstance(tree, ComposeFile):
        return document
    return document.reading_as(read_file(tree, values))


_KEPT: OrderedDict[tuple[int, str], tuple[Sources, Document]] = OrderedDict()
_MOST_KEPT = 64
