"""What must hold of any text whatever, be it a configuration or not."""

from portlens.analysis import analyse
from portlens.features.code_actions import Home, actions, fix_all
from portlens.features.code_lens import code_lenses
from portlens.features.completion.complete import complete
from portlens.features.document_links import document_links
from portlens.features.hover import hover
from portlens.features.inlay_hints import inlay_hints
from portlens.features.navigation import definition, highlights, references
from portlens.features.port_map.ports import port_map
from portlens.features.rename import prepare_rename, rename
from portlens.features.signature import signature
from portlens.features.symbols import outline, search
from portlens.programs.program import resolved
from portlens.text.edit import apply_edits
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import finish
from tests._judge import context, document


def reads_well(format_id: str, text: str) -> None:
    """Assert that a reader returns, stays inside of the text, and says the same twice."""
    read, again = document(format_id, text), document(format_id, text)
    whole = Span(0, len(text))
    for use in (*read.uses, *read.reading.mentions):
        assert _covers(whole, use.span), (use, text)
        for part in use.parts:
            # What nothing is written of stands at the entry; an alias brings ports from elsewhere.
            assert _covers(use.span, part.span), (use, text)
    for fault in read.reading.faults:
        assert _covers(whole, fault.span), (fault, text)
    for link in read.reading.links:
        assert _covers(whole, link.span), (link, text)
    assert read.reading[:3] == again.reading[:3]


def works_well(format_id: str, text: str) -> None:
    """Assert that no rule and no feature fails, wherever the cursor stands."""
    subject = document(format_id, text)
    around = context({subject.path: text})
    around.workspace.open(subject)
    whole = Span(0, len(text))
    analysis = analyse(subject, around)
    for judged in analysis.findings:
        assert _covers(whole, judged.finding.span), (judged, text)
        for fix in judged.finding.fixes:
            apply_edits(text, [edit for edit in fix.edits if edit.path in {None, subject.path}])
    read = resolved(subject, around.workspace)
    documents = [read]
    outline(read, around.catalogue, "en")
    list(search(documents, "80", around.catalogue))
    inlay_hints(read, whole, around)
    list(document_links(read, around.workspace.files))
    code_lenses(read, around, "ja")
    port_map(documents, {subject.path: analysis}, around.catalogue)
    finish(actions(subject, whole, analysis.findings, Home(around, "/site"), "ja"))
    finish(fix_all(subject, analysis.findings, around, "en"))
    for offset in _offsets(read):
        hover(subject, offset, around, "en")
        complete(subject, offset, around, "en")
        signature(subject, offset, "en")
        highlights(read, offset, around)
        definition(read, offset, around, lambda: documents)
        references(read, offset, around, lambda: documents, with_origins=True)
        prepare_rename(read, offset, around)
        finish(rename(read, offset, "8080", around, lambda: documents))


def _offsets(read: Document) -> list[int]:
    """Return every offset of a small text; of a longer one those at its ports and some others."""
    size = len(read.text)
    if size <= 60:
        return list(range(size + 1))
    ends = {end for use in read.uses for end in (*use.span, *(use.port.span if use.port else ()))}
    return sorted({*sorted(ends)[:20], *range(0, size + 1, size // 20), size})


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start <= inner.end <= outer.end
