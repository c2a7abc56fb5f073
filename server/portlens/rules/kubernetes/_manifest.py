"""What the rules for Kubernetes ask of a document."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from portlens.formats.kubernetes.manifest import Manifest
from portlens.model.finding import Finding
from portlens.programs.kubernetes.complete import Whole
from portlens.workspace.document import Document

_NOTHING = Manifest()


def certain_manifest(document: Document) -> Manifest:
    """Return the objects of a file; none where another program makes something else of it."""
    tree = document.reading.tree
    return tree if isinstance(tree, Manifest) and tree.is_certain else _NOTHING


def told_in_every(
    sets: Sequence[Whole], judge: Callable[[Whole], Iterable[Finding]]
) -> Iterator[Finding]:
    """Yield what `judge` finds in each of the sets that a file is part of, as the first has it."""
    found = [{each.span: each for each in judge(whole)} for whole in sets]
    for span, finding in found[0].items():
        if all(span in others for others in found):
            yield finding
