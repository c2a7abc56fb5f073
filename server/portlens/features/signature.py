"""The form of the entry that is being typed, and which part of it the cursor is in."""

from portlens.features.own import own
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language
from portlens.workspace.document import Document


class Signature(NamedTuple):
    """`label` with its `parts`, each a stretch of it with an explanation; one is being typed."""

    label: str
    parts: tuple[tuple[tuple[int, int], str], ...]
    active: int


def signature(document: Document, offset: int, language: Language) -> Signature | None:
    """Return the form of the entry at `offset`, where the format has a module `signature`."""
    form = own(document.format, "signature", "signature")
    found: Signature | None = form(document, offset, language) if form else None
    return found
