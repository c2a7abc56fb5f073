"""One side of a comparison, read and judged: its port uses and its findings."""

import posixpath
from collections.abc import Iterator, Sequence

from portlens.catalogue.load import catalogue
from portlens.cli.arguments import Arguments
from portlens.cli.change.side import Side, is_at
from portlens.cli.check import Analysed, analyse_all, judge_for
from portlens.cli.configuration import Configuration
from portlens.cli.inputs import Input, excluded_in, once_each
from portlens.cli.inventory.record import Record, records
from portlens.cli.progress import Progress
from portlens.cli.report.result import Places
from portlens.formats._format import Format
from portlens.formats.registry import format_of_path, may_have_format
from portlens.programs.named import all_named
from portlens.programs.program import resolved
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.files import (
    LINK_LOOP,
    NOT_A_FILE,
    NOT_FOUND,
    DiskFiles,
    Unreadable,
)
from portlens.workspace.walk import PRUNED, is_excluded
from portlens.workspace.workspace import Workspace

# A link that leads nowhere, or a submodule: nothing is said of it, since nobody named it.
_NO_FILE = frozenset({LINK_LOOP, NOT_A_FILE, NOT_FOUND})


class Survey(NamedTuple):
    """All that one side says, its paths shown from the side's folder."""

    side: Side
    inputs: Sequence[Input]
    records: Sequence[Record]
    analysed: Analysed
    places: Places
    problems: dict[str, tuple[Phrase, ...]]  # of its settings files

    @property
    def documents(self) -> dict[str, Document]:
        """The documents by the paths shown."""
        return {one.shown: one.document for one in self.inputs if one.document}


def survey(side: Side, only: tuple[str, ...], arguments: Arguments, progress: Progress) -> Survey:
    """Read `side` with its own settings; judge what lies at or below the paths of `only`, if any.

    Every file is read all the same, since those in question may include or name it.
    """
    workspace = Workspace(side.files, folders=lambda: [side.folder])
    workspace.stand_still()
    settings_from = DiskFiles() if arguments.has("--config") else side.files
    configuration = Configuration(arguments, settings_from)
    found: dict[str, Input] = {}
    for one in _own(side, arguments, configuration, progress):
        found[one.path] = one
        if one.document:
            workspace.open(one.document)
    seen = {posixpath.join(side.folder, path) for path in side.paths}
    documents = [one.document for one in found.values() if one.document]
    for path, format_ in all_named(documents, workspace).items():
        if path in seen and path not in found:
            inside = path.removeprefix(side.folder.rstrip("/") + "/")
            named = _read(inside, side, arguments, configuration, format_)
            if named is not None and named.document:
                found[path] = named
                workspace.open(named.document)
    inputs = [
        one
        for one in once_each(list(found.values()), workspace)
        if not only or any(is_at(one.shown, path) for path in only)
    ]
    known = catalogue()
    listed = [
        record
        for one in inputs
        if one.document
        for record in records(one.shown, resolved(one.document, workspace), known)
    ]
    analysed = analyse_all(inputs, judge_for(inputs, workspace), progress)
    places = Places(inputs, workspace)
    return Survey(side, inputs, listed, analysed, places, configuration.problems)


def _own(
    side: Side, arguments: Arguments, configuration: Configuration, progress: Progress
) -> Iterator[Input]:
    """Yield the files that say themselves which format they have."""
    for count, path in enumerate(side.paths):
        progress.found(count)
        if may_have_format(posixpath.join(side.folder, path)):
            one = _read(path, side, arguments, configuration)
            if one is not None:
                yield one


def _read(
    inside: str,
    side: Side,
    arguments: Arguments,
    configuration: Configuration,
    format_: Format | None = None,
) -> Input | None:
    """Return the file at `inside`, in `format_` or its own; None where it is none of ours."""
    path = posixpath.join(side.folder, inside)
    configured = configuration.at(posixpath.dirname(path))
    is_pruned = not PRUNED.isdisjoint(inside.split("/")[:-1])
    if is_pruned or is_excluded(path, excluded_in(arguments, configuration), side.folder):
        return None
    text = side.files.read(path)
    one = Input(inside, path, configured, is_named=False)
    if isinstance(text, Unreadable):
        return None if text.reason in _NO_FILE else one._replace(unreadable=text.reason)
    chosen = format_ or format_of_path(path, lambda: text)
    return one._replace(document=Document(path, text, chosen)) if chosen else None
