"""A rename tried out: what the rules say of all files that it touches, and those around them."""

from collections.abc import Iterable

from portlens.analysis import Judged, analysing
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.text.edit import Edit, apply_edits
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps


def what_breaks(
    document: Document, edits: Iterable[Edit], context: Context
) -> Steps[Phrase | None]:
    """Return the first error that `edits` would bring, as a reason to refuse; None without one."""
    workspace = context.workspace
    by_path: dict[str, list[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path or document.path, []).append(edit)
    texts = {path: workspace.text(path) for path in by_path}
    texts[document.path] = document.text
    after = {
        path: apply_edits(text, by_path[path])
        for path, text in texts.items()
        if text is not None and path in by_path
    }
    changed = context._replace(workspace=workspace.with_texts(after))
    for path in _around(document, by_path, context):
        now, then = workspace.document(path), changed.workspace.document(path)
        if now is None or then is None:
            continue
        known = [_said(one) for one in (yield from _errors(now, context))]
        for one in (yield from _errors(then, changed)):
            if _said(one) not in known:
                return BREAKS.fill(path=path.rpartition("/")[2], message=one.finding.message)
            known.remove(_said(one))
    return None


def _around(document: Document, paths: Iterable[str], context: Context) -> list[str]:
    """Return the files that share a network with one that is touched."""
    found: dict[str, None] = {document.path: None}
    before: Network | None = None
    for path in paths:
        subject = context.workspace.document(path)
        if subject is None:
            continue
        found[path] = None
        network = network_of(subject, context)
        if network is before:
            continue  # thousands of files have one
        before = network
        for program in network.programs:
            found.update(dict.fromkeys(program.documents))
    return list(found)


def _errors(document: Document, context: Context) -> Steps[list[Judged]]:
    findings = (yield from analysing(document, context)).findings
    return [one for one in findings if one.severity == "error"]


def _said(judged: Judged) -> str:
    return judged.finding.rule


BREAKS = Phrase("{path} would have an error: {message}", "{path} がエラーになります: {message}")
