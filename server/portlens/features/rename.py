"""Changing a port everywhere in a file where it is the same port."""

import re
from typing import NamedTuple

from portlens.features.same_port import Place, place_at, same_port
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

_NUMBER = re.compile(r"[0-9]{1,5}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,30}")


class Renamable(NamedTuple):
    """What a rename at a place would change, and the text that stands there now."""

    span: Span
    text: str


def prepare_rename(document: Document, offset: int) -> Renamable | Phrase:
    """Return what can be renamed at `offset`, or why nothing can."""
    place = place_at(document, offset)
    if place is None:
        return NOTHING
    text = place.part.span.of(document.text)
    if place.part.is_variable:
        return VARIABLE
    if not (_NUMBER.fullmatch(text) or _NAME.fullmatch(text)):
        return NO_SINGLE
    return Renamable(place.part.span, text)


def rename(document: Document, offset: int, new: str) -> tuple[Edit, ...] | Phrase:
    """Return the edits that put `new` wherever the port at `offset` is written alike."""
    found = prepare_rename(document, offset)
    place = place_at(document, offset)
    if isinstance(found, Phrase) or place is None:
        return found if isinstance(found, Phrase) else NOTHING
    if not _fits(new, place):
        return REFUSED.fill(text=new)
    spans = {
        other.part.span
        for other in same_port(place, [document])
        if other.part.span.of(document.text) == found.text
    }
    return tuple(Edit(span, new) for span in sorted(spans))


def _fits(new: str, place: Place) -> bool:
    """Tell whether `new` can stand at `place`; not every format takes names."""
    if _NUMBER.fullmatch(new):
        return 0 < int(new) <= HIGHEST_PORT
    return place.document.format.takes_names and _NAME.fullmatch(new) is not None


NOTHING = Phrase("there is no port here to rename", "ここに変更できるポートはありません")
VARIABLE = Phrase(
    "the port comes from a variable: change its value",
    "このポートは変数の値です。変数の値を変更してください",
)
NO_SINGLE = Phrase("only a single port can be renamed", "変更できるのは単独のポートだけです")
REFUSED = Phrase("{text} is not a port", "{text} はポート番号ではありません")
