"""The places that rules speak of, and the graph marks."""

from collections.abc import Iterable, Mapping

from portlens.analysis import Analysis
from portlens.features.port_map.ports import conflicts
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.span_set import SpanSet
from portlens.workspace.document import Document

# They say of a container's port that nothing listens there, though somebody asks for it.
IN_VAIN = frozenset({"unserved-port", "wrong-side-port"})


class Marked(NamedTuple):
    """Places by path: those in conflict, and those that ask for a port on which nothing listens."""

    conflicts: Mapping[str, SpanSet] = {}
    in_vain: Mapping[str, SpanSet] = {}


def marked(documents: Iterable[Document], analyses: Mapping[str, Analysis]) -> Marked:
    """Return what the rules found in `documents`, of which `analyses` are these by path.

    So the graph says of a port what a check says of it.
    """
    every = tuple(documents)
    in_vain = {
        document.path: SpanSet(
            judged.finding.span
            for judged in pausing(analyses[document.path].findings)
            if judged.finding.rule in IN_VAIN
        )
        for document in every
    }
    return Marked(conflicts(every, analyses), in_vain)
