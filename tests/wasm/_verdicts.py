"""What portlens says of all files below a folder, as plain data. Runs in CPython and in Pyodide."""

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.network.context import Context
from portlens.workspace.settings import Settings
from portlens.workspace.walk import walk
from portlens.workspace.workspace import Workspace


def verdicts(folder: str) -> dict[str, list[list[object]]]:
    """Return the findings in each file that a walk finds, by its path below `folder`.

    A finding is its rule, severity, span, both messages and the titles of its fixes; a rule that
    failed is among them.
    """
    workspace = Workspace(folders=lambda: [folder])
    found: dict[str, list[list[object]]] = {}
    for walked in walk(folder):
        document = workspace.document(f"{folder}/{walked.path}")
        if document is not None:
            context = Context(catalogue(), Settings(), workspace)
            analysis = analyse(document, context)
            found[walked.path] = [
                [
                    judged.finding.rule,
                    judged.severity,
                    *judged.finding.span,
                    *judged.finding.message,
                    [fix.title.en for fix in judged.finding.fixes],
                ]
                for judged in analysis.findings
            ] + [["failed", repr(error)] for error in analysis.crashes]
    return found
