"""A line above a port that says in how many other places it is used."""

import posixpath
from collections.abc import Sequence

from portlens.network.context import Context
from portlens.network.places import Spot, places_of
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language, Phrase, in_a_row
from portlens.text.span import Span
from portlens.workspace.document import Document


class Lens(NamedTuple):
    """The title to show above `span`."""

    span: Span
    title: str


def code_lenses(document: Document, context: Context, language: Language) -> list[Lens]:
    """Return a lens for each port of `document` that other places speak of, in its port space."""
    lenses = []
    places = places_of(document, context)
    for use in document.uses:
        for part in use.parts if use.role in {"listens", "publishes", "container"} else ():
            spot = Spot(document, use, part)
            others = [
                other
                for other in places.speaking_of(places.ports(spot))
                if other.place != spot.place
            ]
            if others:
                lenses.append(Lens(part.span, _title(others, language)))
    return lenses


def _title(others: Sequence[Spot], language: Language) -> str:
    files = [*dict.fromkeys(posixpath.basename(other.document.path) for other in others)]
    more = "…" if len(files) > MOST_NAMED else ""
    title = ONE if len(others) == 1 else SEVERAL
    names = in_a_row(files[:MOST_NAMED])
    return title.fill(count=len(others), names=names).to(language) + more


MOST_NAMED = 3
ONE = Phrase("used in 1 other place: {names}", "ほかの 1 か所で使用: {names}")
SEVERAL = Phrase("used in {count} other places: {names}", "ほかの {count} か所で使用: {names}")
