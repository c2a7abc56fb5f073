"""`judge`: the one helper behind the tests of rules and formats."""

import re
from collections.abc import Collection

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.formats._format import Format
from portlens.formats.registry import all_formats, format_named
from portlens.network.context import Context
from portlens.workspace.document import Document
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._marks import Label


def document(format_id: str, text: str, path: str = "") -> Document:
    """Return `text` read as `format_id`."""
    format_ = format_named(format_id)
    assert format_, f"there is no format {format_id}"
    return Document(path or usual_path(format_), text, format_)


def usual_path(format_: Format) -> str:
    """Return where a fixture's text stands when it does not say so itself.

    Its name is what the format's first pattern means, with the last alternative in each brace.
    """
    name = re.sub(r"\{(?:[^{}]*,)?([^{},]*)\}", r"\1", format_.patterns[0].rpartition("/")[2])
    return f"/site/{name.replace('*', 'a')}"


def usual_paths() -> dict[str, str]:
    """Return the usual path of each format, by its id."""
    return {format_.id: usual_path(format_) for format_ in all_formats()}


def context(files: dict[str, str] | None = None, settings: Settings | None = None) -> Context:
    """Return a context whose disk holds `files` and nothing else."""
    return Context(catalogue(), settings or Settings(), Workspace(MemoryFiles(files or {})))


def judge(
    subject: Document,
    around: Context | None = None,
    only: Collection[str] = (),
) -> list[Label]:
    """Return what portlens says of a document, as caret labels; `only` names the rules to hear."""
    around = around or context({subject.path: subject.text})
    result = analyse(subject, around)
    labels = []
    for judged in result.findings:
        finding = judged.finding
        if only and finding.rule not in only:
            continue
        line, start = subject.lines.position(finding.span.start)
        end_line, end = subject.lines.position(finding.span.end)
        if end_line != line:
            end = len(subject.lines.line_span(line).of(subject.text))
        message = f"{judged.severity}[{finding.rule}]: {finding.message.en}"
        labels.append(Label(line, start, max(end, start + 1), message))
    return labels
