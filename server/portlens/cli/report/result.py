"""What a check found, in lines and columns."""

from collections.abc import Sequence

from portlens.analysis import Judged
from portlens.cli.inputs import Input, shown
from portlens.formats.registry import format_of_path
from portlens.rules.registry import NamedRule, rules_for
from portlens.text.line_index import LineIndex
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language, Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import TextIO
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

_PORT = regex(r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}:)?[0-9]+")


class Located(NamedTuple):
    """A finding and the document that it is in."""

    shown: str
    document: Document
    judged: Judged

    @property
    def path(self) -> str:
        """The absolute path of the file."""
        return self.document.path

    @property
    def rule(self) -> NamedRule:
        """The rule that found it."""
        rules = rules_for(self.document.format.id)
        return next(rule for rule in rules if rule.id == self.judged.finding.rule)


class Range(NamedTuple):
    """A span in lines and columns, both from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Places:
    """Spans in any file as ranges, and paths as the user would write them."""

    def __init__(self, inputs: Sequence[Input], workspace: Workspace) -> None:
        self._inputs = {one.path: one for one in inputs}
        self._workspace = workspace
        self._lines: dict[str, LineIndex] = {}

    def shown(self, path: str) -> str:
        """Return how to show the absolute `path`: as it was given, else from the folder here."""
        known = self._inputs.get(path)
        return known.shown if known else shown(path)

    def lines(self, path: str) -> LineIndex:
        """Return the lines of the file at `path`; one that cannot be read has an empty line."""
        known = self._inputs.get(path)
        if known and known.document:
            return known.document.lines
        if path not in self._lines:
            self._lines[path] = LineIndex(self._workspace.text(path) or "")
        return self._lines[path]

    def may_show(self, path: str, span: Span) -> bool:
        """Tell whether a report may quote a place: of a file with secrets only a port.

        An IPv4 address may stand before it.
        """
        known = self._inputs.get(path)
        document = known.document if known else None
        format_ = document.format if document else format_of_path(path, lambda: "")
        is_open = format_ is None or not format_.has_secrets
        return is_open or bool(_PORT.fullmatch(span.of(self.lines(path).text)))

    def range(self, path: str, span: Span) -> Range:
        """Return where `span` stands in the file at `path`."""
        lines = self.lines(path)
        start, end = lines.position(span.start), lines.position(span.end)
        return Range(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


class Style(NamedTuple):
    """How the reports for people look, as the command line chose it."""

    color: str = "auto"
    is_all: bool = False  # every finding, not the first few of a kind
    is_quiet: bool = False
    has_statistics: bool = False


class Result(NamedTuple):
    """All that a report tells, and the stream that it is for."""

    findings: Sequence[Located]
    inputs: Sequence[Input]
    places: Places
    language: Language
    stream: TextIO
    cured: int = 0  # findings that `--fix` put right
    style: Style = Style()
    suppressed: Sequence[Located] = ()  # what comments in the files hide
    known: int | None = None  # findings that the baseline lists, where there is one

    @property
    def files(self) -> int:
        """How many files were read."""
        return sum(one.document is not None for one in self.inputs)

    @property
    def unreadable(self) -> list[tuple[str, Phrase]]:
        """The files and folders that could not be read, and why."""
        return [(one.shown, one.unreadable) for one in self.inputs if one.unreadable]

    def say(self, phrase: Phrase) -> str:
        """Return `phrase` in the language of the report."""
        return phrase.to(self.language)
