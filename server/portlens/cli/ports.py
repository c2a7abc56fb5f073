"""`portlens ports`: every port use that is written in files and folders, or what comes of them."""

import sys
from collections.abc import Collection
from importlib import import_module

from portlens.catalogue.load import catalogue
from portlens.cli.arguments import Arguments, UsageError
from portlens.cli.complaints import complain_of_failures, complain_of_inputs, complain_of_settings
from portlens.cli.configuration import Configuration, language_for
from portlens.cli.folders import folders_asked
from portlens.cli.inputs import inputs
from portlens.cli.inventory.choice import Choice
from portlens.cli.inventory.record import Inventory, records
from portlens.cli.inventory.where import Where
from portlens.cli.outputs import outputs, put_out
from portlens.cli.progress import Progress
from portlens.programs.program import resolved
from portlens.text.phrase import Phrase
from portlens.text.typed import TYPE_CHECKING, TextIO
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:
    from portlens.features.port_graph.graph import PortGraph
    from portlens.features.port_graph.rows import Row


def run(arguments: Arguments) -> int:
    """List the port uses and return 0, or 2 where a path or the settings could not be read."""
    asked = outputs(arguments, "table")
    choice = Choice(arguments)
    drawn = [output.format for output in asked if output.format in DRAWN]
    is_linked = arguments.has("--links")
    if drawn and (arguments.has("--filter") or arguments.has("--sort")):
        raise UsageError(IS_WHOLE.fill(format=drawn[0]))
    if is_linked and arguments.has("--sort"):
        raise UsageError(IN_ORDER)
    is_resolved = arguments.has("--resolved")
    if is_linked and is_resolved:
        raise UsageError(IS_RESOLVED)
    workspace = Workspace(folders=folders_asked(arguments))
    workspace.stand_still()
    configuration = Configuration(arguments, workspace.files)
    progress = Progress(sys.stderr)
    found = list(inputs(arguments, configuration, workspace, progress))
    progress.clear()
    language = language_for(arguments, found[0].configured.settings if found else None)
    complain_of_settings(configuration, language)
    is_verbose = arguments.has("--verbose")
    complain_of_inputs(found, language, is_verbose=is_verbose)
    known = catalogue()
    documents = [(one.shown, one.document) for one in found if one.document]
    paths = {document.path for _, document in documents}
    where = Where(found, workspace)
    left_out: Collection[str] = ()
    if is_linked or drawn or is_resolved:
        from portlens.cli.inventory.left_out import complain_of_left_out

        left_out = complain_of_left_out(found, workspace, where, language, is_verbose=is_verbose)
    if is_resolved:
        from portlens.cli.inventory.resolved import resolved_records

        listed = list(resolved_records(documents, left_out, workspace, known))
    else:
        listed = [
            record
            for shown, document in documents
            for record in records(shown, resolved(document, workspace), known, paths)
        ]

    def graph() -> "PortGraph":
        from portlens.cli.inventory.drawn import graph_of  # rules and all: the table needs none

        return graph_of(found, workspace, language)

    def has_row(row: "Row") -> bool:
        from portlens.cli.inventory.chain import entry_of

        return choice.has(entry_of(row, where, formats))

    formats = {document.path: document.format.id for _, document in documents}
    inventory = Inventory(
        choice.of(listed),
        language,
        sys.stdout,
        graph,
        where,
        is_linked,
        arguments.last("--color"),
        has_row,
    )

    def report(format_: str, to: TextIO) -> str:
        module = import_module(f"portlens.cli.inventory.{format_}")
        text: str = module.report(inventory._replace(stream=to))
        return text

    put_out(asked, sys.stdout, report)
    has_failed = complain_of_failures(language)
    is_cut = has_failed or configuration.problems or any(one.unreadable for one in found)
    return 2 if is_cut else 0


DRAWN = frozenset({"mermaid", "dot"})
IS_WHOLE = Phrase(
    "{format} shows all ports and takes no --filter and no --sort",
    "{format} はすべてのポートを示すため --filter と --sort を指定できません",
)
IN_ORDER = Phrase(
    "--links lists services in the order of the files and takes no --sort",
    "--links はファイルの順にサービスを一覧にするため --sort を指定できません",
)
IS_RESOLVED = Phrase(
    "--links lists what comes of the files and takes no --resolved",
    "--links は解決後のサービスを一覧にするため --resolved を指定できません",
)
