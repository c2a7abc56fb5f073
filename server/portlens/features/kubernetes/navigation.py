"""Going between the name of a port and what means the port by that name."""

from portlens.features.navigation import Target
from portlens.model.socket import Place
from portlens.network.context import Context
from portlens.programs.helm_values.fed import given_to
from portlens.programs.kubernetes.applied import applied_with
from portlens.programs.kubernetes.port_names import PortNames
from portlens.workspace.document import Document


def named(
    document: Document, offset: int, context: Context
) -> tuple[list[Target], list[Target]] | None:
    """Return where the port's name at `offset` is given, and where it is used.

    In a chart's template that is the value which stands for the port, in each file with values.
    """
    values = [*given_to(document, offset, context.workspace)]
    if values:
        given = [Target(each.document, each.value.span, each.value.whole) for each in values]
        return given, []
    documents = applied_with(document, context.workspace)
    names = PortNames(documents)
    place = names.at(document.path, offset)
    if place is None:
        return None
    every = names.same(place)
    by_path = {each.path: each for each in documents}
    given = [_target(by_path, each) for each in every if each in names.given]
    return given, [_target(by_path, each) for each in every if each not in names.given]


def _target(documents: dict[str, Document], place: Place) -> Target:
    return Target(documents[place.path], place.span, place.span)
