"""Files that were asked for and count for nothing in what programs open: told once, in words."""

from collections.abc import Collection, Sequence

from portlens.catalogue.load import catalogue
from portlens.cli.complaints import FEW, LISTED, OF_FILE, complain
from portlens.cli.inputs import Input
from portlens.cli.inventory.where import Where
from portlens.features.left_out_text import why_many_not_counted, why_not_counted
from portlens.network.context import Context
from portlens.network.left_out import left_out_of
from portlens.programs.facts import LeftOut
from portlens.text.phrase import Language
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def complain_of_left_out(
    found: Sequence[Input],
    workspace: Workspace,
    where: Where,
    language: Language,
    *,
    is_verbose: bool = False,
) -> Collection[str]:
    """Print which files one of the others leaves out, and return their paths.

    Debian has a hundred files of httpd's that are there to be chosen from: of so many, one line
    tells, unless `is_verbose` asks for all.
    """
    known = catalogue()
    settings = {one.path: one.configured.settings for one in found}

    def context_of(document: Document) -> Context:
        return Context(known, settings[document.path], workspace)

    documents = [one.document for one in found if one.document]
    left_out = left_out_of(documents, context_of)
    groups: dict[LeftOut, list[str]] = {}
    for path, why in left_out.items():
        groups.setdefault(why, []).append(path)
    for why, paths in groups.items():
        by = where.path(why.by)
        if is_verbose or len(paths) <= FEW:
            for path in paths:
                words = why_not_counted(why, by)
                complain(OF_FILE.fill(path=where.path(path), what=words), language)
        else:
            complain(LISTED.fill(what=why_many_not_counted(why, by, len(paths))), language)
    return left_out.keys()
