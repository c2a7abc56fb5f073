"""A line above a port that says in how many other places it is used."""

import posixpath
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from portlens.network.context import Context
from portlens.network.places import places_of
from portlens.network.spot import Port, Spot
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
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
    known: dict[tuple[Port, ...], _Speaking] = {}  # thousands of places may share one port
    for use in document.uses:
        pause()
        for part in use.parts if use.role in {"listens", "publishes", "container"} else ():
            spot = Spot(document, use, part)
            ports = tuple(places.ports(spot))
            if ports not in known:
                known[ports] = _Speaking(places.speaking_of(ports))
            title = known[ports].title(spot, language)
            if title:
                lenses.append(Lens(part.span, title))
    return lenses


class _Speaking:
    """The places that speak of the same ports, and in which files they are."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        self._places = {spot.place for spot in spots}
        self._files = Counter(posixpath.basename(spot.document.path) for spot in spots)

    def title(self, spot: Spot, language: Language) -> str:
        """Return in how many places besides `spot` that is, and where; empty where in none."""
        is_own = spot.place in self._places
        count = len(self._places) - is_own
        if count == 0:
            return ""
        own = posixpath.basename(spot.document.path) if is_own else ""
        others = (name for name, times in self._files.items() if name != own or times > 1)
        files = [*islice(others, MOST_NAMED + 1)]
        more = "…" if len(files) > MOST_NAMED else ""
        names = in_a_row(files[:MOST_NAMED])
        return (ONE if count == 1 else SEVERAL).fill(count=count, names=names).to(language) + more


MOST_NAMED = 3
ONE = Phrase("used in 1 other place: {names}", "ほかの 1 か所で使用: {names}")
SEVERAL = Phrase("used in {count} other places: {names}", "ほかの {count} か所で使用: {names}")
