"""Conflicts that one file makes by what it brings together, told as one."""

from collections.abc import Iterable, Sequence

from portlens.model.finding import Finding, Related
from portlens.rules.compose._conflicts import Conflict
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase

# Who starts a project learns of its first conflict at once. A file that brings in more of them
# is a collection: nobody starts all of it together.
MOST_IN_USE = 5


class Told(NamedTuple):
    """Conflicts by how they are told: each for itself, or many as one."""

    certain: Sequence[Conflict]
    possible: Sequence[Conflict]
    together: Sequence[Conflict] = ()  # possible ones, of which the file that brings them in tells


def told(found: Iterable[Conflict]) -> Told:
    """Return `found`, the conflicts that one file tells of, sorted by how it does."""
    conflicts = list(found)
    brought_in = [conflict for conflict in conflicts if not conflict.is_written_here]
    if len(brought_in) <= MOST_IN_USE:
        brought_in = [conflict for conflict in brought_in if conflict.is_possible]
    together = brought_in if len(brought_in) > 1 else []
    grouped = {id(conflict) for conflict in together}
    alone = [conflict for conflict in conflicts if id(conflict) not in grouped]
    return Told(
        [conflict for conflict in alone if not conflict.is_possible],
        [conflict for conflict in alone if conflict.is_possible],
        together,
    )


def collection_finding(together: Sequence[Conflict]) -> Finding:
    """Return the one finding for all of `together`, at the first; the pairs are its places."""
    pairs = [
        Related(
            conflict.span,
            PAIR.fill(here=conflict.here.owner, other=conflict.other.owner, port=conflict.port),
        )
        for conflict in together
    ]
    message = COLLECTION.fill(count=len(together))
    return Finding(together[0].span, message, tuple(pairs))


COLLECTION = Phrase(
    "started together, {count} pairs of services that this file brings in want the same port"
    " of the host",
    "このファイルが取り込むサービスのうち {count} 組は、同時に起動するとホストの同じポートを"
    "求めます",
)
PAIR = Phrase("{here} and {other}: port {port}", "{here} と {other}: ポート {port}")
