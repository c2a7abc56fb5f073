"""Errors that two files make together, where only the one that does not show them was named."""

# ruff: noqa: PTH120 - pathlib costs 5 ms at the start of a check

import os
from collections.abc import Callable, Iterator, Sequence

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.cli.configuration import Configuration
from portlens.cli.inputs import Input, shown
from portlens.cli.report.result import Located
from portlens.network.context import Context
from portlens.programs.program import MOST_PER_RUN, judged_together
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:
    from portlens.workspace.walk import ExcludedIn


def errors_beside(
    found: Sequence[Input],
    told: Sequence[Located],
    configuration: Configuration,
    workspace: Workspace,
    excluded: "Callable[[], ExcludedIn]",
) -> Iterator[Located]:
    """Yield the errors in files nobody asked for whose other place is in a file that was named.

    A rule reports the second of two places that exclude each other. Who names the file with the
    first alone, since that is what changed, has brought the error about all the same. Where the
    first place is among those `told`, that is enough; what the settings exclude is left out, by
    patterns that are asked for only where there is such a file.
    """
    named = {
        one.path: one.document
        for one in found
        if one.document and one.is_named and not one.is_stdin  # which an editor checks for itself
    }
    asked = {one.path for one in found} | {one.real for one in found}
    here = {(one.path, one.judged.finding.rule, one.judged.finding.span) for one in told}
    for document in named.values():
        for path, other in judged_together(document, workspace, MOST_PER_RUN).items():
            if path in asked or _is_excluded(path, excluded()):
                continue
            asked.add(path)
            for located in _errors(other, configuration, workspace):
                rule, related = located.judged.finding.rule, located.judged.finding.related
                places = [(one.path, rule, one.span) for one in related if one.path in named]
                if places and here.isdisjoint(places):
                    yield located


def _is_excluded(path: str, excluded: "ExcludedIn") -> bool:
    from portlens.workspace.walk import is_excluded  # most files that are named stand alone

    return is_excluded(path, excluded)


def _errors(
    document: Document, configuration: Configuration, workspace: Workspace
) -> Iterator[Located]:
    settings = configuration.at(os.path.dirname(document.path)).settings
    analysis = analyse(document, Context(catalogue(), settings, workspace))
    for judged in analysis.findings:
        if judged.severity == "error":
            yield Located(shown(document.path), document, judged)
