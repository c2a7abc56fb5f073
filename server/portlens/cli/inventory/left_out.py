"""Files that were asked for and count for nothing in what programs open: told once, in words."""

from collections.abc import Collection, Sequence

from portlens.catalogue.load import catalogue
from portlens.cli.complaints import OF_FILE, complain
from portlens.cli.inputs import Input
from portlens.cli.inventory.where import Where
from portlens.features.left_out_text import why_not_counted
from portlens.network.context import Context
from portlens.network.left_out import left_out_of
from portlens.text.phrase import Language
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def complain_of_left_out(
    found: Sequence[Input], workspace: Workspace, where: Where, language: Language
) -> Collection[str]:
    """Print which files one of the others leaves out, and return their paths."""
    known = catalogue()
    settings = {one.path: one.configured.settings for one in found}

    def context_of(document: Document) -> Context:
        return Context(known, settings[document.path], workspace)

    documents = [one.document for one in found if one.document]
    left_out = left_out_of(documents, context_of)
    for path, why in left_out.items():
        words = why_not_counted(why, where.path(why.by))
        complain(OF_FILE.fill(path=where.path(path), what=words), language)
    return left_out.keys()
