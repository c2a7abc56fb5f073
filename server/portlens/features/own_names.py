"""Changing a format's own name for a port, wherever the same one is meant."""

from portlens.features.own import own
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.escape import label
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


class OwnName(NamedTuple):
    """A name at `span`, and all places of it, that one among them; `document` has the former."""

    document: Document
    span: Span
    places: tuple[tuple[Document, Span], ...]


def own_name_at(document: Document, offset: int, context: Context) -> OwnName | None:
    """Return the name at `offset`, if the format has names of its own that can be changed.

    That is so where its module `rename` has `is_name(text)`, and its module `navigation` knows
    where a name is given and used.
    """
    named = own(document.format, "navigation", "named")
    if named is None or own(document.format, "rename", "is_name") is None:
        return None
    given, used = named(document, offset, context) or ((), ())
    places = tuple((target.document, target.span) for target in (*given, *used))
    for there, span in places:
        if there.path == document.path and span.touches(offset):
            return OwnName(document, span, places)
    return None


def named_anew(name: OwnName, new: str) -> tuple[Edit, ...] | Phrase:
    """Return the edits that call it `new`, or why it cannot be called so."""
    is_name = own(name.document.format, "rename", "is_name")
    if is_name is None or not is_name(new):
        return NO_NAME.fill(text=label(new))
    return tuple(Edit(span, new, there.path) for there, span in name.places)


NO_NAME = Phrase("{text} is no name for a port", "{text} はポートの名前になりません")
