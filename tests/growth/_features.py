"""What an editor asks of a text, each question as a piece of work to be counted."""

from collections.abc import Callable

from portlens.analysis import analyse
from portlens.features.call_hierarchy import incoming
from portlens.features.code_actions import Home, actions, fix_all
from portlens.features.code_lens import code_lenses
from portlens.features.completion.complete import complete
from portlens.features.document_links import document_links
from portlens.features.hover import hover
from portlens.features.inlay_hints import inlay_hints
from portlens.features.navigation import definition, highlights, references
from portlens.features.port_graph.build import port_graph
from portlens.features.port_graph.marked import marked
from portlens.features.port_map.ports import port_map
from portlens.features.rename import prepare_rename, rename
from portlens.features.signature import signature
from portlens.features.symbols import outline, search
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import finish

Work = Callable[[], object]


def features(subject: Document, around: Context) -> dict[str, Work]:
    """Return what may be asked of a document as a whole, and of its first port."""
    around.workspace.open(subject)
    around.workspace.stand_still()  # as a server does at each question
    read = resolved(subject, around.workspace)
    documents, known = [read], around.catalogue
    whole, analyses = Span(0, len(read.text)), {subject.path: analyse(subject, around)}
    findings = analyses[subject.path].findings
    ports = (use.port for use in read.uses if use.port and not use.port.is_implied)
    at = next((port.span.start for port in ports), 0)
    here = Span(at, at + 10)
    return {
        "hover": lambda: hover(subject, at, around, "en"),
        "completion": lambda: complete(subject, at, around, "en"),
        "signature": lambda: signature(subject, at, "en"),
        "highlights": lambda: highlights(read, at, around),
        "definition": lambda: definition(read, at, around, lambda: documents),
        "references": lambda: references(read, at, around, lambda: documents, with_origins=True),
        "call hierarchy": lambda: incoming(read, at, around),
        "rename": lambda: finish(rename(read, at, "8081", around, lambda: documents)),
        "its preparation": lambda: prepare_rename(read, at, around),
        "code actions": lambda: finish(actions(subject, here, findings, Home(around, "/a"), "en")),
        "all fixes": lambda: finish(fix_all(subject, findings, around, "en")),
        "outline": lambda: outline(read, known, "en"),
        "search": lambda: list(search(documents, "80", known)),
        "inlay hints": lambda: inlay_hints(read, whole, around),
        "links": lambda: list(document_links(read, around.workspace.files)),
        "code lenses": lambda: code_lenses(read, around, "en"),
        "list of ports": lambda: port_map(documents, analyses, known),
        "graph": lambda: port_graph(
            documents, marked(documents, analyses), lambda _: around, known, "en"
        ),
    }
