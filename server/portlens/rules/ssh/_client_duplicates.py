"""The ports that an ssh_config names twice in one block."""

from collections.abc import Iterator

from portlens.formats.ssh.directive import Directive
from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import PortUse
from portlens.programs.ssh.forwards import Forward, forwards
from portlens.rules.ssh._places import place
from portlens.text.edit import line_removal
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


def client_duplicates(document: Document) -> Iterator[Finding]:
    """Yield a finding for each dead `Port` and each forward that is there already.

    Only lines of one block are compared: which of several blocks count for a host depends on
    patterns, and the order of blocks is how one overrides a default on purpose.
    """
    yield from _ports(document)
    yield from _forwards(document)


def _ports(document: Document) -> Iterator[Finding]:
    first: dict[Span | None, PortUse] = {}
    for use in document.uses:
        pause()
        line = use.detail
        if not isinstance(line, Directive) or line.keyword != "port" or use.port is None:
            continue
        if not use.port.is_known:
            continue
        before = first.setdefault(line.block.span if line.block else None, use)
        if before is not use and before.port is not None:
            where = place(document, document, before.port.span)
            message = DEAD.fill(first=before.port.first, place=where)
            yield _finding(document, use.port.span, line, before.port.span, message)


def _forwards(document: Document) -> Iterator[Finding]:
    first: dict[object, Forward] = {}
    for forward in forwards(document):
        pause()
        before = first.setdefault((forward.block, forward.key, forward.target_key), forward)
        if before is not forward:
            message = SAME.fill(place=place(document, document, before.span))
            found = _finding(document, forward.span, forward.line, before.span, message)
            # ssh drops the second one without a word: nothing fails
            yield found._replace(severity="hint")


def _finding(
    document: Document, span: Span, line: Directive, before: Span, message: Phrase
) -> Finding:
    # Safe: ssh ignores the line.
    edits = (line_removal(document.text, line.line),)
    return Finding(
        span,
        message,
        related=(Related(before, FIRST),),
        fixes=(Fix(REMOVE, edits, is_safe=True, is_preferred=True),),
        is_unnecessary=True,
    )


DEAD = Phrase(
    "ssh ignores this port: {first} in {place} comes first",
    "このポートは無視されます: {place}の {first} が先です",
)
SAME = Phrase("{place} forwards the same already", "{place}がすでに同じ転送を設定しています")
FIRST = Phrase("the first one counts", "最初の行が有効です")
REMOVE = Phrase("Remove the line", "行を削除する")
