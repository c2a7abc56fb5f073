"""Going from a chart's value to the places where its templates put it."""

from portlens.features.navigation import Target
from portlens.network.context import Context
from portlens.programs.helm_values.fed import Fed
from portlens.programs.program import resolved
from portlens.workspace.document import Document


def named(
    document: Document, offset: int, context: Context
) -> tuple[list[Target], list[Target]] | None:
    """Return the value at `offset`, and where the templates put it."""
    use = resolved(document, context.workspace).use_at(offset)
    if use is None or not isinstance(use.detail, Fed):
        return None
    used = []
    for place, _ in use.detail.placed:
        there = context.workspace.document(place.path)
        if there is not None:
            used.append(Target(there, place.span, place.span))
    return [Target(document, use.span, use.span)], used
